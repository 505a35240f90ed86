// Walks sequences of events through exported charts: node walk.mjs MAIN.scxml PART.scxml... < WALKS > ANSWERS
// A walk is a line of JSON, an array of events; its answer is a line for each event, and an empty line.
import { readFileSync, writeSync } from 'node:fs';
import { Route } from './route.mjs';
import { readDocument } from './scxml.mjs';

const [main, ...parts] = process.argv.slice(2).map((path) => readDocument(readFileSync(path, 'utf8')));
const partCharts = Object.fromEntries(parts.map((document) => [document.chart.id, document]));
for (const walk of readFileSync(0, 'utf8').split('\n')) {
  if (walk === '') continue;
  const route = new Route(main, partCharts);
  const answers = JSON.parse(walk).map((event) => route.take(event));
  const bytes = Buffer.from(`${answers.join('\n')}\n\n`);
  for (let at = 0; at < bytes.length;) at += writeSync(1, bytes, at);
}
