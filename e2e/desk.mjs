// A desk on demo data of its own, and a browser that works at it.
import { spawn, execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright-core';

const here = fileURLToPath(new URL('.', import.meta.url));
export const GONGKAI = resolve(here, process.env.GONGKAI ?? '../target/debug/gongkai');
export const PASSWORD = 'yanshi-2021-gongkai';
/** The demo's logins by post. */
export const POSTS = {
  officer: 'jingban', handler: 'chengban', unitHead: 'chuzhang', legal: 'fazhi', secrecy: 'baomi',
  head: 'fuzeren', leader: 'qianfa', editor: 'nianbao', supervisor: 'zhuguan', admin: 'guanli',
};
const axe = readFileSync(join(here, 'node_modules/axe-core/axe.min.js'), 'utf8');

/** Makes the demo's record in a folder of its own and serves it on a free port; `close` ends both. */
export async function openDesk() {
  const folder = mkdtempSync(join(tmpdir(), 'gongkai-e2e-'));
  const data = join(folder, 'data');
  execFileSync(GONGKAI, ['demo', '--data', data, '--no-serve'], { stdio: 'pipe' });
  const server = spawn(GONGKAI, ['serve', '--data', data, '--listen', '127.0.0.1:0'], { stdio: ['ignore', 'pipe', 'inherit'] });
  const base = await new Promise((found, failed) => {
    let told = '';
    server.stdout.on('data', (chunk) => {
      told += chunk;
      const address = told.match(/http:\/\/[0-9.:]+/);
      if (address) found(address[0]);
    });
    server.on('exit', (status) => failed(new Error(`the desk closed with ${status}: ${told}`)));
  });
  const browser = await chromium.launch({
    executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking',
      '--disable-component-update', '--disable-sync'],
  });
  return {
    base,
    data,
    browser,
    /** Opens a window of its own and signs the account of a post in. */
    async signIn(post, { width = 1366, height = 768, scripts = true } = {}) {
      const context = await browser.newContext({
        baseURL: base, locale: 'zh-CN', timezoneId: 'Asia/Shanghai', viewport: { width, height }, javaScriptEnabled: scripts,
      });
      const page = await context.newPage();
      page.setDefaultTimeout(20000);
      page.faults = [];
      page.on('pageerror', (error) => page.faults.push(String(error)));
      page.on('console', (line) => { if (line.type() === 'error' && !/status of 4\d\d/.test(line.text())) page.faults.push(line.text()); });
      await page.goto('/login');
      await page.getByLabel('登录名').fill(POSTS[post]);
      await page.getByLabel('口令').fill(PASSWORD);
      await page.getByRole('button', { name: '登录' }).click();
      return page;
    },
    async close() {
      await browser.close();
      const ended = new Promise((done) => server.on('exit', done));
      server.kill('SIGTERM');
      await ended;
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** The rules of axe whose answer depends on the window. */
const OF_THE_WINDOW = ['color-contrast', 'target-size', 'scrollable-region-focusable', 'aria-hidden-focus', 'link-in-text-block'];

/** What axe finds serious or critical on a page, one line each; of the window alone when the page was looked at before. */
export async function seriousFaults(page, { again = false } = {}) {
  // The page's own policy keeps foreign scripts out; the checker comes in by the browser's side door.
  const client = await page.context().newCDPSession(page);
  await client.send('Page.setBypassCSP', { enabled: true });
  if (!again) await page.evaluate(axe);
  const rules = again ? { runOnly: OF_THE_WINDOW } : {};
  const { violations } = await page.evaluate((asked) => globalThis.axe.run(document, asked), { resultTypes: ['violations'], ...rules });
  await client.detach();
  return violations
    .filter((one) => ['serious', 'critical'].includes(one.impact))
    .map((one) => `${one.id}: ${one.nodes.map((node) => node.html.slice(0, 120)).join(' | ')}`);
}

/** Whether a page is wider than its window. */
export const tooWide = (page) => page.evaluate(() => document.documentElement.scrollWidth > window.innerWidth + 1);

/** Keeps a picture of a page in `shots/` when E2E_SHOTS is set. */
export async function shot(page, name) {
  if (!process.env.E2E_SHOTS) return;
  await page.screenshot({ path: join(here, 'shots', `${name}.png`), fullPage: true });
}

/** Words of English a reader would meet on a page: names of formats, logins and addresses are none. */
export async function englishOn(page) {
  const text = (await page.locator('body').innerText()).replaceAll(PASSWORD, '');
  const known = /\b(Chrome|Linux|Windows|Edge|Firefox|Safari|Word|Excel|JPEG|PNG|PDF|DOCX|XLSX|HTML|JSON|EMS|HTTPS?|GB|OFD|MB|SM3|CYP|A4|jingban|chengban|chuzhang|fazhi|baomi|fuzeren|qianfa|nianbao|zhuguan|guanli|yanshi-2021-gongkai|gongkai|user|password|zhangsan|admin|console)\b/g;
  return (text.replace(/https?:\/\/\S+/g, '').replace(/\b[0-9A-Z]*\d[0-9A-Z]*\b/g, '').replace(/[0-9a-f]{8,}(-[0-9a-f]{4,})*/g, '').replace(/\S+@\S+/g, '')
    .replace(/\.(docx|pdf|xlsx|html|txt|json)\b/g, '').replace(known, '').match(/[A-Za-z]{3,}/g) ?? []);
}
