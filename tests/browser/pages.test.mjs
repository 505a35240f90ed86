// Each page as each persona: whole for whom it is, and for whom it is not a page that says for whom it is and what to do. Wide, in the dark,
// on a phone and at 200 % zoom, without a complaint and without a violation of WCAG 2.2 AA.
import assert from 'node:assert/strict';
import test from 'node:test';
import { ask, checkAccess, checkWidth, firstOf, openBrowser, PERSONAS, PHONE, settle, shoot, signIn, visit, WIDE, ZOOMED } from './browser.mjs';

const PROVIDERS = PERSONAS.filter((one) => one.startsWith('provider-'));
const REGION = ['access-professional', 'access-manager', 'contract-manager', 'back-office', 'operator'];
const FIGURES = ['access-professional', 'access-manager', 'contract-manager', ...PROVIDERS];
/** For whom each page is: said here once more, apart from the pages, so that neither changes alone. */
const PAGES = {
  '/': PERSONAS,
  '/regio': REGION,
  '/contract': [...REGION, ...PROVIDERS],
  '/gemeente': ['access-professional', 'access-manager', 'contract-manager'],
  '/wachtlijst': [...REGION, ...PROVIDERS],
  '/taken': REGION,
  '/route': ['access-professional', 'access-manager', 'back-office', 'operator', 'privacy-officer'],
  '/huishouden': ['access-professional', 'access-manager', 'back-office', 'privacy-officer'],
  '/declaraties': ['contract-manager', 'back-office', 'operator', ...PROVIDERS],
  '/berichten': ['back-office', 'operator', ...PROVIDERS],
  '/figuren': FIGURES,
  '/kosten': FIGURES,
  '/inzage': ['operator', 'privacy-officer'],
};
/** Other parts of those pages that stand at a known address. */
const PARTS = ['/contract/youth-ambulatory-42420001', '/gemeente/0361', '/wachtlijst?deel=plekken', '/declaraties/grootboek', '/berichten?deel=dood', '/berichten?deel=hub',
  '/berichten?deel=laat', '/figuren/spend_accepted?per=PRODUCT', '/figuren/waiting_time', '/figuren/inflow?deel=gepubliceerd', '/kosten?per=MONTH'];
/** Addresses whose other forms were looked at in depth already: they are the same for whoever comes next. */
const looked = new Set();
/** Then the next one's rules of access are taken for the same too. */
const BRIEF = process.env.CLIENTROUTE_BRIEF === 'yes';

const pageOf = (path) => `/${path.split(/[/?]/)[1]}`;
const nameOf = (path) => path.replaceAll(/[0-9a-f]{8}-[0-9a-f-]{27}/g, 'een').replaceAll(/[^a-z0-9]+/gi, '_').replace(/^_/, '') || 'begin';

/** One of each kind that the person can see. The oldest route has the whole way behind it. */
async function records(person) {
  const routes = { order: 'OLDEST', pageSize: 1 };
  const [route] = (await ask(person, 'clientroute.orchestrator.v1.Orchestrator/ListRoutes', routes)).answer.routes ?? [];
  return (await Promise.all([
    firstOf(person, 'clientroute.orchestrator.v1.Orchestrator/ListTasks', { pageSize: 1 }, 'tasks', '/taken/'),
    firstOf(person, 'clientroute.orchestrator.v1.Orchestrator/ListRoutes', routes, 'routes', '/route/'),
    firstOf(person, 'clientroute.claims.v1.Claims/ListClaims', { pageSize: 1 }, 'claims', '/declaraties/'),
    firstOf(person, 'clientroute.messaging.v1.Messaging/ListMessages', { pageSize: 1, state: 'ACCEPTED' }, 'messages', '/berichten/'),
    route?.household ? [`/huishouden/${route.household.split('/').pop()}`] : [],
  ])).flat();
}

