// Writes src/api/generated.ts from the protos: the messages as TypeScript types in their JSON form, and of each method that is for
// persons its address and its policy. The protos stay the one place where a method is said; nothing here is written by hand.
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

const here = dirname(fileURLToPath(import.meta.url));
const protoRoot = join(here, '../../../proto');
const PERSON = 1;
const PROVIDER = 2;
const POLICY = 50110; // clientroute.type.v1.policy

// --- The wire format, as much of it as descriptors need. ---

function* fieldsOf(bytes) {
  let at = 0;
  const varint = () => {
    let value = 0n;
    for (let shift = 0n; ; shift += 7n) {
      const byte = bytes[at++];
      value |= BigInt(byte & 0x7f) << shift;
      if (byte < 0x80) return Number(value);
    }
  };
  while (at < bytes.length) {
    const tag = varint();
    const number = tag >>> 3;
    if ((tag & 7) === 0) yield { number, value: varint() };
    else if ((tag & 7) === 2) {
      const length = varint();
      yield { number, value: bytes.subarray(at, at + length) };
      at += length;
    } else at += (tag & 7) === 1 ? 8 : 4;
  }
}
const all = (bytes, number) => [...fieldsOf(bytes)].filter((f) => f.number === number).map((f) => f.value);
const one = (bytes, number) => all(bytes, number).at(-1);
const text = (bytes, number) => Buffer.from(one(bytes, number) ?? []).toString('utf8');

// --- What the descriptors say. ---

const messages = new Map();
const enums = new Map();
const services = [];

function readMessage(scope, bytes) {
  const name = `${scope}.${text(bytes, 1)}`;
  const fields = all(bytes, 2).map((field) => ({
    name: text(field, 10),
    repeated: one(field, 4) === 3,
    type: one(field, 5),
    typeName: text(field, 6).slice(1),
  }));
  const options = one(bytes, 7);
  messages.set(name, { name, fields, isMap: options !== undefined && one(options, 7) === 1 });
  for (const nested of all(bytes, 3)) readMessage(name, nested);
  for (const nested of all(bytes, 4)) readEnum(name, nested);
}
function readEnum(scope, bytes) {
  const name = `${scope}.${text(bytes, 1)}`;
  enums.set(name, { name, values: all(bytes, 2).map((value) => text(value, 1)) });
}
function readPolicy(options) {
  const policy = options && one(options, POLICY);
  if (!policy) return { audience: [], roles: [], writes: false, looks: false };
  const audience = all(policy, 1).flatMap((value) => (typeof value === 'number' ? [value] : [...value]));
  return {
    audience,
    roles: all(policy, 2).map((role) => Buffer.from(role).toString('utf8')),
    writes: one(policy, 3) === 1,
    looks: one(policy, 4) === 1,
  };
}
function readFile(bytes) {
  const scope = text(bytes, 2);
  for (const message of all(bytes, 4)) readMessage(scope, message);
  for (const value of all(bytes, 5)) readEnum(scope, value);
  for (const service of all(bytes, 6)) {
    services.push({
      scope,
      name: text(service, 1),
      methods: all(service, 2).map((method) => ({
        name: text(method, 1),
        input: text(method, 2).slice(1),
        output: text(method, 3).slice(1),
        takesStream: one(method, 5) === 1,
        givesStream: one(method, 6) === 1,
        policy: readPolicy(one(method, 4)),
      })),
    });
  }
}

// --- As TypeScript. ---

const WELL_KNOWN = {
  'google.protobuf.Timestamp': 'string',
  'google.protobuf.Duration': 'string',
  'google.protobuf.Any': "{ '@type': string; [field: string]: unknown }",
};
// Numbers of FieldDescriptorProto.Type; 64-bit integers are strings in JSON, because a double does not hold them.
const SCALARS = { 1: 'number', 2: 'number', 3: 'string', 4: 'string', 5: 'number', 6: 'string', 7: 'number', 8: 'boolean',
  9: 'string', 12: 'string', 13: 'number', 15: 'number', 16: 'string', 17: 'number', 18: 'string' };

