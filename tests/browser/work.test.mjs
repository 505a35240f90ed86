// Work that people do: by keyboard alone, together on one task, and on a route that moves while they look.
import assert from 'node:assert/strict';
import test from 'node:test';
import { ask, checkAccess, isOn, openBrowser, settle, shoot, signIn, tabTo, visit } from './browser.mjs';

const LIST = 'clientroute.orchestrator.v1.Orchestrator/ListTasks';
const openAnalyses = async (person) => (await ask(person, LIST, { pageSize: 100 })).answer.tasks.filter((task) => task.kind === 'problem_analysis' && !task.assignee);

test('a task is taken and answered by keyboard alone', async (t) => {
  const browser = await openBrowser();
  t.after(() => browser.close());
  const person = await signIn(browser, 'access-professional');
  const { page } = person;
  await visit(page, '/');
  await page.keyboard.press('Tab');
  assert.ok(await page.evaluate(isOn('Naar de inhoud')), 'the first stop skips the menu');
  assert.ok(await page.locator('.skip').isVisible());
  await tabTo(page, isOn('Taken'));
  await page.keyboard.press('Enter');
  await settle(page);
  await page.getByRole('heading', { level: 1, name: 'Taken' }).waitFor();
  await tabTo(page, `(${isOn('Maak de probleemanalyse')}) && document.activeElement.closest('tr')?.textContent.includes('niemand')`, 200);
  await page.keyboard.press('Enter');
  await tabTo(page, isOn('Neem deze taak'));
  const outline = await page.evaluate(() => getComputedStyle(document.activeElement).outlineStyle);
  assert.notEqual(outline, 'none', 'one sees where the focus is');
  await page.keyboard.press('Enter');
  await page.getByText('Spelen er in het gezin').waitFor();
  await checkAccess(page, 'the form of the analysis');
  await shoot(page, 'taak_probleemanalyse');
  for (const _ of await page.locator('fieldset').all()) {
    await tabTo(page, `document.activeElement?.type === 'radio' && !document.querySelector('input[name="' + document.activeElement.name + '"]:checked')`);
    await page.keyboard.press('Space');
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('Tab');
  }
  await tabTo(page, isOn('Leg vast'));
  await page.keyboard.press('Enter');
  await page.getByText(/Deze taak is klaar|Vastgelegd/).first().waitFor();
});

test('a table keeps its search and order in the address, and going back undoes them', async (t) => {
  const browser = await openBrowser();
  t.after(() => browser.close());
  const { page } = await signIn(browser, 'contract-manager');
  await visit(page, '/contract');
  const all = await page.locator('tbody tr').count();
  await page.getByRole('searchbox').fill('guidance');
  await page.keyboard.press('Enter');
  await page.waitForURL(/zoek=guidance/);
  await settle(page);
  const found = await page.locator('tbody tr').count();
  assert.ok(found > 0 && found < all, `${found} of ${all}`);
  await page.getByRole('link', { name: /^Contract\b/ }).click();
  await page.waitForURL(/sorteer=contract/);
  await page.locator('th[aria-sort=ascending]').waitFor();
  const shared = page.url();
  const first = await page.locator('tbody th').first().innerText();
  await page.goto(shared);
  await settle(page);
  assert.equal(await page.locator('tbody th').first().innerText(), first, 'who gets the address sees the same');
  await page.goBack();
  await page.goBack();
  await page.waitForFunction(() => !location.search.includes('sorteer'));
});

test('two people on one task: the second one reads that another was first', async (t) => {
  const browser = await openBrowser();
  t.after(() => browser.close());
  const one = await signIn(browser, 'access-professional');
  const [task] = await openAnalyses(one);
  const path = `/taken/${task.name.split('/')[1]}`;
  await visit(one.page, path);
  await one.page.getByRole('button', { name: 'Neem deze taak' }).waitFor();
  // Another, of whom this page knows nothing, is handed the task meanwhile.
  const hand = await ask(one, 'clientroute.orchestrator.v1.Orchestrator/HandOverTask', { requestId: `test/${Date.now()}`, name: task.name, to: 'persons/an-de-vries' });
  assert.equal(hand.status, 200, JSON.stringify(hand.answer));
  await one.page.getByRole('button', { name: 'Neem deze taak' }).click();
  await one.page.getByText('Een ander heeft deze taak in behandeling').waitFor();
  await shoot(one.page, 'twee_op_een_taak');
  await one.page.getByRole('button', { name: 'Kijk opnieuw' }).click();
  await one.page.getByText('an de vries heeft deze taak in behandeling').waitFor();
  await one.page.getByRole('button', { name: 'Leg terug voor iedereen' }).click();
  await one.page.getByRole('button', { name: 'Neem deze taak' }).waitFor();
});

test('what happens to a route is on the screen of who looks within a second', async (t) => {
  const browser = await openBrowser();
  t.after(() => browser.close());
  const one = await signIn(browser, 'access-professional');
  const [task] = await openAnalyses(one);
  await visit(one.page, `/taken/${task.name.split('/')[1]}`);
  await one.page.getByRole('button', { name: 'Neem deze taak' }).click();
  await one.page.getByText('Spelen er in het gezin').waitFor();
  await visit(one.page, `/route/${task.route.split('/')[1]}`);
  await one.page.locator('.live--live').waitFor();
  const begun = Date.now();
  const told = await ask(one, 'clientroute.orchestrator.v1.Orchestrator/SignalRoute', { requestId: `test/${begun}`, name: task.route, event: 'CrisisReported' });
  assert.equal(told.status, 200, JSON.stringify(told.answer));
  await one.page.locator('.happening--fresh', { hasText: 'Crisis gemeld' }).waitFor({ timeout: 5_000 });
  const took = Date.now() - begun;
  assert.ok(took < 1_000, `${took} ms`);
  await one.page.getByText('crisis', { exact: true }).first().waitFor();
  await checkAccess(one.page, 'a route in crisis');
  await shoot(one.page, 'route_in_crisis');
});
