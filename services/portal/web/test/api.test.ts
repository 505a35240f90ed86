import assert from 'node:assert/strict';
import test from 'node:test';
import { CallError, readError } from '../src/api/call_error.ts';
import { inAddress, newRequestId } from '../src/api/client.ts';
import { EventReader } from '../src/api/event_reader.ts';
import { METHODS } from '../src/api/generated.ts';
import { may, purposesOf, type Session } from '../src/session.ts';
import { explain } from '../src/words/errors.ts';

const session = (...roles: string[]): Session => ({ subject: 'persons/x', name: 'X', roles, municipalities: [], provider: '', expires: '', release: '' });

test('events are read whole wherever the network cuts them', () => {
  const text = ': hallo\n\ndata: {"a":1}\n\nevent: end\ndata: {"code":\ndata: "x"}\r\n\r\n';
  for (let size = 1; size <= text.length; ++size) {
    const reader = new EventReader();
    const events = [];
    for (let at = 0; at < text.length; at += size) events.push(...reader.read(text.slice(at, at + size)));
    assert.deepEqual(events, [{ name: 'message', data: '{"a":1}' }, { name: 'end', data: '{"code":\n"x"}' }], `pieces of ${size}`);
  }
});

test('a Connect error keeps its reason and the fields that are wrong', () => {
  const error = readError(400, JSON.stringify({ code: 'failed_precondition', message: 'm', details: [
    { type: 'google.rpc.ErrorInfo', debug: { reason: 'TASK_TAKEN', metadata: { assignee: 'persons/an-de-vries' } } },
    { type: 'google.rpc.BadRequest', debug: { fieldViolations: [{ field: 'to', description: 'is required' }] } }] }));
  assert.equal(error.code, 'failed_precondition');
  assert.equal(error.reason, 'TASK_TAKEN');
  assert.deepEqual(error.violations, [{ field: 'to', description: 'is required' }]);
  assert.match(explain(error).advice, /an de vries/);
  assert.equal(explain(error).changed, true);
});

test('a body that is no JSON leaves the status to speak', () => {
  assert.equal(readError(503, '<html>').code, 'unavailable');
  assert.equal(readError(413, '').code, 'resource_exhausted');
  assert.equal(readError(418, '').code, 'unknown');
});

test('every code has words that say what to do', () => {
  for (const code of ['unauthenticated', 'permission_denied', 'not_found', 'deadline_exceeded', 'unavailable', 'resource_exhausted', 'aborted',
    'invalid_argument', 'failed_precondition', 'internal', 'unknown'] as const) {
    const said = explain(new CallError(code, 'SECRET'));
    assert.ok(said.title.length > 5 && said.advice.length > 10, code);
    assert.ok(!`${said.title}${said.advice}`.includes('SECRET'), 'what a service says to machines is not shown');
  }
});

test('methods of the protos are offered to persons alone, with their policy', () => {
  assert.deepEqual(METHODS['Orchestrator/RetryIncident'], { path: 'clientroute.orchestrator.v1.Orchestrator/RetryIncident', roles: ['operator'], providers: false, writes: true });
  assert.equal(METHODS['Orchestrator/ListTasks'].writes, false);
  assert.ok(!('Allocation/ProposePlacement' in METHODS), 'a command between services');
  assert.ok('RouteOperations/WatchRoute' in METHODS);
});

test('a role may what its methods say', () => {
  assert.equal(may(session('operator'), 'Orchestrator/SkipIncident'), true);
  assert.equal(may(session('back-office'), 'Orchestrator/SkipIncident'), false);
  assert.equal(may(session(), 'Orchestrator/ListTasks'), true);
  const provider = { ...session('provider-back-office'), provider: '42420001' };
  assert.equal(may(provider, 'Claims/ListClaims'), true);
  assert.equal(may(provider, 'Orchestrator/ListTasks'), false, 'a method that is not for providers');
  assert.deepEqual(purposesOf(session('access-professional', 'access-manager')), ['care-allocation']);
});

test('a request in an address is base64url of its JSON, also beyond ASCII', () => {
  const text = inAddress({ name: 'cliënt ✓?>' });
  assert.match(text, /^[A-Za-z0-9_-]+$/);
  assert.equal(Buffer.from(text, 'base64url').toString('utf8'), '{"name":"cliënt ✓?>"}');
});

test('request ids differ and hold what the services allow', () => {
  assert.notEqual(newRequestId(), newRequestId());
  assert.match(newRequestId(), /^[A-Za-z0-9\-_./:]{1,128}$/);
});
