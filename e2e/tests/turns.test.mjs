// The turns an application may take: a correction, a third party asked, an extension, a step the law does not allow.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { openDesk, seriousFaults } from '../desk.mjs';
import { carryOut, clockOf, daysBefore, dueOf, inWords, isAfter, openStep, register, today } from '../office.mjs';

let desk;
let page;
let day;
let extended;
let corrected;
before(async () => {
  desk = await openDesk();
  page = await desk.signIn('officer');
  day = await today(page);
});
after(async () => { await desk?.close(); });

test('a correction stops the clock, and its answer starts it anew', async () => {
  const arrived = daysBefore(day, 7);
  const kept = await register(page, { name: '补正的申请人', wording: '有关的材料', arrived });
  const first = await dueOf(page, kept.address);

  await openStep(page, kept.address, '补正告知');
  await page.getByLabel('不明确的内容，以及怎样补正').fill('请写明所要材料的名称和大致时间。');
  await page.getByLabel('给申请人多少个工作日补正').fill('10');
  await page.getByRole('button', { name: '预览文书' }).click();
  await page.getByRole('heading', { name: '文书预览' }).waitFor();
  assert.match(await page.getByRole('article').innerText(), /请写明所要材料的名称和大致时间/);
  await carryOut(page, '发出补正告知');
  assert.match(await page.getByRole('heading', { level: 1 }).innerText(), /等待补正/);

  await openStep(page, kept.address, '登记补正告知送达');
  await carryOut(page, '登记送达');
  assert.match(await clockOf(page, kept.address), /申请人的期限/);

  await openStep(page, kept.address, '收到补正');
  await page.getByLabel('补正后的申请内容').fill('2025年度示例工程的监理合同');
  await carryOut(page, '登记收到补正');
  const told = await clockOf(page, kept.address);
  assert.ok(told.includes(inWords(day)), told);
  const second = await dueOf(page, kept.address);
  assert.ok(isAfter(second, first), `${second} is not after ${first}`);
  assert.deepEqual(page.faults, []);
  corrected = kept;
});

test('what the law warns of is done by the head for a reason, which the case shows', async () => {
  const second = async (who) => {
    await who.goto(`${corrected.address}/do`);
    await who.getByRole('listitem').filter({ hasText: '补正告知' }).getByRole('link').first().click();
    await who.getByRole('heading', { level: 1, name: '补正告知' }).waitFor();
  };
  await second(page);
  const told = await page.getByRole('alert').innerText();
  assert.match(told, /补正应当一次性告知/);
  assert.match(told, /可以说明理由后继续办理的岗位是.*负责人/);
  assert.equal(await page.getByLabel('越过提示的理由').count(), 0, 'an officer is offered no overriding');

  const head = await desk.signIn('head');
  await second(head);
  await head.getByLabel('不明确的内容，以及怎样补正').fill('请再写明所要的是哪一期工程。');
  await head.getByLabel('给申请人多少个工作日补正').fill('5');
  await head.getByRole('button', { name: '发出补正告知' }).first().click();
  await head.getByLabel('越过提示的理由').waitFor();
  assert.match((await head.getByRole('alert').allInnerTexts()).join(), /补正应当一次性告知/);
  assert.equal(await head.getByLabel('不明确的内容，以及怎样补正').inputValue(), '请再写明所要的是哪一期工程。');
  assert.deepEqual(await seriousFaults(head), []);
  await head.getByLabel('越过提示的理由').fill('补正后才知道该工程分两期，各有监理合同');
  await head.locator('form#step').getByRole('button', { name: '发出补正告知' }).click();
  await head.locator('main').getByRole('status').waitFor();
  await head.goto(`${corrected.address}/log`);
  assert.match(await head.locator('main').innerText(), /越过提示继续办理[^]*该工程分两期/);
  assert.deepEqual(head.faults, []);
  await head.context().close();
});

