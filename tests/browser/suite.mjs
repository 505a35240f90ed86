// A suite on loopback in a folder of its own: a story that was played to its end, and referrals that came in today; or a year of a region.
import { execFile, spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, openSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const root = resolve(dirname(fileURLToPath(import.meta.url)), '../..');
const run = promisify(execFile);
/** How much of an average region is played for pictures: enough for figures that say something, in minutes. */
const YEAR_SHARE = 4;
/** Municipalities of the reference region, each with a referral or more. */
const REFERRALS = ['0361', '0361', '0361', '0400', '0400', '0383', '0405', '0373'];
const START_PATIENCE_MS = 60_000;

async function until(what, found) {
  for (const end = Date.now() + START_PATIENCE_MS; Date.now() < end; await wait(100)) {
    const value = await found().catch(() => undefined);
    if (value) return value;
  }
  throw new Error(`waited in vain for ${what}`);
}

/** The day a year before today. */
function yearAgo() {
  const day = new Date();
  day.setUTCFullYear(day.getUTCFullYear() - 1);
  return day.toISOString().slice(0, 10);
}

/** `year`: instead of the story, a year of the region that was played until today. */
export async function startSuite(program, { year = false } = {}) {
  mkdirSync(join(root, 'build/browser'), { recursive: true });
  const folder = mkdtempSync(join(tmpdir(), 'clientroute-browser-'));
  const data = join(folder, 'data');
  const command = (...args) => run(resolve(program), args, { cwd: root, maxBuffer: 64 << 20 });
  let child;
  const stop = async () => {
    if (child && child.exitCode === null) {
      const ended = new Promise((done) => child.once('exit', done));
      child.kill('SIGTERM');
      await Promise.race([ended, wait(20_000).then(() => child.kill('SIGKILL'))]);
    }
    rmSync(folder, { recursive: true, force: true });
  };
  try {
    if (!year) await command('demo', 'claims', '--data', data);
    child = spawn(resolve(program), ['serve', '--data', data, '--listen', '127.0.0.1:0', '--metrics', '127.0.0.1:0', '--portal-listen', '127.0.0.1:0',
      '--portal-pages', join(root, 'services/portal/web/dist'), '--driven-clock', year ? `${yearAgo()}T08:00:00Z` : '2026-03-02T08:00:00Z'], { cwd: root, stdio: ['ignore', 'ignore', openSync(join(root, 'build/browser/suite.log'), 'w')] });
    const running = await until('the suite', async () => child.exitCode === null && JSON.parse(readFileSync(join(data, 'suite.json'), 'utf8')));
    const address = await until('the portal', async () => running.portalAddress && (await fetch(`${running.portalAddress}/session`)).status === 401 && running.portalAddress);
    if (year) {
      await command('region', 'play', '--data', data, '--share', String(YEAR_SHARE));
      return { address, stop };
    }
    // Referrals are of today; the clock of the story stands before that.
    await command('clock', 'advance', `${new Date().toISOString().slice(0, 10)}T08:00:00Z`, '--data', data);
    for (const [at, municipality] of REFERRALS.entries()) {
      await command('message', 'example', '--in', municipality, '--out', join(data, 'exchange', municipality, 'in', `verzoek${at}.xml`));
    }
    await until('the referrals', async () => JSON.parse((await command('route', 'count', '--data', data, '--json')).stdout).total > REFERRALS.length);
    return { address, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}