function checkWords(words) {
  assert.ok(words.trim().length > 20, 'a page says something');
  const odd = /.{0,40}(undefined|NaN|\[object|_UNSPECIFIED|Invalid Date).{0,40}/.exec(words);
  assert.equal(odd, null, `a page speaks to people: ${odd?.[0]}`);
}

/** A page is whole in each of its forms. */
async function checkWhole(person, path) {
  const { page, persona } = person;
  await page.setViewportSize(WIDE);
  await visit(page, path);
  checkWords(await page.locator('main').innerText());
  assert.equal(await page.locator('h1').count(), 1);
  assert.equal(await page.getByText('Dit is niet voor uw rol').count(), 0, 'nothing on a page is refused to whom it is for');
  const first = !looked.has(path);
  looked.add(path);
  if (first || !BRIEF) await checkAccess(page, `${path} wide`);
  await checkWidth(page, `${path} wide`);
  await shoot(page, `${persona}_${nameOf(path)}`);
  for (const [form, viewport] of [['telefoon', PHONE], ['zoom', ZOOMED]]) {
    await page.setViewportSize(viewport);
    await settle(page);
    await checkWidth(page, `${path} ${form}`);
    if (!first) continue;
    await checkAccess(page, `${path} ${form}`);
    if (form === 'telefoon') await shoot(page, `${persona}_${nameOf(path)}_${form}`);
  }
  if (!first) return;
  await page.setViewportSize(WIDE);
  await page.emulateMedia({ colorScheme: 'dark' });
  await checkAccess(page, `${path} in the dark`);
  await shoot(page, `${persona}_${nameOf(path)}_donker`);
  await page.emulateMedia({ colorScheme: 'light' });
}

/** Who has no business there reads for whom it is and where to go; no service was asked for anything that it refused. */
async function checkRefused(person, path) {
  const { page } = person;
  const refused = [];
  const note = (response) => [401, 403].includes(response.status()) && refused.push(response.url());
  page.on('response', note);
  await visit(page, path);
  page.off('response', note);
  await page.getByRole('heading', { level: 1, name: 'Dit is niet voor uw rol' }).waitFor();
  const words = await page.locator('main').innerText();
  assert.match(words, /U bent aangemeld als .+\. Hoort dit wel bij uw werk, vraag dan uw leidinggevende/);
  assert.deepEqual(refused, []);
  assert.equal(await page.locator(`nav a[href="${pageOf(path)}"]`).count(), 0, 'the menu does not lead there');
  await page.getByRole('link', { name: 'Naar wat er voor u is' }).click();
  await page.getByRole('heading', { level: 1, name: /^Goede/ }).waitFor();
}

for (const persona of PERSONAS) {
  test(`every page is whole for ${persona}, or says that it is not for him`, async (t) => {
    const browser = await openBrowser();
    t.after(() => browser.close());
    const person = await signIn(browser, persona);
    // A contract is its provider's own.
    const parts = PARTS.filter((path) => persona !== 'provider-42420002' || !path.includes('42420001'));
    for (const path of [...Object.keys(PAGES), ...parts, ...await records(person)]) {
      const may = PAGES[pageOf(path)].includes(persona);
      await t.test(`${persona} ${nameOf(path)}${may ? '' : ' refused'}`, { timeout: 90_000 }, async () => {
        person.faults.length = 0;
        await (may ? checkWhole : checkRefused)(person, path);
        assert.deepEqual(person.faults, []);
      });
    }
    await t.test(`${persona} a refusal is accessible`, async () => {
      const closed = Object.keys(PAGES).find((path) => !PAGES[path].includes(persona));
      await visit(person.page, closed);
      await checkAccess(person.page, `${closed} refused`);
      await shoot(person.page, `${persona}_niet_voor_uw_rol`);
    });
  });
}

test('pages speak English when asked, and are whole on paper', async (t) => {
  const browser = await openBrowser();
  t.after(() => browser.close());
  const { page } = await signIn(browser, 'contract-manager');
  await page.getByRole('button', { name: 'English' }).click();
  await page.getByRole('heading', { level: 1, name: /Good/ }).waitFor();
  assert.equal(await page.evaluate(() => document.documentElement.lang), 'en');
  for (const path of ['/regio', '/contract/youth-ambulatory-42420001', '/kosten', '/declaraties']) {
    await visit(page, path);
    checkWords(await page.locator('main').innerText());
    await checkAccess(page, `${path} in English`);
  }
  await visit(page, '/contract');
  await page.getByRole('heading', { level: 1, name: 'Contracts' }).waitFor();
  await page.emulateMedia({ media: 'print', colorScheme: 'light' });
  assert.equal(await page.locator('header.top').isVisible(), false, 'the menu is not printed');
  await shoot(page, 'papier_contract');
});
