// Each page as each persona: complete, without a complaint, accessible, and whole on a phone and at 200 % zoom.
import assert from 'node:assert/strict';
import test from 'node:test';
import { ask, checkAccess, checkWidth, openBrowser, PERSONAS, PHONE, settle, shoot, signIn, visit, WIDE, ZOOMED } from './browser.mjs';

const LISTS = ['/', '/taken', '/route', '/regio', '/gemeente', '/contract', '/wachtlijst', '/wachtlijst?deel=plekken', '/declaraties', '/declaraties/grootboek',
  '/berichten', '/berichten?deel=dood', '/figuren', '/figuren/spend_accepted?per=PRODUCT', '/huishouden', '/inzage'];
/** Pages whose small form was looked at in depth already: it is the same for whoever comes next. */
const looked = new Set();

/** One of each kind that the person can see. */
async function records(person) {
  const first = async (method, request, field, path) => {
    const { status, answer } = await ask(person, method, request);
    const found = status === 200 ? answer[field]?.[0]?.name ?? answer[field]?.[0]?.code : undefined;
    return found ? [path + found.split('/').pop()] : [];
  };
  return [
    ...await first('clientroute.orchestrator.v1.Orchestrator/ListTasks', { pageSize: 1 }, 'tasks', '/taken/'),
    // The oldest has the whole way behind it.
    ...await first('clientroute.orchestrator.v1.Orchestrator/ListRoutes', { order: 'OLDEST', pageSize: 1 }, 'routes', '/route/'),
    ...await first('clientroute.claims.v1.Claims/ListClaims', { pageSize: 1 }, 'claims', '/declaraties/'),
    ...await first('clientroute.messaging.v1.Messaging/ListMessages', { pageSize: 1, state: 'ACCEPTED' }, 'messages', '/berichten/'),
    '/contract/youth-ambulatory-42420001', '/gemeente/0361',
  ];
}

const nameOf = (path) => path.replaceAll(/[0-9a-f]{8}-[0-9a-f-]{27}/g, 'een').replaceAll(/[^a-z0-9]+/g, '_').replace(/^_/, '') || 'begin';

for (const persona of PERSONAS) {
  test(`every page is whole for ${persona}`, async (t) => {
    const browser = await openBrowser();
    t.after(() => browser.close());
    const person = await signIn(browser, persona);
    for (const path of [...LISTS, ...await records(person)]) {
      await t.test(`${persona} ${nameOf(path)}`, { timeout: 90_000 }, async () => {
        const { page, faults } = person;
        faults.length = 0;
        await page.setViewportSize(WIDE);
        await visit(page, path);
        const words = await page.locator('main').innerText();
        assert.ok(words.trim().length > 20, 'a page says something');
        assert.ok(!/undefined|NaN|\[object|_UNSPECIFIED/.test(words), `a page speaks to people: ${/.{0,40}(undefined|NaN|\[object|_UNSPECIFIED).{0,40}/.exec(words)?.[0]}`);
        assert.equal(await page.locator('h1').count(), 1);
        await checkAccess(page, `${path} wide`);
        await checkWidth(page, `${path} wide`);
        await shoot(page, `${persona}_${nameOf(path)}`);
        for (const [size, viewport] of [['telefoon', PHONE], ['zoom', ZOOMED]]) {
          await page.setViewportSize(viewport);
          await settle(page);
          await checkWidth(page, `${path} ${size}`);
          if (looked.has(path) || size !== 'telefoon') continue;
          looked.add(path);
          await checkAccess(page, `${path} ${size}`);
          await shoot(page, `${persona}_${nameOf(path)}_${size}`);
        }
        assert.deepEqual(faults, []);
      });
    }
  });
}

test('pages are accessible in the dark, in English and on paper', async (t) => {
  const browser = await openBrowser();
  t.after(() => browser.close());
  const { page } = await signIn(browser, 'contract-manager', { colorScheme: 'dark' });
  for (const path of ['/', '/regio', '/contract/youth-ambulatory-42420001', '/declaraties', '/figuren/spend_accepted']) {
    await visit(page, path);
    await checkAccess(page, `${path} in the dark`);
    await shoot(page, `donker_${nameOf(path)}`);
  }
  await visit(page, '/');
  await page.getByRole('button', { name: 'English' }).click();
  await page.getByRole('heading', { level: 1, name: /Good/ }).waitFor();
  assert.equal(await page.evaluate(() => document.documentElement.lang), 'en');
  await visit(page, '/contract');
  await page.getByRole('heading', { level: 1, name: 'Contracts' }).waitFor();
  await page.emulateMedia({ media: 'print', colorScheme: 'light' });
  assert.equal(await page.locator('header.top').isVisible(), false, 'the menu is not printed');
  await shoot(page, 'papier_contract');
});
