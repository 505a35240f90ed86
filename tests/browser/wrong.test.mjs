// Wrong input of every kind: addresses that were guessed, old or broken, choices without a result, sessions that end midway, services that
// do not answer, a release in between. Always something to read that says what to do; never a blank page, never another's data.
import assert from 'node:assert/strict';
import test from 'node:test';
import { ADDRESS, ask, checkAccess, openBrowser, settle, shoot, signIn, visit } from './browser.mjs';

const inBrowser = (name, run) => test(name, { timeout: 120_000 }, async (t) => {
  const browser = await openBrowser();
  t.after(() => browser.close());
  await run(browser);
});
const words = (page) => page.locator('main').innerText();
const NOBODY = '00000000-0000-5000-8000-000000000000';

inBrowser('an address with nonsense in it is a page all the same', async (browser) => {
  const { page, faults } = await signIn(browser, 'contract-manager');
  for (const path of ['/figuren/inflow?per=ONZIN', '/figuren/inflow?van=onzin&tot=9999-99', '/regio?van=2026-11&tot=2020-01&gemeente=9999', '/kosten?van=1900-01&tot=2099-12',
    '/kosten?per=ONZIN&gemeente=x', '/wachtlijst?deel=onzin&dag=2026-99-99', '/declaraties?maand=2026-13', '/declaraties/grootboek?declaratie=onzin', '/contract?blad=onzin',
    '/contract?sorteer=onzin', '/taken?bij=onzin&rol=onzin', '/contract/%00', '/contract/..%2F..%2Fetc', '/figuren/inflow?deel=onzin', '/gemeente/%3Cscript%3E', '/declaraties/%F0%9F%99%82']) {
    await visit(page, path);
    assert.equal(await page.locator('h1').count(), 1, path);
    assert.ok((await words(page)).trim().length > 20, path);
    assert.ok(!/undefined|NaN|Invalid Date/.test(await words(page)), path);
    await checkAccess(page, path);
  }
  assert.deepEqual(faults, []);
});

inBrowser('an address that is no address at all is a page too', async (browser) => {
  const { page, faults } = await signIn(browser, 'contract-manager');
  await page.goto(`${ADDRESS}/contract/%E0%A4%A`);
  await settle(page);
  assert.match(await page.locator('body').innerText(), /niet/);
  assert.deepEqual(faults, []);
});

inBrowser('a choice without a result says so, on every list', async (browser) => {
  const { page } = await signIn(browser, 'contract-manager');
  for (const [path, said] of [['/declaraties?maand=2001-01', 'Er zijn geen declaraties in deze keuze'], ['/contract?aanbieder=99999999', 'Er zijn geen contracten in deze keuze'],
    ['/figuren/inflow?van=2001-01&tot=2001-03', 'In deze keuze is niets geteld'], ['/figuren/inflow?deel=gepubliceerd&van=2001-01&tot=2001-03', 'Van deze maanden is niets gepubliceerd'],
    ['/kosten?van=2001-01&tot=2001-03', 'In deze maanden is niets toegekend'], ['/taken?zoek=bestaatvastniet', 'Niets past bij wat u zoekt'],
    ['/wachtlijst?deel=plekken&aanbieder=99999999', 'Er zijn geen locaties in deze keuze'], ['/declaraties/grootboek?aanbieder=99999999', 'Er is nog niets geboekt in deze keuze']]) {
    await visit(page, path);
    await page.getByText(said).first().waitFor({ timeout: 5_000 });
  }
  await shoot(page, 'keuze_zonder_resultaat');
});

inBrowser('the door itself cannot be reached: a page that says so, and tries again', async (browser) => {
  const page = await (await browser.newContext({ locale: 'nl-NL' })).newPage();
  await page.route('**/session', (route) => route.abort());
  await page.goto(`${ADDRESS}/contract`);
  await page.getByRole('heading', { level: 1, name: 'Clientroute is nu niet bereikbaar' }).waitFor();
  await checkAccess(page, 'the door cannot be reached');
  await shoot(page, 'niet_bereikbaar');
  await page.unroute('**/session');
  await page.getByRole('button', { name: 'Probeer opnieuw' }).click();
  await page.getByRole('link', { name: 'Aanmelden' }).waitFor();
});

