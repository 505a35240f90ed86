// Builds the pages into dist/: index.html, and under assets/ what it asks for, with a content hash in each name and .br and .gz beside.
// `--watch` builds anew on every change, without compressing.
import { build, context } from 'esbuild';
import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';

const here = dirname(fileURLToPath(import.meta.url));
const dist = join(here, 'dist');
const watch = process.argv.includes('--watch');
/** What the first view may weigh, compressed; a later view may bring more. */
const FIRST_VIEW_BYTES = 150_000;

const options = {
  absWorkingDir: here,
  entryPoints: { page: 'src/main.tsx' },
  outdir: 'dist/assets',
  entryNames: '[name]-[hash]',
  chunkNames: '[name]-[hash]',
  assetNames: '[name]-[hash]',
  bundle: true,
  splitting: true,
  format: 'esm',
  target: ['es2022'],
  jsx: 'automatic',
  jsxImportSource: 'preact',
  minify: !watch,
  legalComments: 'none',
  loader: { '.woff2': 'file' },
  metafile: true,
  plugins: [{ name: 'page', setup: (builder) => builder.onEnd((result) => result.errors.length === 0 && finish(result.metafile)) }],
};

/** Writes index.html around what was built, and checks its weight. */
function finish(metafile) {
  const outputs = Object.entries(metafile.outputs);
  const [script, { cssBundle, imports }] = outputs.find(([, output]) => output.entryPoint === 'src/main.tsx');
  // The letters of Dutch come with the first view, those of other names when one is shown.
  const letters = outputs.find(([file]) => /source-sans-3-latin-wght[^/]*\.woff2$/.test(file))[0];
  const address = (file) => '/' + file.replace(/^dist\//, '');
  const icon = readFileSync(join(here, 'src/icon.svg'));
  const iconFile = `assets/icon-${createHash('sha256').update(icon).digest('hex').slice(0, 8)}.svg`;
  writeFileSync(join(dist, iconFile), icon);
  const preload = imports.filter((one) => one.kind === 'import-statement')
    .map((one) => `<link rel="modulepreload" href="${address(one.path)}">`).join('\n    ');
  writeFileSync(join(dist, 'index.html'), readFileSync(join(here, 'src/index.html'), 'utf8')
    .replace('{style}', address(cssBundle)).replace('{script}', address(script)).replace('{icon}', '/' + iconFile)
    .replace('{preload}', preload).replace('{letters}', address(letters)));
  if (watch) return;
  writeFileSync(join(dist, 'assets/source-sans-3-license.txt'), readFileSync(join(here, 'node_modules/@fontsource-variable/source-sans-3/LICENSE')));
  const compressed = new Map(readdirSync(join(dist, 'assets')).map((name) => [`dist/assets/${name}`, compress(join(dist, 'assets', name))]));
  const first = [script, cssBundle, letters, ...imports.filter((one) => one.kind === 'import-statement').map((one) => one.path)]
    .reduce((sum, file) => sum + compressed.get(file), compress(join(dist, 'index.html'), false));
  console.log(`eerste beeld: ${(first / 1000).toFixed(1)} kB (brotli); hoogstens ${FIRST_VIEW_BYTES / 1000} kB`);
  if (first > FIRST_VIEW_BYTES) throw new Error('the first view is too heavy');
}

/** Bytes when compressed; beside each asset its compressed forms. */
function compress(file, keep = true) {
  const bytes = readFileSync(file);
  const small = brotliCompressSync(bytes, { params: { [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length } });
  if (keep) {
    writeFileSync(`${file}.br`, small);
    writeFileSync(`${file}.gz`, gzipSync(bytes, { level: 9 }));
  }
  return small.length;
}

rmSync(dist, { recursive: true, force: true });
mkdirSync(join(dist, 'assets'), { recursive: true });
if (watch) await (await context(options)).watch();
else await build(options);
