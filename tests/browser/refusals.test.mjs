// What goes wrong is a page or a line that says what to do: never a blank page, never another's data.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import test from 'node:test';
import { ADDRESS, ask, checkAccess, openBrowser, PERSONAS, settle, shoot, signIn, visit } from './browser.mjs';

const inBrowser = (name, run) => test(name, async (t) => {
  const browser = await openBrowser();
  t.after(() => browser.close());
  await run(browser);
});

inBrowser('who is not signed in is asked to, and comes back where he was', async (browser) => {
  const page = await (await browser.newContext({ locale: 'nl-NL' })).newPage();
  await page.goto(`${ADDRESS}/contract?zoek=guidance`);
  await page.getByRole('heading', { level: 1 }).waitFor();
  await checkAccess(page, 'welcome');
  await shoot(page, 'aanmelden');
  await page.getByRole('link', { name: 'Aanmelden' }).click();
  await page.locator('button[value="contract-manager"]').waitFor();
  await checkAccess(page, 'choosing a persona');
  await shoot(page, 'kies_wie_u_bent');
  await page.locator('button[value="contract-manager"]').click();
  await page.waitForURL(`${ADDRESS}/contract?zoek=guidance`);
});

inBrowser('an expired session is said on the page, with the way back', async (browser) => {
  const { page, context } = await signIn(browser, 'contract-manager');
  await visit(page, '/contract');
  await context.clearCookies();
  await page.getByRole('searchbox').fill('guidance');
  await page.keyboard.press('Enter');
  await page.getByText('U bent afgemeld').waitFor();
  await checkAccess(page, 'signed out');
  await shoot(page, 'sessie_verlopen');
  const back = await page.getByRole('link', { name: 'Opnieuw aanmelden' }).first().getAttribute('href');
  assert.match(decodeURIComponent(back), /return=\/contract\?zoek=guidance/);
});

inBrowser('signing out ends the session at the door', async (browser) => {
  const { page } = await signIn(browser, 'contract-manager');
  await page.getByRole('button', { name: 'Afmelden' }).click();
  await page.getByRole('link', { name: 'Aanmelden' }).waitFor();
  assert.equal((await page.request.get(`${ADDRESS}/session`)).status(), 401);
});

inBrowser('a guessed address is not found, and says so alike for what exists and what does not', async (browser) => {
  const operator = await signIn(browser, 'operator');
  const routes = await ask(operator, 'clientroute.orchestrator.v1.Orchestrator/ListRoutes', { pageSize: 100 });
  // A route that this professional is not involved with, and one that there is not.
  const { page } = await signIn(browser, 'access-professional');
  const words = [];
  const seen = new Set((await ask({ page, persona: 'access-professional' }, 'clientroute.orchestrator.v1.Orchestrator/ListRoutes', { pageSize: 100 })).answer.routes?.map((one) => one.name));
  const hidden = routes.answer.routes.find((one) => !seen.has(one.name));
  assert.ok(hidden, 'there is a route that he may not see');
  for (const name of [hidden.name, 'routes/00000000-0000-5000-8000-000000000000']) {
    await visit(page, `/route/${name.split('/')[1]}`);
    words.push(await page.locator('main').innerText());
  }
  assert.equal(words[0], words[1]);
  assert.match(words[0], /Niet gevonden/);
  assert.ok(!words[0].includes(hidden.stateTitle), 'nothing of the route is shown');
  await shoot(page, 'niet_gevonden');
  for (const path of ['/gemeente/9999', '/figuren/bestaat_niet', '/contract/bestaat-niet', '/taken/x']) {
    await visit(page, path);
    assert.match(await page.locator('main').innerText(), /niet/, path);
    await checkAccess(page, path);
  }
});

inBrowser('a page that is none says so in Dutch, at the door and in the pages', async (browser) => {
  const { page } = await signIn(browser, 'operator');
  const answer = await page.goto(`${ADDRESS}/bestaat-niet`);
  assert.equal(answer.status(), 404);
  assert.match(await page.locator('body').innerText(), /niet/);
});