inBrowser('an answer that does not come in time is a line with a way on, and the rest of the page stands', async (browser) => {
  const { page } = await signIn(browser, 'contract-manager');
  await page.route('**/GetConcentration', (route) => route.fulfill({ status: 504, contentType: 'application/json', body: '{"code":"deadline_exceeded","message":"late"}' }));
  await visit(page, '/kosten');
  await page.getByText('Het antwoord laat te lang op zich wachten').waitFor();
  await page.getByRole('heading', { level: 2, name: 'Wat een cliënt gemiddeld kost' }).waitFor();
  await checkAccess(page, 'an answer that is late');
  await page.unroute('**/GetConcentration');
  await page.getByRole('button', { name: 'Probeer opnieuw' }).click();
  await page.getByText('Het antwoord laat te lang op zich wachten').waitFor({ state: 'detached' });
});

inBrowser('a session that ends midway keeps what was filled in', async (browser) => {
  const { page, context, persona } = await signIn(browser, 'access-professional');
  const { answer } = await ask({ page, persona }, 'clientroute.orchestrator.v1.Orchestrator/ListTasks', { pageSize: 100 });
  const task = answer.tasks.find((one) => one.kind === 'problem_analysis' && !one.assignee);
  await visit(page, `/taken/${task.name.split('/')[1]}`);
  await page.getByRole('button', { name: 'Neem deze taak' }).click();
  await page.getByText('Spelen er in het gezin').waitFor();
  for (const choice of await page.locator('input[value=no]').all()) await choice.check();
  await page.getByLabel('Wat er speelt').fill('Lang verhaal dat niet verloren mag gaan.');
  const cookies = await context.cookies();
  await context.clearCookies();
  await page.getByRole('button', { name: 'Leg vast' }).click();
  await page.getByText('U bent afgemeld, omdat uw sessie verliep').waitFor();
  const elsewhere = page.getByRole('link', { name: 'Meld u aan in een nieuw venster' });
  assert.equal(await elsewhere.getAttribute('target'), '_blank');
  await checkAccess(page, 'a session that ended midway');
  await shoot(page, 'sessie_verlopen_in_formulier');
  assert.equal(await page.getByLabel('Wat er speelt').inputValue(), 'Lang verhaal dat niet verloren mag gaan.');
  // In the new window he signs in; this page goes on.
  await context.addCookies(cookies);
  await page.getByRole('button', { name: 'Leg vast' }).click();
  await page.getByText(/Deze taak is klaar|Vastgelegd/).first().waitFor();
  assert.equal(await page.getByText('U bent afgemeld').count(), 0);
});

inBrowser('after a release an old page says what to do when it can no longer speak with the service, or fetch what it lacks', async (browser) => {
  const { page, faults } = await signIn(browser, 'operator');
  await page.route('**/ListRoutes', (route) => route.continue({ postData: JSON.stringify({ fieldOfAnotherVersion: 1 }) }));
  await visit(page, '/route');
  await page.getByText('Deze bladzijde is van een andere versie dan de dienst').waitFor();
  await checkAccess(page, 'a page of another version');
  await shoot(page, 'oude_bladzijde');
  await page.unroute('**/ListRoutes');
  await page.route('**/assets/drawing-*.js', (route) => route.fulfill({ status: 404, body: '' }));
  await visit(page, '/route');
  await page.locator('tbody th a').first().click();
  await page.getByRole('button', { name: 'Toon de tekening' }).click();
  await page.getByText('De tekening kon niet worden opgehaald').waitFor();
  await page.getByRole('heading', { level: 2, name: 'Wat er gebeurde' }).waitFor();
  await page.unroute('**/assets/drawing-*.js');
  await page.getByRole('button', { name: 'Vernieuw de pagina' }).click();
  await page.getByRole('button', { name: 'Toon de tekening' }).click();
  await page.locator('.drawing svg .state--now').waitFor();
  await checkAccess(page, 'the drawing of a route');
  await shoot(page, 'tekening_van_de_route');
  assert.deepEqual(faults, []);
});

