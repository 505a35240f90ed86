// Reads an exported chart (SCXML) and builds an xstate machine from it. Nothing is known here of the program that exported it.
import { assign, createMachine } from 'xstate';

export const AUTOMATIC = 'automatic';
const CONTINUE = 'continue';

const unescaped = (text) =>
  text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&quot;', '"').replaceAll('&amp;', '&');

/** The elements of an XML text as a tree of {name, attributes, children}; throws where it is not well-formed. */
export function parseXml(text) {
  const root = { name: '', attributes: {}, children: [] };
  const open = [root];
  const tag = /<\?[^?]*\?>|<!--[\s\S]*?-->|<(\/?)([A-Za-z:]+)((?:\s+[A-Za-z:]+="[^"<]*")*)\s*(\/?)>/y;
  let at = 0;
  while (at < text.length) {
    const blank = /\s*/y;
    blank.lastIndex = at;
    blank.exec(text);
    at = blank.lastIndex;
    if (at === text.length) break;
    tag.lastIndex = at;
    const found = tag.exec(text);
    if (!found) throw new Error(`not well-formed at ${at}: ${text.slice(at, at + 60)}`);
    at = tag.lastIndex;
    const [, closes, name, attributes, empty] = found;
    if (!name) continue;
    if (closes) {
      if (open.pop().name !== name) throw new Error(`</${name}> closes nothing`);
      continue;
    }
    const element = { name, attributes: {}, children: [] };
    for (const [, key, value] of attributes.matchAll(/([A-Za-z:]+)="([^"]*)"/g)) element.attributes[key] = unescaped(value);
    open.at(-1).children.push(element);
    if (!empty) open.push(element);
  }
  if (open.length !== 1) throw new Error(`<${open.at(-1).name}> is not closed`);
  return root.children[0];
}

const only = (element, name) => element.children.filter((child) => child.name === name);
const localName = (id) => id.slice(id.indexOf('.') + 1);
const isState = (element) => element.name === 'state' || element.name === 'final';

// A term runs unless what it counts from is unknown; when it is due is not compared.
const due = (...term) => term.length < 3 || term[2] !== null;
const compiled = new Map();
function evaluate(expression, data, event, state) {
  if (!compiled.has(expression)) {
    compiled.set(expression, new Function('data', '_event', 'In', 'due', `with (data) { return (${expression}); }`));
  }
  return compiled.get(expression)(data, event, (id) => id === state, due);
}

/** What executable content does: changes `data`, and tells in `out`, in order, what the host is to do. */
function run(content, data, out, event) {
  for (const { name, attributes } of content) {
    if (name === 'assign') {
      if (!(attributes.location in data)) throw new Error(`no data '${attributes.location}'`);
      data[attributes.location] = evaluate(attributes.expr, data, event, null);
    } else if (name === 'cancel') {
      out.push({ does: 'cancel', name: attributes.sendid });
    } else if (name === 'send' && attributes.type === 'clientroute') {
      const [, does, what] = /^(command|task\.open|task\.close|part\.start)\.(.+)$/.exec(attributes.event);
      out.push({ does, name: what });
    } else if (name === 'send') {
      out.push({ does: 'cancel', name: attributes.id });
      if (evaluate(attributes.delayexpr, data, event, null)) out.push({ does: 'start', name: attributes.id });
    } else {
      throw new Error(`<${name}> is not understood`);
    }
  }
}

const acts = (content) =>
  assign(({ context, event }) => {
    const data = { ...context.data };
    const out = [...context.out];
    run(content, data, out, { data: event.data ?? {} });
    return { data, out };
  });

function transition(element, target) {
  const { cond } = element.attributes;
  const made = { actions: acts(element.children) };
  if (target !== undefined) made.target = target;
  if (cond !== undefined) {
    made.guard = ({ context, event }) => evaluate(cond, context.data, { data: event.data ?? {} }, context.state) === true;
  }
  return made;
}

const add = (on, event, made) => (on[event] ??= []).push(made);

/** One chart as a machine, and what stands beside it in the export. */
function buildChart(chart, data) {
  const id = chart.attributes.id;
  const states = {};
  const ends = {};
  const ended = new Set();
  for (const element of chart.children.filter(isState)) {
    const name = localName(element.attributes.id);
    const on = {};
    if (element.attributes['clientroute:ended'] === 'true') ended.add(name);
    for (const row of only(element, 'transition')) {
      const { event, target } = row.attributes;
      const leadsOut = target !== undefined && !target.startsWith(`${id}.`);
      // The end of an interruption: to the history of the main chart, or to where it lets the route go on.
      if (leadsOut && event === undefined) ends[name] = target;
      else add(on, event ?? AUTOMATIC, { ...transition(row, target && localName(target)), reenter: target !== undefined });
    }
    states[name] = {
      entry: acts(only(element, 'onentry').flatMap((one) => one.children)),
      exit: acts(only(element, 'onexit').flatMap((one) => one.children)),
      ...(element.name === 'final' ? { type: 'final' } : { on }),
    };
  }
  // What holds everywhere, and the ways in and out of the chart.
  const on = {};
  let interruption;
  for (const row of only(chart, 'transition')) {
    const { event, target } = row.attributes;
    if (event === `done.state.${id}`) continue;
    if (target !== undefined && !target.startsWith(`${id}.`)) interruption = { event, chart: target.split('.')[0], row };
    else add(on, event ?? AUTOMATIC, transition(row, target && `.${localName(target)}`));
  }
  for (const name of Object.keys(states)) add(on, `${CONTINUE}.${name}`, { target: `.${name}`, actions: acts([]) });
  const machine = createMachine({
    id,
    initial: localName(chart.attributes.initial),
    context: ({ input }) => ({ data: input.data, out: [], state: null }),
    states,
    on,
  });
  const letsWait = (event) => (chart.attributes['clientroute:defers'] ?? '').split(' ').includes(event);
  const says = (state, event) => event in on || event in (states[state].on ?? {});
  return {
    id,
    data,
    machine,
    ends,
    interruption,
    says,
    knows: (event) => Object.keys(states).some((state) => says(state, event)),
    isFinal: (state) => states[state].type === 'final',
    hasEnded: (state) => states[state].type === 'final' || state in ends || ended.has(state),
    letsWait,
    defers: (state, event) => states[state].type !== 'final' && letsWait(event) && !says(state, event),
    /** Learns what the event that interrupts says. */
    learn: (known, event) => run(only(interruption.row, 'assign'), known, [], { data: event.data }),
  };
}

/** An exported document: the chart that it begins in, its data, and what else stands in it. */
export function readDocument(text) {
  const scxml = parseXml(text);
  const data = {};
  const lines = {};
  for (const { attributes } of only(only(scxml, 'datamodel')[0], 'data')) {
    data[attributes.id] = evaluate(attributes.expr, {}, null, null);
    if ('clientroute:line' in attributes) lines[attributes.id] = attributes['clientroute:line'];
  }
  const events = {};
  for (const { attributes } of only(scxml, 'clientroute:event')) {
    events[attributes.name] = {
      part: attributes.part,
      signal: attributes.signal === 'true',
      notedAfterEnd: attributes.afterend === 'noted',
    };
  }
  const charts = {};
  for (const element of only(scxml, 'state')) charts[element.attributes.id] = buildChart(element, data);
  return { chart: charts[scxml.attributes.initial], charts, data, lines, events };
}

export const continueIn = (state) => `${CONTINUE}.${state}`;