inBrowser('a role that may not is told so, and gets nothing', async (browser) => {
  const nobody = '00000000-0000-5000-8000-000000000000';
  const refused = {
    'contract-manager': { 'clientroute.access.v1.Access/GetCase': { name: `cases/${nobody}` }, 'clientroute.orchestrator.v1.Orchestrator/ListIncidents': {},
      'clientroute.intake.v1.Intake/FindClient': { citizenNumber: '999900006' } },
    'back-office': { 'clientroute.orchestrator.v1.Orchestrator/ListIncidents': {}, 'clientroute.platform.v1.Operations/ListLooks': {} },
    'privacy-officer': { 'clientroute.orchestrator.v1.Orchestrator/ListIncidents': {}, 'clientroute.contracting.v1.Contracting/ImportCatalogue': { requestId: 'test/refused' } },
  };
  for (const [persona, methods] of Object.entries(refused)) {
    const person = await signIn(browser, persona);
    for (const [method, request] of Object.entries(methods)) {
      const { status, answer } = await ask(person, method, request);
      assert.ok([403, 404].includes(status), `${persona} ${method}: ${status} ${JSON.stringify(answer)}`);
    }
    await person.context.close();
  }
});

inBrowser('methods between services are not at the door', async (browser) => {
  for (const persona of PERSONAS.slice(0, 2)) {
    const person = await signIn(browser, persona);
    for (const method of ['clientroute.allocation.v1.Allocation/ProposePlacement', 'clientroute.intake.v1.Intake/GetClientKeys', 'clientroute.claims.v1.Claims/SubmitMessage',
      'clientroute.platform.v1.EventSink/Deliver', 'grpc.health.v1.Health/Check', 'nonsense/Nothing']) {
      assert.equal((await ask(person, method, {})).status, 404, method);
    }
    await person.context.close();
  }
});

inBrowser('a service that is down or slow is a line with a way on', async (browser) => {
  const { page } = await signIn(browser, 'contract-manager');
  await page.route('**/ListContracts', (route) => route.abort());
  await visit(page, '/contract');
  await page.getByText('De dienst is nu niet bereikbaar').waitFor();
  await checkAccess(page, 'a service that is down');
  await shoot(page, 'dienst_niet_bereikbaar');
  await page.unroute('**/ListContracts');
  await page.getByRole('button', { name: 'Probeer opnieuw' }).click();
  await page.locator('tbody tr').first().waitFor();
  await page.route('**/ListContracts', async (route) => {
    await new Promise((done) => setTimeout(done, 4_000));
    await route.continue();
  });
  await page.goto(`${ADDRESS}/contract`);
  await page.getByText('Het duurt langer dan gewoonlijk').waitFor();
  await page.locator('tbody tr').first().waitFor();
});

inBrowser('a search without results offers to show all', async (browser) => {
  const { page } = await signIn(browser, 'contract-manager');
  await visit(page, '/contract?zoek=bestaatvastniet');
  await page.getByText('Niets past bij wat u zoekt').waitFor();
  await checkAccess(page, 'a search without results');
  await page.getByRole('button', { name: 'Toon alles' }).click();
  await page.locator('tbody tr').first().waitFor();
});

inBrowser('an old page says that there is a newer one, and goes on working', async (browser) => {
  const { page } = await signIn(browser, 'contract-manager');
  await page.route('**/ListContracts', async (route) => {
    const response = await route.fetch();
    await route.fulfill({ response, headers: { ...response.headers(), 'clientroute-release': 'next' } });
  });
  await visit(page, '/contract');
  await page.getByText('Er is een nieuwe versie van Clientroute').waitFor();
  assert.ok(await page.locator('tbody tr').count() > 0);
  await checkAccess(page, 'an old page');
  await shoot(page, 'nieuwe_versie');
});

inBrowser('a list leaves as a file, and one that is too large says what to do', async (browser) => {
  const { page } = await signIn(browser, 'contract-manager');
  await visit(page, '/contract');
  const rows = await page.locator('tbody tr').count();
  for (const [button, ending] of [['Naar CSV', '.csv'], ['Naar Excel', '.xlsx']]) {
    const [file] = await Promise.all([page.waitForEvent('download', { timeout: 10_000 }), page.getByRole('button', { name: button }).click()]);
    assert.ok(file.suggestedFilename().endsWith(ending));
    const bytes = await readFile(await file.path());
    if (ending === '.xlsx') assert.equal(bytes.subarray(0, 2).toString(), 'PK', 'a workbook is a zip');
    else {
      const lines = bytes.toString('utf8').replace(/^\uFEFF/, '').trim().split(/\r?\n/);
      assert.match(lines[0], /^"?Contract"?[,;]"?Aanbieder"?[,;]/);
      assert.ok(lines.length > rows, `${lines.length} lines for ${rows} rows on the screen`);
    }
  }
  await page.route('**/export/**', (route) => route.fulfill({ status: 413, contentType: 'application/problem+json', body: '{"title":"te groot"}' }));
  await page.getByRole('button', { name: 'Naar CSV' }).click();
  await page.getByText('Te groot voor één bestand').waitFor();
  await settle(page);
});
