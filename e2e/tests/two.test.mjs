// Two officers at one case: the second is told what the first did, and loses nothing typed.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { openDesk } from '../desk.mjs';
import { carryOut, openStep, register } from '../office.mjs';

let desk;
before(async () => { desk = await openDesk(); });
after(async () => { await desk?.close(); });

for (const scripts of [true, false]) {
  test(`the second to send is told what changed and keeps what was typed, ${scripts ? 'with' : 'without'} scripts`, async () => {
    const first = await desk.signIn('officer');
    const second = await desk.signIn('head', { scripts });
    const kept = await register(first, { name: '两人同办的申请人', wording: '示例大厦的消防验收意见书' });

    await openStep(second, kept.address, '提出延期');
    await second.getByLabel('延长多少个工作日').fill('15');
    await second.getByLabel('延期的理由').fill('需要向档案馆调卷，调卷要十日');

    await openStep(first, kept.address, '登记检索');
    for (const [label, text] of [['检索的范围', '工程档案'], ['检索的系统', '档案系统'], ['关键词', '消防'], ['检索人', '演示经办人']]) {
      await first.getByLabel(label).fill(text);
    }
    await first.getByRole('textbox', { name: /^结果/ }).fill('正在调卷');
    await carryOut(first, '登记检索');

    await second.getByRole('button', { name: '提出延期' }).click();
    const told = await second.getByRole('alert').first().innerText();
    assert.match(told, /另一位工作人员已先办理/);
    assert.match(told, /演示经办人.*登记检索/);
    assert.equal(await second.getByLabel('延长多少个工作日').inputValue(), '15');
    assert.equal(await second.getByLabel('延期的理由').inputValue(), '需要向档案馆调卷，调卷要十日');

    // Having seen it, the same button carries it out.
    await carryOut(second, '提出延期');
    await first.goto(kept.address);
    const course = await first.locator('main').innerText();
    assert.match(course, /延期/);
    assert.match(course, /登记检索/);
    assert.deepEqual([...first.faults, ...second.faults], []);
    await first.context().close();
    await second.context().close();
  });
}
