// A report that exists as a file: read, corrected, adopted as the year before; another organ's read by the supervisor.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { englishOn, openDesk, seriousFaults, shot, tooWide } from '../desk.mjs';
import { reportPage } from '../paper.mjs';

let desk;
before(async () => { desk = await openDesk(); });
after(async () => { await desk?.close(); });

const file = (html) => ({ name: '年报.html', mimeType: 'text/html', buffer: Buffer.from(html) });

/** Fails with what is wrong with a page on a desk and on a phone. */
async function sound(page, name) {
  for (const [window, width, height] of [['desk', 1366, 768], ['phone', 360, 740]]) {
    await page.setViewportSize({ width, height });
    await shot(page, `${window}-${name}`);
    assert.deepEqual(await seriousFaults(page), [], `${name} on a ${window}`);
    assert.equal(await tooWide(page), false, `${name} is too wide on a ${window}`);
  }
  assert.deepEqual(await englishOn(page), [], name);
  await page.setViewportSize({ width: 1366, height: 768 });
}

for (const scripts of [true, false]) {
  test(`a report of an earlier year is read, corrected and adopted, ${scripts ? 'with' : 'without'} scripts`, async () => {
    const page = await desk.signIn('editor', { scripts });
    const look = scripts ? sound : async () => {};
    const organ = await page.locator('.brand .organ').textContent();
    // The total of the new applications was read (or printed) as one too many; two are carried over.
    const year = scripts ? 2020 : 2019;
    await page.goto('/reports');
    await page.getByRole('link', { name: '读取已有的年度报告' }).click();
    await page.getByLabel('报告的文件').setInputFiles(file('<p>会议通知</p>'));
    await page.getByRole('button', { name: '读取', exact: true }).click();
    assert.match(await page.getByRole('alert').innerText(), /不像是年度报告/);
    await look(page, 'reading-refused');
    await page.getByLabel('报告的文件').setInputFiles(file(reportPage({ organ, year, fresh: 5, left: 2, total: 6 })));
    await page.getByLabel('从哪里来的').fill('本机关档案');
    await page.getByRole('button', { name: '读取', exact: true }).click();
    await page.getByRole('heading', { level: 1, name: `${organ}${year}年度报告` }).waitFor();
    await look(page, 'reading');

    // The contradiction leads to its cell, and the cell back to it.
    const checks = page.locator('#checks');
    assert.match(await checks.innerText(), /错误/);
    await checks.getByRole('link', { name: '一、本年新收·总计' }).first().click();
    assert.match(page.url(), /#applications\.new\.total$/);
    const cell = page.locator('[id="applications.new.total"]');
    assert.match(await cell.getAttribute('class'), /lit/);
    await cell.getByRole('link', { name: /核对结果/ }).click();
    assert.match(page.url(), /#finding-\d+$/);

    await cell.getByRole('link').first().click();
    await page.getByText(/第\d+个表格第\d+行第\d+列/).waitFor();
    await look(page, 'reading-cell');
    await page.getByLabel('数字', { exact: true }).fill('5');
    await page.getByRole('button', { name: '更正', exact: true }).click();
    assert.match(await page.getByRole('alert').innerText(), /原因/);
    await page.getByLabel('更正的原因').fill('原件是5，读成了6');
    await page.getByRole('button', { name: '更正', exact: true }).click();
    await page.getByText('原读作6').first().waitFor();
    assert.doesNotMatch(await page.locator('#checks').innerText(), /错误\s*\d+处/);
    await look(page, 'reading-corrected');

    // A text is corrected the same way; the figure in it is held against the table from then on.
    await page.getByRole('link', { name: /^更正.*总体情况/ }).click();
    const text = page.getByLabel('这一部分的文字');
    const read = await text.inputValue();
    await text.fill(`${read}\n全年新收申请8件。`);
    await page.getByRole('button', { name: '更正', exact: true }).click();
    assert.match(await page.getByRole('alert').innerText(), /原因/);
    await look(page, 'reading-text');
    await page.getByLabel('更正的原因').fill('原件第1页还有一句');
    await page.getByRole('button', { name: '更正', exact: true }).click();
    await page.getByRole('status').getByText('已经更正').waitFor();
    assert.match(await page.locator('#part-1').innerText(), /文字更正过[^]*全年新收申请8件。/);
    assert.match(await page.locator('#checks').innerText(), /新收申请8件.+表格中是5件/);
    const corrected = page.getByRole('row').filter({ hasText: '“总体情况”的文字' });
    assert.match(await corrected.innerText(), /原件第1页还有一句/);
    await look(page, 'reading-text-corrected');
    // Withdrawing it is correcting it back; both stay told.
    await page.getByRole('link', { name: /^更正.*总体情况/ }).click();
    await page.getByText('从文件中读出的全文').click();
    assert.equal((await page.locator('details .kept').innerText()).trim(), read.trim());
    await page.getByLabel('这一部分的文字').fill(read);
    await page.getByLabel('更正的原因').fill('原件没有这一句，上次看错');
    await page.getByRole('button', { name: '更正', exact: true }).click();
    await page.getByRole('heading', { name: '更正（3处）' }).waitFor();
    assert.doesNotMatch(await page.locator('#checks').innerText(), /新收申请8件/);

    await page.getByRole('button', { name: `采用为本机关${year}年度的年度报告` }).click();
    await page.getByRole('status').getByText('已经采用').waitFor();
    await page.goto('/reports');
    assert.match(await page.getByRole('row').filter({ hasText: `${year}年` }).innerText(), /采用上传的报告/);
    await look(page, 'reports-adopted');
    if (scripts) {
      await page.goto('/reports/2021?beside=1');
      await page.getByRole('link', { name: '上一年采用上传的年度报告' }).click();
      await page.getByRole('heading', { level: 1, name: `${organ}${year}年度报告` }).waitFor();
    }
    assert.deepEqual(page.faults, []);
    await page.context().close();
  });
}

test('the form is set right once what has no place in it was shown, and set back without loss', async () => {
  const page = await desk.signIn('supervisor');
  await page.goto('/reports/read');
  await page.getByLabel('报告的文件').setInputFiles(file(reportPage({ organ: '某某县样板镇人民政府', year: 2020, fresh: 3 })));
  await page.getByRole('button', { name: '读取', exact: true }).click();
  const printed = async (form, rows) => {
    await page.getByRole('link', { name: '更正表格的格式' }).click();
    await page.getByRole('radio', { name: form }).check();
    await page.getByRole('radio', { name: rows }).check();
    await page.getByLabel('更正的原因').fill('照原件第2页');
    await page.getByRole('button', { name: '更正', exact: true }).click();
  };
  await printed(/^2019年格式/, '只有一行');
  await page.getByText('28 个数字没有位置').waitFor();
  assert.match(await page.getByRole('alert').innerText(), /看清后确认/);
  await sound(page, 'reading-form');
  await page.getByLabel(/我看过了/).check();
  await page.getByRole('button', { name: '更正', exact: true }).click();
  await page.getByRole('status').getByText('已经更正').waitFor();
  assert.match(await page.locator('#part-2').innerText(), /政府集中采购/);
  await sound(page, 'reading-form-corrected');
  // Nothing was filled in that only this form has, so nothing is asked.
  await printed(/^2021年格式/, /^分三行/);
  await page.getByRole('heading', { name: '更正（2处）' }).waitFor();
  assert.equal(await page.locator('[id="proactive.licences.decisions"]').innerText(), '12');
  assert.equal(await page.locator('[id="proactive.regulations.made"]').innerText(), '0');
  assert.deepEqual(page.faults, []);
  await page.context().close();
});

test('a supervisor pastes another organ’s report, sets its year right and takes it back', async () => {
  const page = await desk.signIn('supervisor');
  await page.goto('/reports/read');
  await page.getByLabel('或者粘贴报告的全文').fill(reportPage({ organ: '某某县示例镇人民政府', year: 2023, fresh: 3 }));
  await page.getByRole('button', { name: '读取', exact: true }).click();
  await page.getByRole('heading', { level: 1, name: /示例镇人民政府2023年度报告/ }).waitFor();
  assert.equal(await page.getByRole('button', { name: /^采用为/ }).count(), 0);
  await page.getByRole('link', { name: '更正机关和年度' }).click();
  await sound(page, 'reading-title');
  await page.getByLabel('年度').fill('2022');
  await page.getByLabel('更正的原因').fill('正文写的是2022年');
  await page.getByRole('button', { name: '更正', exact: true }).click();
  await page.getByRole('heading', { level: 1, name: /示例镇人民政府2022年度报告/ }).waitFor();
  await page.emulateMedia({ media: 'print' });
  assert.equal(await page.getByRole('button', { name: '撤回' }).isVisible(), false);
  assert.ok((await page.pdf({ format: 'A4', preferCSSPageSize: true })).length > 10_000);
  await page.emulateMedia({ media: null });
  await page.getByText('撤回这份报告').click();
  await page.getByLabel('为什么撤回').fill('试用');
  await page.getByRole('button', { name: '撤回', exact: true }).click();
  await page.getByText('撤回的（1份）').click();
  await sound(page, 'reading-list');
  assert.deepEqual(page.faults, []);
  await page.context().close();
});
