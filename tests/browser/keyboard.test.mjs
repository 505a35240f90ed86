// The main work of each page, by keyboard alone: not one click. Taking and answering a task is tried in work.test.mjs.
import assert from 'node:assert/strict';
import test from 'node:test';
import { ask, checkAccess, isIn, isOn, openBrowser, settle, shoot, signIn, tabTo, visit } from './browser.mjs';

const byKeyboard = (name, persona, run) => test(`${name}, by keyboard alone`, { timeout: 90_000 }, async (t) => {
  const browser = await openBrowser();
  t.after(() => browser.close());
  const person = await signIn(browser, persona);
  await run(person.page, person);
  assert.deepEqual(person.faults, []);
});

/** Follows what the focus is on, and waits for the page that comes. */
async function enter(page, heading) {
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { level: 1, name: heading }).waitFor();
  await settle(page);
}
/** Chooses by the first letters, as one does in a list that is closed. */
async function choose(page, label, letters, address) {
  await tabTo(page, isIn(label));
  await page.keyboard.type(letters);
  await page.waitForURL(address);
  await settle(page);
}
/** The focus can be seen. */
async function checkSeen(page) {
  const { style, width } = await page.evaluate(() => {
    const { outlineStyle, outlineWidth } = getComputedStyle(document.activeElement);
    return { style: outlineStyle, width: outlineWidth };
  });
  assert.ok(style !== 'none' && parseFloat(width) >= 2, `outline ${style} ${width}`);
}
const isLabelled = (start) => `document.activeElement?.getAttribute('aria-label')?.startsWith(${JSON.stringify(start)})`;

byKeyboard('the region: narrow it, and go from the flow to a figure', 'contract-manager', async (page) => {
  await visit(page, '/regio');
  await choose(page, 'Gemeente', 'Alk', /gemeente=0361/);
  await tabTo(page, isLabelled('Instroom'));
  await shoot(page, 'toetsenbord_stroom');
  await enter(page, 'Instroom');
  assert.match(page.url(), /gemeente=0361/, 'what was chosen comes along');
});

byKeyboard('contracts: find one, sort, open it and reach its months', 'contract-manager', async (page) => {
  await visit(page, '/contract');
  await tabTo(page, isIn('Zoek in deze lijst'));
  await page.keyboard.type('ambulatory');
  await page.keyboard.press('Enter');
  await page.waitForURL(/zoek=ambulatory/);
  await tabTo(page, `document.activeElement?.closest('th')?.textContent.startsWith('Aanbieder')`);
  await checkSeen(page);
  await page.keyboard.press('Enter');
  await page.locator('th[aria-sort=ascending]').waitFor();
  await tabTo(page, isOn('youth-ambulatory-42420001'));
  await enter(page, 'De Zeewering Jeugdhulp');
  await tabTo(page, isOn('Druk af voor het gesprek'));
  await tabTo(page, `document.activeElement?.closest('figure') && document.activeElement.tagName === 'A'`);
  await enter(page, 'Declaraties en betalingen');
});

byKeyboard('a municipality: choose it, and go from a month to what it is made of', 'access-manager', async (page) => {
  await visit(page, '/gemeente');
  await tabTo(page, isOn('Alkmaar'));
  await enter(page, 'Alkmaar');
  await tabTo(page, `document.activeElement?.closest('figure') && document.activeElement.tagName === 'A'`);
  await enter(page, 'Instroom');
});

byKeyboard('waiting list and places: from one to the other, of one provider', 'access-professional', async (page) => {
  await visit(page, '/wachtlijst');
  await tabTo(page, isOn('Plekken'));
  await page.keyboard.press('Enter');
  await page.waitForURL(/deel=plekken/);
  await settle(page);
  await choose(page, 'Aanbieder', 'De Z', /aanbieder=42420001/);
  await tabTo(page, isLabelled('Tabel: Plekken'));
  assert.ok(await page.locator('tbody tr').count() > 0, 'a wide table can be scrolled by keyboard');
});

