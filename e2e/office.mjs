// What people of the office do at the desk, by the words they read on it.
import assert from 'node:assert/strict';

/** Today at the desk: the demo's moment is the present one, in Beijing. */
export const today = (page) => page.evaluate(() => new Date(Date.now() + 8 * 3600e3).toISOString().slice(0, 10));

/** A day as the desk writes it in full. */
export const inWords = (day) => {
  const [year, month, date] = day.split('-').map(Number);
  return `${year}年${month}月${date}日`;
};

/** A small PDF, as a scanner would make one. */
export const scannedPaper = (name) => ({ name, mimeType: 'application/pdf', buffer: Buffer.from(pdf()) });

function pdf() {
  const objects = ['<</Type/Catalog/Pages 2 0 R>>', '<</Type/Pages/Kids[3 0 R]/Count 1>>', '<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]>>'];
  let text = '%PDF-1.4\n';
  const places = objects.map((object, no) => {
    const place = text.length;
    text += `${no + 1} 0 obj${object}endobj\n`;
    return `${String(place).padStart(10, '0')} 00000 n \n`;
  });
  const table = text.length;
  return `${text}xref\n0 ${places.length + 1}\n0000000000 65535 f \n${places.join('')}trailer<</Size ${places.length + 1}/Root 1 0 R>>\nstartxref\n${table}\n%%EOF\n`;
}

/** A day some calendar days before another. */
export const daysBefore = (day, count) => new Date(Date.parse(day) - count * 86400e3).toISOString().slice(0, 10);

/** Registers an application made in person, today or earlier; answers its number, its due day and the address of its page. */
export async function register(page, { name, wording, arrived }) {
  await page.goto('/work');
  await page.getByRole('link', { name: '登记申请' }).first().click();
  await page.getByRole('radio', { name: /^当面提交/ }).check();
  await page.getByLabel('到达本机关的日期').fill(arrived ?? await today(page));
  if (arrived) await page.getByLabel('备注').fill('当日窗口停电，今日补录');
  await page.getByLabel('姓名或者名称').first().fill(name);
  await page.getByLabel('申请人类别').selectOption('自然人');
  await page.getByLabel('已经查验证件').first().check();
  await page.getByLabel('通信地址').first().fill('示例市示例区示例路1号');
  await page.getByRole('textbox', { name: '申请公开的内容' }).fill(wording);
  await page.getByRole('checkbox', { name: '纸质' }).check();
  await page.getByRole('checkbox', { name: '邮寄' }).check();
  await page.getByRole('button', { name: '登记', exact: true }).click();
  await page.getByText('已登记，编号').waitFor();
  const number = (await page.getByRole('heading', { level: 1 }).innerText()).match(/\S+〔\d{4}〕\d+号/)[0];
  const due = (await page.getByText(/应当在.+前答复/).first().innerText()).match(/应当在(.+?)前答复/)[1];
  await page.getByRole('link', { name: '打开这一件' }).click();
  await page.getByRole('heading', { name: number }).waitFor();
  return { number, due, address: page.url() };
}

/** Opens a step from the case page, wherever the page keeps it. */
export async function openStep(page, address, label) {
  await page.goto(address);
  const link = page.locator('main').getByRole('link', { name: new RegExp(`^${label}`) }).first();
  if (!(await link.isVisible())) await page.getByText(/^其他可以办理/).click();
  await link.click();
  await page.getByRole('heading', { level: 1, name: label }).waitFor();
}

/** Presses the button of a step and waits until the case page says that it was done. */
export async function carryOut(page, button) {
  await page.locator('form#step, form.step').getByRole('button', { name: button, exact: true }).click();
  await page.locator('main').getByRole('status').or(page.getByRole('alert')).first().waitFor().catch(async () => {
    assert.fail(`“${button}” led to a page that tells nothing: ${page.url()}\n${await page.locator('main').innerText()}`);
  });
  const faults = await page.getByRole('alert').allInnerTexts();
  assert.deepEqual(faults, [], `“${button}” was not carried out`);
}

/** What the clock of the case page says. */
export async function clockOf(page, address) {
  await page.goto(address);
  return page.getByRole('region', { name: '期限' }).innerText();
}

/** The day by which the clock says that the reply is due. */
export async function dueOf(page, address) {
  const told = await clockOf(page, address);
  const due = told.match(/应当答复\s*(\d+年\d+月\d+日)/)?.[1];
  assert.ok(due, `no due day in: ${told}`);
  return due;
}

/** Whether one day in words comes after another. */
export const isAfter = (one, other) => {
  const [a, b] = [one, other].map((day) => day.match(/\d+/g).map((part) => part.padStart(4, '0')).join());
  return a > b;
};

/** Drafts an answer that gives the first item, and puts it forward. */
export async function draft(page, address, information) {
  await openStep(page, address, '拟稿送审');
  await page.getByText('予以公开', { exact: true }).click();
  await page.getByRole('radio', { name: /^予以公开并提供信息/ }).check();
  await page.getByRole('button', { name: '下一步：填写答复内容' }).click();
  await page.getByLabel('提供的信息').fill(information);
  await page.getByLabel('提供的形式和方式').fill('纸质复制件，随本告知书一并送达');
  await page.getByLabel('所提供信息的副本').fill('复制件在案卷第3页，与原件核对一致');
  await page.getByRole('button', { name: '预览文书' }).click();
  await page.getByRole('heading', { name: '文书预览' }).waitFor();
  assert.match(await page.getByRole('article').innerText(), new RegExp(information));
  await carryOut(page, '送审');
}

/** Has every level agree in its order and the leader sign; answers the number given. */
export async function agree(desk, address, options) {
  for (const [post, level] of [['unitHead', '处室负责人审核'], ['legal', '法制审核'], ['secrecy', '保密审查']]) {
    const page = await desk.signIn(post, options);
    await openStep(page, address, '审核同意');
    assert.match(await page.locator('main').innerText(), new RegExp(level));
    await carryOut(page, '审核同意');
    await page.context().close();
  }
  const page = await desk.signIn('leader', options);
  await openStep(page, address, '签发');
  await carryOut(page, '签发');
  const told = await page.getByRole('region', { name: '答复' }).innerText();
  const number = told.match(/文号\s*(\S+号)/)?.[1];
  assert.ok(number, `no number in: ${told}`);
  await page.context().close();
  return number;
}
