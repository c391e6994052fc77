// The way of an application: from the counter to its cell of the year's report.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, before, test } from 'node:test';
import { openDesk } from '../desk.mjs';
import { agree, carryOut, draft, inWords, openStep, register, scannedPaper, today } from '../office.mjs';

let desk;
before(async () => { desk = await openDesk(); });
after(async () => { await desk?.close(); });

for (const [scripts, name, wording] of [
  [true, '申请人走全程', '示例路道路改造工程的竣工验收备案表'],
  [false, '申请人走旧路', '示例桥维修工程的施工许可证'],
]) {
  test(`an application is registered, answered, delivered and counted, ${scripts ? 'with' : 'without'} scripts`, async () => {
    const page = await desk.signIn('officer', { scripts });
    const kept = await register(page, { name, wording });

    // The case page tells the clock
    {
      const clock = page.getByRole('region', { name: '期限' });
      const told = await clock.innerText();
      assert.match(told, new RegExp(inWords(await today(page))));
      assert.match(told, new RegExp(kept.due));
      assert.match(told, /条例33②/);
    }

    // The search is logged
    {
      await openStep(page, kept.address, '登记检索');
      await page.getByLabel('检索的范围').fill('2019年以来的工程档案');
      await page.getByLabel('检索的系统').fill('档案管理系统、纸质目录');
      await page.getByLabel('关键词').fill('示例路、竣工');
      await page.getByLabel('检索人').fill('演示经办人');
      await page.getByLabel('结果', { exact: false }).last().fill('找到1份');
      await carryOut(page, '登记检索');
    }

    // An answer is drafted, agreed to and signed
    {
      await draft(page, kept.address, `${wording}1份`);
      kept.letter = await agree(desk, kept.address, { scripts });
      await page.goto(kept.address);
      assert.ok((await page.locator('main').innerText()).includes(kept.letter));
    }

    // The letter is looked at and downloaded
    {
      await page.getByRole('region', { name: '答复' }).getByRole('link', { name: '查看' }).click();
      assert.ok((await page.getByRole('article').innerText()).includes(kept.letter));
      for (const [link, begins] of [['下载 PDF', '%PDF-'], ['下载 Word', 'PK\u0003\u0004']]) {
        const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('link', { name: link }).click()]);
        const bytes = readFileSync(await download.path());
        assert.equal(bytes.subarray(0, begins.length).toString('latin1'), begins);
        assert.ok(bytes.length > 2000, `${link} holds ${bytes.length} bytes`);
      }
    }

    // The stamped scan is kept and the letter delivered
    {
      await openStep(page, kept.address, '送达');
      await page.getByRole('link', { name: '归入用印扫描件' }).click();
      await page.getByLabel('用印文书的扫描件').setInputFiles(scannedPaper('用印.pdf'));
      await page.getByRole('button', { name: '归入案卷' }).click();
      await page.getByRole('region', { name: '答复' }).getByRole('link', { name: '用印扫描件', exact: true }).waitFor();
      await openStep(page, kept.address, '送达');
      await page.getByLabel('邮件号码').fill('1234567890123');
      await carryOut(page, '登记送达');
      assert.match(await page.getByRole('region', { name: '答复' }).innerText(), /1234567890123/);
      await openStep(page, kept.address, '归档');
      await carryOut(page, '归档');
      await page.getByText('已归档').first().waitFor();
    }

    // Its cell of the report holds it
    {
      const editor = await desk.signIn('editor', { scripts });
      const year = (await today(page)).slice(0, 4);
      await editor.goto(`/reports/${year}`);
      await editor.getByRole('link', { name: /予以公开.*自然人/ }).first().click();
      await editor.getByRole('link', { name: kept.number }).waitFor();
      assert.deepEqual(editor.faults, []);
      await editor.context().close();
    }
    assert.deepEqual(page.faults, []);
    await page.context().close();
  });
}