test('the days a third party is asked are not counted, and the clock shows them', async () => {
  const arrived = daysBefore(day, 7);
  const kept = await register(page, { name: '等第三方的申请人', wording: '示例公司的环评材料', arrived });
  const first = await dueOf(page, kept.address);

  await openStep(page, kept.address, '征求意见');
  await page.getByRole('radio', { name: /^第三方/ }).check();
  await page.getByLabel('名称或者姓名').fill('示例环保有限公司');
  await page.getByLabel('第三方的通信地址').fill('示例市示例路2号');
  await page.getByLabel('涉及的信息').fill('该公司项目环评材料中的工艺参数');
  await page.getByLabel('征求意见函发出的日期').fill(arrived);
  await page.getByRole('button', { name: '预览文书' }).click();
  await page.getByRole('heading', { name: '文书预览' }).waitFor();
  await carryOut(page, '发出征求意见函');

  await openStep(page, kept.address, '登记征求意见函送达');
  await page.getByLabel('对方收到的日期').fill(arrived);
  await carryOut(page, '登记送达');
  assert.match(await clockOf(page, kept.address), /不计入/);

  await openStep(page, kept.address, '收到意见');
  await page.getByRole('radio', { name: '同意公开', exact: true }).check();
  await page.getByLabel('意见的内容').fill('同意公开。');
  await carryOut(page, '登记意见');
  const told = await clockOf(page, kept.address);
  assert.match(told, /不计入/);
  assert.match(told, /条例3[234]/);
  const second = await dueOf(page, kept.address);
  assert.ok(isAfter(second, first), `${second} is not after ${first}`);
});

test('an extension is proposed, approved by the head and told, and moves the due day', async () => {
  const kept = await register(page, { name: '要等的申请人', wording: '示例片区历年的全部规划图' });
  const first = await dueOf(page, kept.address);

  await openStep(page, kept.address, '提出延期');
  await page.getByLabel('延长多少个工作日').fill('20');
  await page.getByLabel('延期的理由').fill('图纸数量多，需要逐张核对');
  await carryOut(page, '提出延期');
  assert.equal(await dueOf(page, kept.address), first, 'a proposal moves nothing');

  const head = await desk.signIn('head');
  await openStep(head, kept.address, '批准延期');
  assert.match(await head.locator('main').innerText(), /图纸数量多，需要逐张核对/);
  await carryOut(head, '批准延期');
  await head.context().close();
  assert.equal(await dueOf(page, kept.address), first, 'an approval moves nothing before the applicant is told');

  await openStep(page, kept.address, '延期答复告知');
  await carryOut(page, '发出延期答复告知');
  const second = await dueOf(page, kept.address);
  assert.ok(isAfter(second, first), `${second} is not after ${first}`);
  assert.match(await clockOf(page, kept.address), /原期限/);
  extended = kept;
});

test('a step that the law does not allow says why, with the article', async () => {
  await page.goto(extended.address);
  await page.getByText('为什么不能办理其他事项').click();
  const closed = page.getByRole('region', { name: '下一步' }).getByRole('listitem').filter({ hasText: '提出延期' });
  assert.match(await closed.innerText(), /条例33/);

  await openStep(page, extended.address, '登记检索');
  await page.getByRole('link', { name: '看全部步骤' }).click();
  await page.getByRole('listitem').filter({ hasText: '提出延期' }).getByRole('link', { name: '怎么办' }).click();
  const told = await page.getByRole('alert').innerText();
  assert.match(told, /现在不能办理这一步/);
  assert.match(told, /条例33/);
  assert.equal(await page.getByRole('button', { name: '提出延期' }).count(), 0);
  assert.deepEqual(page.faults, []);
});

test('a step that waits for another post says whose it is', async () => {
  await page.goto('/work');
  await page.getByRole('row', { name: /待法制审核/ }).getByRole('link').first().click();
  const next = await page.getByRole('region', { name: '下一步' }).innerText();
  assert.match(next, /等待他人/);
  assert.match(next, /审核同意：由.*审核人.*办理/);
});
