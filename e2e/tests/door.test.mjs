// The door: what a person sees before being let in, and what everybody sees after.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { englishOn, openDesk, POSTS, seriousFaults, tooWide } from '../desk.mjs';

let desk;
before(async () => { desk = await openDesk(); });
after(async () => { await desk?.close(); });

test('a wrong password is told in one sentence, and the login typed is still there', async () => {
  const context = await desk.browser.newContext({ baseURL: desk.base, locale: 'zh-CN' });
  const page = await context.newPage();
  await page.goto('/login');
  await page.getByLabel('登录名').fill('jingban');
  await page.getByLabel('口令').fill('不是这个口令');
  await page.getByRole('button', { name: '登录' }).click();
  await page.getByRole('alert').waitFor();
  assert.equal(await page.getByLabel('登录名').inputValue(), 'jingban');
  assert.equal(await page.getByLabel('口令').inputValue(), '');
  assert.deepEqual(await seriousFaults(page), []);
  await context.close();
});

test('whoever comes with an address in hand is led there after signing in', async () => {
  const context = await desk.browser.newContext({ baseURL: desk.base, locale: 'zh-CN' });
  const page = await context.newPage();
  await page.goto('/account');
  assert.match(page.url(), /\/login\?back=/);
  await page.getByLabel('登录名').fill('jingban');
  await page.getByLabel('口令').fill('yanshi-2021-gongkai');
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: '我的账号' }).waitFor();
  await context.close();
});

for (const post of Object.keys(POSTS)) {
  test(`every place in the navigation of the ${post} opens, sound and in Chinese, on a desk and on a phone`, async () => {
    for (const [width, height] of [[1366, 768], [360, 740]]) {
      const page = await desk.signIn(post, { width, height });
      const places = await page.locator('nav a').evaluateAll((links) => links.map((link) => link.getAttribute('href')));
      for (const place of [...new Set([...places, '/account'])]) {
        const answer = await page.goto(place);
        assert.equal(answer.status(), 200, place);
        assert.deepEqual(await seriousFaults(page), [], place);
        assert.equal(await tooWide(page), false, `${place} is wider than ${width}`);
        assert.deepEqual(await englishOn(page), [], place);
      }
      assert.deepEqual(page.faults, []);
      await page.context().close();
    }
  });
}
