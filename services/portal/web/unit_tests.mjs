// Runs the unit tests of the pages: bundled, because Node.js 18 reads no TypeScript, then by node's own test runner.
import { build } from 'esbuild';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const here = dirname(fileURLToPath(import.meta.url));
const out = mkdtempSync(join(tmpdir(), 'clientroute-portal-tests-'));
let status = 1;
try {
  await build({ absWorkingDir: here, entryPoints: readdirSync(join(here, 'test')).filter((name) => /\.test\.tsx?$/.test(name)).map((name) => `test/${name}`),
    outdir: out, outExtension: { '.js': '.mjs' }, bundle: true, platform: 'node', format: 'esm', target: 'node18', jsx: 'automatic', jsxImportSource: 'preact', logLevel: 'warning',
    // A browser has it, and Node.js from 20; 18 keeps it in a module.
    banner: { js: "import { webcrypto } from 'node:crypto'; globalThis.crypto ??= webcrypto;" } });
  const files = readdirSync(out).filter((name) => name.endsWith('.mjs')).map((name) => join(out, name));
  status = spawnSync(process.execPath, ['--test', `--test-reporter=${process.stdout.isTTY ? 'spec' : 'tap'}`, ...files], { stdio: 'inherit', env: { ...process.env, TZ: 'America/New_York' } }).status ?? 1;
} finally {
  rmSync(out, { recursive: true });
}
process.exit(status);