/** `clientroute.access.v1.Outflow.Destination` is `access.Outflow_Destination` here. */
function placeOf(fullName) {
  const [, service, , ...rest] = fullName.split('.');
  return { space: service === 'type' ? 'values' : service, name: rest.join('_') };
}
const refer = (fullName) => WELL_KNOWN[fullName] ?? `${placeOf(fullName).space}.${placeOf(fullName).name}`;

function typeOf(field) {
  if (SCALARS[field.type]) return SCALARS[field.type];
  const map = messages.get(field.typeName);
  if (map?.isMap) return `Record<string, ${typeOf(map.fields[1])}>`;
  return refer(field.typeName);
}

/** The messages and enums that the methods need, and what those need. */
function reachable(methods) {
  const found = new Set();
  const visit = (name) => {
    if (WELL_KNOWN[name] || found.has(name)) return;
    found.add(name);
    for (const field of messages.get(name)?.fields ?? []) if (field.typeName) visit(field.typeName);
  };
  for (const method of methods) [method.input, method.output].forEach(visit);
  return found;
}

function declarations(names) {
  const spaces = new Map();
  for (const name of [...names].sort()) {
    const message = messages.get(name);
    if (message?.isMap) continue;
    const place = placeOf(name);
    const lines = message
      ? [`  export interface ${place.name} {`,
        ...message.fields.map((f) => {
          const isMap = messages.get(f.typeName)?.isMap;
          return `    ${f.name}?: ${typeOf(f)}${f.repeated && !isMap ? '[]' : ''};`;
        }), '  }']
      : [`  export type ${place.name} = ${enums.get(name).values.map((v) => `'${v}'`).join(' | ')};`];
    spaces.set(place.space, [...(spaces.get(place.space) ?? []), ...lines]);
  }
  return [...spaces].sort().map(([space, lines]) => `export declare namespace ${space} {\n${lines.join('\n')}\n}\n`).join('\n');
}

function render() {
  const offered = services.flatMap((service) => service.methods
    .filter((method) => method.policy.audience.includes(PERSON) && !method.takesStream)
    .map((method) => ({ ...method, key: `${service.name}/${method.name}`, path: `${service.scope}.${service.name}/${method.name}` })));
  const kinds = (streams) => offered.filter((method) => method.givesStream === streams)
    .map((m) => `  '${m.key}': { request: ${refer(m.input)}; response: ${refer(m.output)} };`).join('\n');
  const facts = offered.map((m) => `  '${m.key}': { path: '${m.path}', roles: ${JSON.stringify(m.policy.roles)}, ` +
    `providers: ${m.policy.audience.includes(PROVIDER)}, writes: ${m.policy.writes} },`).join('\n');
  return `// Written by generate_api.mjs from the protos.\n\n${declarations(reachable(offered))}
/** Methods with one answer. */
export interface Calls {\n${kinds(false)}\n}\n
/** Methods that go on answering. */
export interface Streams {\n${kinds(true)}\n}\n
/** Where each method is, and who may call it; no roles: any. Somebody of a provider calls those for providers alone. */
export const METHODS: Record<keyof Calls | keyof Streams, { path: string; roles: string[]; providers: boolean; writes: boolean }> = {\n${facts}\n};\n`;
}

function protoFiles(folder) {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) =>
    entry.isDirectory() ? protoFiles(join(folder, entry.name)) : entry.name.endsWith('.proto') ? [join(folder, entry.name)] : []);
}

const scratch = mkdtempSync(join(tmpdir(), 'clientroute-api-'));
try {
  const set = join(scratch, 'set');
  const files = protoFiles(join(protoRoot, 'clientroute')).map((file) => relative(protoRoot, file));
  execFileSync('protoc', ['-I', protoRoot, '--include_imports', `--descriptor_set_out=${set}`, ...files], { stdio: 'inherit' });
  for (const file of all(readFileSync(set), 1)) readFile(file);
} finally {
  rmSync(scratch, { recursive: true });
}
mkdirSync(join(here, 'src/api'), { recursive: true });
writeFileSync(join(here, 'src/api/generated.ts'), render());