byKeyboard('a route: open it, stop it and let it go on', 'operator', async (page, person) => {
  await visit(page, '/route');
  await tabTo(page, `document.activeElement?.closest('tbody th')`);
  await page.keyboard.press('Enter');
  await page.waitForURL(/route\/./);
  await settle(page);
  const name = `routes/${page.url().split('/').pop()}`;
  await tabTo(page, isIn('Waarom stilzetten'), 200);
  await tabTo(page, isOn('Zet stil'));
  await checkSeen(page);
  await page.keyboard.press('Enter');
  await page.getByText('Deze route staat stil').waitFor();
  await checkAccess(page, 'a paused route');
  await shoot(page, 'route_stilgezet');
  await tabTo(page, isOn('Laat verdergaan'), 200);
  await page.keyboard.press('Enter');
  await page.getByText('Deze route staat stil').waitFor({ state: 'detached' });
  const { answer } = await ask(person, 'clientroute.orchestrator.v1.Orchestrator/GetRoute', { name, withoutTimeline: true });
  assert.ok(!answer.paused, 'and so it is at the service');
});

byKeyboard('a household: find it by citizen number, which goes nowhere', 'back-office', async (page, person) => {
  const [route] = (await ask(person, 'clientroute.orchestrator.v1.Orchestrator/ListRoutes', { pageSize: 1, order: 'OLDEST' })).answer.routes;
  const { answer } = await ask(person, 'clientroute.intake.v1.Intake/GetClient', { name: route.client });
  const asked = [];
  page.on('request', (request) => asked.push(request.url()));
  await visit(page, '/huishouden');
  await tabTo(page, isIn('Burgerservicenummer'));
  await page.keyboard.type(answer.person.citizenNumber);
  await page.keyboard.press('Enter');
  await page.getByText('Deze inzage is vastgelegd').waitFor();
  await settle(page);
  await tabTo(page, isOn('Toon persoonsgegevens'));
  await page.keyboard.press('Enter');
  await page.getByText(answer.person.citizenNumber).waitFor();
  assert.deepEqual(asked.filter((url) => url.includes(answer.person.citizenNumber)), []);
  assert.ok(!(await page.evaluate(() => JSON.stringify([{ ...localStorage }, { ...sessionStorage }, history.state]))).includes(answer.person.citizenNumber), 'nor is it kept');
});

byKeyboard('claims: open one, see what was refused, and go to its postings', 'contract-manager', async (page) => {
  await visit(page, '/declaraties');
  await tabTo(page, `document.activeElement?.closest('tbody th')`);
  await enter(page, /^Declaratie /);
  await choose(page, 'Welke', 'alleen', /welke=afgewezen/);
  await tabTo(page, `document.activeElement?.classList.contains('tile') && document.activeElement.textContent.startsWith('Betaalbaar')`);
  await enter(page, 'Declaraties en betalingen');
  await page.getByText('Alleen de boekingen van één declaratie').waitFor();
});

byKeyboard('messages: to what was rejected, and into a message', 'back-office', async (page) => {
  await visit(page, '/berichten');
  await tabTo(page, isOn('Afgekeurd of vastgelopen'));
  await page.keyboard.press('Enter');
  await page.waitForURL(/deel=afgekeurd/);
  await tabTo(page, isOn('Alle'));
  await page.keyboard.press('Enter');
  await page.waitForURL((url) => !url.search.includes('deel'));
  await settle(page);
  await tabTo(page, `document.activeElement?.closest('tbody th')`);
  await page.keyboard.press('Enter');
  await page.waitForURL(/berichten\/./);
  await page.getByRole('heading', { level: 2, name: 'Wat eraan mankeert' }).waitFor();
});

byKeyboard('costs: divide them, and go on to the claims', 'provider-42420001', async (page) => {
  await visit(page, '/kosten');
  await choose(page, 'Uitgesplitst naar', 'prod', /per=PRODUCT/);
  await tabTo(page, `document.activeElement?.closest('tbody th') && !document.activeElement.closest('figure')`);
  await enter(page, 'Declaraties en betalingen');
});

byKeyboard('the look log: of one service', 'privacy-officer', async (page) => {
  await visit(page, '/inzage');
  await choose(page, 'Dienst', 'int', /dienst=intake/);
});