inBrowser("a provider finds nothing of another provider, whatever it asks", async (browser) => {
  const one = await signIn(browser, 'provider-42420001');
  const other = await signIn(browser, 'provider-42420002');
  const claims = (await ask(one, 'clientroute.claims.v1.Claims/ListClaims', { pageSize: 1 })).answer.claims;
  assert.ok(claims?.length, 'there is something to be found');
  const said = [];
  for (const name of [claims[0].name, `claims/${NOBODY}`]) {
    await visit(other.page, `/declaraties/${name.split('/')[1]}`);
    said.push(await words(other.page));
  }
  assert.equal(said[0], said[1]);
  assert.match(said[0], /Niet gevonden/);
  await shoot(other.page, 'provider_niet_van_hem');
  await visit(other.page, '/contract/youth-ambulatory-42420001');
  assert.doesNotMatch(await words(other.page), /Zeewering|Tarieven/);
  for (const [method, field] of [['claims.v1.Claims/ListClaims', 'claims'], ['claims.v1.Claims/ListLedgerEntries', 'entries']]) {
    const { answer } = await ask(other, `clientroute.${method}`, { provider: '42420001' });
    assert.equal(answer[field]?.length ?? 0, 0, method);
  }
  for (const [method, field] of [['messaging.v1.Messaging/ListMessages', 'messages'], ['contracting.v1.Contracting/ListContracts', 'contracts'], ['allocation.v1.Allocation/ListCapacity', 'uses'],
    ['contracting.v1.Contracting/ListProviders', 'providers']]) {
    const own = (await ask(one, `clientroute.${method}`, { pageSize: 1000 })).answer[field] ?? [];
    assert.ok(own.length > 0, `${method}: there is something of its own`);
    assert.deepEqual([...new Set(own.map((row) => row.provider ?? row.code))], ['42420001'], method);
  }
  for (const method of ['messaging.v1.Messaging/ListMessages', 'contracting.v1.Contracting/ListContracts', 'allocation.v1.Allocation/ListCapacity']) {
    const { status, answer } = await ask(other, `clientroute.${method}`, { provider: '42420001' });
    const said = JSON.stringify(answer);
    assert.ok(status !== 200 || !said.includes('42420001'), `${method}: ${said.slice(0, 300)}`);
  }
  const period = { from: { year: 2025, month: 12, day: 1 }, until: { year: 2026, month: 12, day: 1 } };
  const spend = { ...period, figure: 'spend_accepted', by: ['PROVIDER'] };
  assert.ok((await ask(one, 'clientroute.monitoring.v1.Monitoring/ListFigures', spend)).answer.rows?.every((row) => row.provider === '42420001'));
  for (const request of [spend, { ...spend, provider: '42420001' }]) {
    const { answer } = await ask(other, 'clientroute.monitoring.v1.Monitoring/ListFigures', request);
    assert.ok((answer.rows ?? []).every((row) => row.provider === '42420002'), JSON.stringify(answer.rows?.[0]));
  }
  // What only people of the region may ask is refused at the door of the service, not only left out of the pages.
  for (const method of ['orchestrator.v1.Orchestrator/ListTasks', 'orchestrator.v1.Orchestrator/ListRoutes', 'messaging.v1.Messaging/ListDeadLetters', 'contracting.v1.SupplierManagement/DraftPerformanceScore',
    'allocation.v1.Allocation/ListWaiting', 'monitoring.v1.Monitoring/ListRiskFactors', 'platform.v1.Operations/ListLooks', 'intake.v1.Intake/FindClient']) {
    const { status, answer } = await ask(one, `clientroute.${method}`, {});
    assert.ok([403, 404].includes(status), `${method}: ${status} ${JSON.stringify(answer)}`);
  }
});
