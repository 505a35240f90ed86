// Starts the suite, runs every test file one after another or takes the pictures, and stops the suite by its process id.
import { spawn } from 'node:child_process';
import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { startSuite } from './suite.mjs';
import { takeScreenshots } from './screenshots.mjs';

const here = dirname(fileURLToPath(import.meta.url));
const [program, filter = '', pictures = ''] = process.argv.slice(2);
const brief = process.env.CLIENTROUTE_BRIEF === 'yes';
const shots = join(here, '../../build/browser/screenshots');
let suite;
if (!brief) {
  rmSync(shots, { recursive: true, force: true });
  mkdirSync(shots, { recursive: true });
}

/** Counts the tests of a file by what node's runner says at its end. */
function runTests(files, env) {
  return new Promise((resolve) => {
    let said = '';
    const child = spawn(process.execPath, ['--test', '--test-concurrency=1', '--test-reporter=tap', ...files],
      { cwd: here, env: { ...process.env, ...env }, stdio: ['ignore', 'pipe', 'inherit'] });
    let line = '';
    child.stdout.setEncoding('utf8').on('data', (text) => {
      said += text;
      const lines = (line + text).split('\n');
      line = lines.pop();
      for (const one of lines) if (/^\s*(not ok|ok) |^\s*# eerste beeld |^\s+(error|expected|actual|location):|^\s+(error on|axe on|[+-] ')/.test(one)) console.log(one);
    });
    child.on('close', () => resolve(said));
  });
}
const counted = (said, what) => Number(new RegExp(`^# ${what} (\\d+)`, 'm').exec(said)?.[1] ?? 0);

// Broken off, what was started is stopped all the same.
for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => void Promise.resolve(suite?.stop()).finally(() => process.exit(1)));

const files = readdirSync(here).filter((name) => name.endsWith('.test.mjs') && name.includes(filter)).sort();
let passed = 0;
let failed = 1;
async function picture() {
  suite = process.env.CLIENTROUTE_PORTAL ? { address: process.env.CLIENTROUTE_PORTAL, stop: async () => {} } : await startSuite(program, { year: true });
  passed = await takeScreenshots(suite.address, pictures);
  failed = 0;
}
async function runAll() {
  suite = process.env.CLIENTROUTE_PORTAL ? { address: process.env.CLIENTROUTE_PORTAL, stop: async () => {} } : await startSuite(program);
  const said = await runTests(files, { CLIENTROUTE_PORTAL: suite.address, CLIENTROUTE_SCREENSHOTS: brief ? '' : shots });
  passed = counted(said, 'pass');
  failed = counted(said, 'fail') + counted(said, 'cancelled');
  if (passed + failed === 0) failed = 1;
  // Those of the unit tests, which ran before: passed, failed, broken off.
  const [good = 0, bad = 0, cancelled = 0] = (process.env.CLIENTROUTE_UNITS ?? '').split(' ').map(Number);
  passed += good;
  failed += bad + cancelled;
}
try {
  await (pictures ? picture() : runAll());
} catch (error) {
  console.error(String(error));
} finally {
  await suite?.stop();
}
// Where the programs of GoogleTest leave their counts, these are left beside them.
const counts = /^xml:(.*\/)$/.exec(process.env.GTEST_OUTPUT ?? '');
if (counts) writeFileSync(join(counts[1], 'browser.xml'), `<testsuites tests="${passed + failed}" failures="${failed}" errors="0"/>\n`);
console.log(`${passed} passed, ${failed} failed`);
process.exit(failed === 0 ? 0 : 1);
