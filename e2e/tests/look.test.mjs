// How the desk looks: every kind of page on a desk and on a phone, by keyboard, and in print.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { englishOn, openDesk, seriousFaults, shot, tooWide } from '../desk.mjs';
import { openStep, today } from '../office.mjs';

const WINDOWS = [['desk', 1366, 768], ['phone', 360, 740]];
const VIEWS = ['在办', '已逾期', '即将到期', '待确认', '等待申请人', '征求意见中', '待审核签发', '待送达', '复议诉讼中', '已办结', '全部'];
const STATES = ['已逾期', '待确认', '延期待批准', '待处室负责人审核', '退回修改', '待送达', '等待补正', '等待说明理由', '等待缴费', '不计入期限'];

let desk;
let year;
const cases = {};

before(async () => {
  desk = await openDesk();
  const page = await desk.signIn('officer');
  year = (await today(page)).slice(0, 4);
  for (const state of STATES) {
    const row = page.getByRole('row').filter({ hasText: state }).first();
    cases[state] = await row.getByRole('link').first().getAttribute('href');
  }
  await page.context().close();
});
after(async () => { await desk?.close(); });

/** What is wrong with a page in either window: its soundness, its width, its language, its scripts. */
async function wrongs(page, name) {
  const found = [];
  for (const [window, width, height] of WINDOWS) {
    await page.setViewportSize({ width, height });
    await shot(page, `${window}-${name}`);
    const again = window !== WINDOWS[0][0];
    const axe = await seriousFaults(page, { again });
    const wide = await tooWide(page);
    const english = again ? [] : await englishOn(page);
    const faults = page.faults.splice(0);
    if (wide || axe.length || english.length || faults.length) found.push({ name, window, axe, wide, english, faults });
  }
  return found;
}

/** Goes through pages as one post and fails with everything found on them. */
async function look(post, pages) {
  const found = [];
  const page = await desk.signIn(post);
  for (const [name, go] of pages) {
    await page.setViewportSize({ width: WINDOWS[0][1], height: WINDOWS[0][2] });
    await (typeof go === 'string' ? page.goto(go) : go(page));
    found.push(...await wrongs(page, name));
  }
  await page.context().close();
  assert.deepEqual(found, []);
}

test('the door and the worklist in each of its views', async () => {
  const views = VIEWS.map((view) => [`work-${view}`, async (page) => {
    await page.goto('/work');
    await page.getByRole('list', { name: '按办理情况' }).getByRole('link', { name: new RegExp(`^${view}`) }).click();
    await page.locator('[aria-current=page]', { hasText: view }).waitFor();
  }]);
  await look('officer', [...views, ['duties', '/work/duties'], ['search', '/work?q=%E6%B2%A1%E6%9C%89%E8%BF%99%E6%A0%B7%E7%9A%84%E7%94%B3%E8%AF%B7']]);
  const context = await desk.browser.newContext({ baseURL: desk.base, locale: 'zh-CN' });
  const page = Object.assign(await context.newPage(), { faults: [] });
  await page.goto('/login');
  const found = await wrongs(page, 'login');
  await context.close();
  assert.deepEqual(found, []);
});

test('registering, empty and with its faults', async () => {
  await look('officer', [['register', '/register'], ['register-faults', async (page) => {
    await page.goto('/register');
    await page.getByRole('button', { name: '登记', exact: true }).click();
    await page.getByRole('alert').waitFor();
  }]]);
});

test('a case in each of its states', async () => {
  await look('officer', STATES.map((state) => [`case-${state}`, cases[state]]));
});

test('the clock, the log, the steps and the letters of a case', async () => {
  const step = (state, label) => [`step-${label}`, (page) => openStep(page, cases[state], label)];
  await look('officer', [
    ['clock', `${cases['不计入期限']}/clock`],
    ['log', `${cases['待送达']}/log`],
    ['steps', `${cases['退回修改']}/do`],
    ['letter', async (page) => {
      await page.goto(cases['待送达']);
      await page.getByRole('region', { name: '答复' }).getByRole('link', { name: '查看' }).first().click();
      await page.getByRole('article').waitFor();
    }],
    ['scan', async (page) => {
      await openStep(page, cases['待送达'], '送达');
      await page.getByRole('link', { name: '归入用印扫描件' }).click();
    }],
    step('待送达', '送达'), step('不计入期限', '补正告知'), step('不计入期限', '征求意见'), step('不计入期限', '登记证据'), step('已逾期', '登记撤回申请'),
    step('待确认', '确认收到'), step('等待补正', '收到补正'),
    ['draft-outcomes', async (page) => {
      await openStep(page, cases['已逾期'], '拟稿送审');
      for (const group of await page.locator('details.group > summary').all()) await group.click();
    }],
    ['draft-facts', async (page) => {
      await openStep(page, cases['已逾期'], '拟稿送审');
      await page.getByText('部分公开', { exact: true }).click();
      await page.getByRole('group', { name: /^第1项/ }).getByRole('radio', { name: /P1/ }).check();
      await page.getByRole('button', { name: '下一步：填写答复内容' }).click();
      await page.getByRole('heading', { name: '这件申请' }).waitFor();
    }],
    ['draft-preview', async (page) => {
      await openStep(page, cases['已逾期'], '拟稿送审');
      await page.getByText('予以公开', { exact: true }).click();
      await page.getByRole('radio', { name: /^予以公开并提供信息/ }).check();
      await page.getByRole('button', { name: '下一步：填写答复内容' }).click();
      await page.getByLabel('提供的信息').fill('出让合同1份');
      await page.getByLabel('提供的形式和方式').fill('纸质复制件，随本告知书一并送达');
      await page.getByRole('button', { name: '预览文书' }).click();
      await page.getByRole('heading', { name: '文书预览' }).waitFor();
    }],
  ]);
});

