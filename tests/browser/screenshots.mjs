// The pictures of the README: taken of a region of which a year was played.
import { mkdirSync, statSync } from 'node:fs';
import { join } from 'node:path';

const SIZE = { width: 1280, height: 800 };
/** A reader on a phone fetches them all. */
const BYTES_MOST = 150_000;

export async function takeScreenshots(address, folder) {
  process.env.CLIENTROUTE_PORTAL = address;
  const { ask, openBrowser, signIn, visit } = await import('./browser.mjs');
  mkdirSync(folder, { recursive: true });
  const browser = await openBrowser();
  let taken = 0;
  const take = async (page, name) => {
    const path = join(folder, `${name}.png`);
    await page.mouse.move(0, 0);
    await page.screenshot({ path });
    const { size } = statSync(path);
    console.log(`${path} ${(size / 1000).toFixed(0)} kB`);
    if (size > BYTES_MOST) throw new Error(`${path} is larger than ${BYTES_MOST / 1000} kB`);
    ++taken;
  };
  try {
    const manager = await signIn(browser, 'contract-manager', { viewport: SIZE });
    await visit(manager.page, '/regio');
    await take(manager.page, 'regio');
    await visit(manager.page, `/contract/${await busiestContract(ask, manager)}`);
    await manager.page.getByRole('heading', { level: 2, name: /^Besteding/ }).evaluate((heading) => scrollBy(0, heading.getBoundingClientRect().top - 40));
    await take(manager.page, 'contract');
    const dark = await signIn(browser, 'contract-manager', { viewport: SIZE, colorScheme: 'dark' });
    await visit(dark.page, '/kosten');
    await take(dark.page, 'kosten');

    const access = await signIn(browser, 'access-professional', { viewport: SIZE });
    await visit(access.page, '/taken');
    await take(access.page, 'taken');
    const operator = await signIn(browser, 'operator', { viewport: SIZE });
    const { answer } = await ask(operator, 'clientroute.orchestrator.v1.Orchestrator/ListRoutes', { filter: { openOnly: true, state: 'in_care' }, order: 'OLDEST', pageSize: 1 });
    await visit(operator.page, `/route/${answer.routes[0].name.split('/')[1]}`);
    await take(operator.page, 'route');
  } finally {
    await browser.close();
  }
  return taken;
}

/** The contract of which most of its year's ceiling was accepted. */
async function busiestContract(ask, person) {
  const { answer } = await ask(person, 'clientroute.contracting.v1.Contracting/ListContracts', { pageSize: 1000 });
  const { answer: time } = await ask(person, 'clientroute.platform.v1.Operations/GetTime', {});
  const year = Number(time.now.slice(0, 4));
  const found = await Promise.all(answer.contracts.filter((one) => one.yearlyCeiling).map(async (one) => {
    const { answer: ahead } = await ask(person, 'clientroute.monitoring.v1.Monitoring/GetForecast', { contract: one.name, year });
    return { name: one.name, part: Number(ahead.expected?.cents ?? 0) / Number(one.yearlyCeiling.cents) };
  }));
  return found.sort((a, b) => b.part - a.part)[0].name.split('/')[1];
}