test('the reviewer and the leader at their steps', async () => {
  await look('unitHead', [['case-reviewer', cases['待处室负责人审核']], ['review', (page) => openStep(page, cases['待处室负责人审核'], '审核同意')]]);
  await look('head', [['approve-extension', (page) => openStep(page, cases['延期待批准'], '批准延期')]]);
});

test('the reports, a year, a figure, the narrative and the statements', async () => {
  await look('editor', [
    ['reports', '/reports'], ['report', `/reports/${year}`], ['report-beside', `/reports/${year}?beside=1`],
    ['report-published', '/reports/2021'], ['narrative', `/reports/${year}/narrative`], ['span', '/reports/span'],
    ['cell', async (page) => {
      await page.goto(`/reports/${year}`);
      await page.getByRole('link', { name: /予以公开.*自然人/ }).first().click();
      await page.getByText('回到表格').waitFor();
    }],
    ['fees', `/reports/${year}/fees`], ['statements', '/statements'], ['statement-new', '/statements/new'],
  ]);
});

test('where an account is signed in is told in words', async () => {
  await look('admin', [['account', '/account'], ['admin-user', async (page) => {
    await page.goto('/admin/users');
    await page.getByRole('link', { name: /演示经办人|jingban/ }).first().click();
    await page.getByRole('heading', { level: 1, name: '演示经办人' }).waitFor();
  }]]);
});

test('the pages of the administrator and the help', async () => {
  await look('admin', [
    ['admin', '/admin'], ['admin-organ', '/admin/organ'], ['admin-users', '/admin/users'], ['admin-user-new', '/admin/users/new'],
    ['admin-rules', '/admin/rules'], ['admin-calendar', '/admin/calendar'], ['admin-figures', '/admin/figures'],
    ['help', '/help'], ['no-such-page', '/nowhere'],
  ]);
});

test('by keyboard the main action of a case is reached, with a ring that is seen', async () => {
  const page = await desk.signIn('officer');
  await page.goto(cases['待送达']);
  const main = page.getByRole('region', { name: '下一步' }).getByRole('link').first();
  let pressed = 0;
  while (!(await main.evaluate((link) => link === document.activeElement))) {
    await page.keyboard.press('Tab');
    pressed += 1;
    assert.ok(pressed < 25, 'the main action is not reached in 25 steps');
  }
  const ring = await main.evaluate((link) => {
    const { outlineStyle, outlineWidth, boxShadow } = getComputedStyle(link);
    return (outlineStyle !== 'none' && parseFloat(outlineWidth) >= 2) || boxShadow !== 'none';
  });
  assert.ok(ring, 'no ring around what has the focus');
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { level: 1, name: '送达' }).waitFor();
  await page.context().close();
});

test('in print a case, its clock and the report are without the bar', async () => {
  const page = await desk.signIn('officer');
  for (const place of [cases['不计入期限'], `${cases['不计入期限']}/clock`, `/reports/${year}`]) {
    await page.goto(place);
    await page.emulateMedia({ media: 'print' });
    assert.equal(await page.getByRole('navigation', { name: '主要栏目' }).isVisible(), false, place);
    assert.equal(await page.getByText('退出').isVisible(), false, place);
    assert.equal(await page.getByRole('heading', { level: 1 }).isVisible(), true, place);
    const printed = await page.pdf({ format: 'A4', preferCSSPageSize: true });
    assert.equal(printed.subarray(0, 5).toString(), '%PDF-');
    assert.ok(printed.length > 10_000, `${place} prints ${printed.length} bytes`);
    await page.emulateMedia({ media: null });
  }
  await page.context().close();
});
