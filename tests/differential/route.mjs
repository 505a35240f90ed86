// A route as a host of exported charts: one machine for the main chart, one for the interruption while it lasts, one for each part.
// Which row is taken, and what it does, xstate says; here stand the timers, the tasks, what is kept back and in which order machines
// are asked.
import { getInitialSnapshot, getNextSnapshot } from 'xstate';
import { AUTOMATIC, continueIn } from './scxml.mjs';

const STEPS_MOST = 1000;
const sorted = (texts) => texts.sort().join(' ');
const shown = (value) => (value === null ? 'onbekend' : String(value));

export class Route {
  constructor(main, parts) {
    this.document = main;
    this.partDocuments = parts;
    this.known = { ...main.data };
    this.main = this.newRun(main.chart, '', {});
    this.interrupt = null;
    this.parts = [];
    this.deferred = [];
    this.starts = new Map();
    this.begun = false;
  }

  /** Takes one event of a walk in and says, in one line, what came of it. */
  take(event) {
    this.commands = [];
    this.timersEnded = [];
    this.timersStarted = [];
    if (!this.begun) this.begin(this.main, event);
    this.begun = true;
    const verdict = this.receive(event);
    if (['taken', 'deferred', 'unexpected', 'noted'].includes(verdict)) this.settle();
    return this.describe(verdict);
  }

  receive(event) {
    if (event.timer !== undefined) return this.receiveTimer(event);
    if (event.task !== undefined) return this.receiveTask(event);
    const declared = this.document.events[event.type];
    if (!declared) return 'noted';
    if (this.main.ended) return this.unexpected(declared);
    if (declared.part) {
      const part = this.parts.find((one) => one.key === event.part);
      if (!part || part.chart.id !== declared.part) return this.unexpected(declared);
      return this.step(part, event.type, event) ? 'taken' : this.unexpected(declared);
    }
    if (this.interrupt) {
      if (this.main.chart.letsWait(event.type)) {
        this.step(this.interrupt, event.type, event);
        return this.defer(event);
      }
      if (this.step(this.interrupt, event.type, event)) return 'taken';
      return this.main.chart.knows(event.type) ? this.defer(event) : this.unexpected(declared);
    }
    const { interruption } = this.main.chart;
    if (interruption?.event === event.type) {
      this.main.chart.learn(this.known, event);
      this.interrupt = this.newRun(this.document.charts[interruption.chart], '', {});
      this.begin(this.interrupt, event);
      return 'taken';
    }
    if (this.main.chart.defers(this.main.state, event.type)) return this.defer(event);
    return this.step(this.main, event.type, event) ? 'taken' : this.unexpected(declared);
  }

  receiveTimer(event) {
    for (const run of this.runs(event.part)) {
      const timer = run.timers.find((one) => one.name === event.timer && one.start === event.start && !one.expired);
      if (!timer) continue;
      this.timersEnded.push(`!${timer.name}(${run.key})`);
      if (run === this.main && this.interrupt) {
        timer.expired = true;
        return this.defer({ timer });
      }
      run.timers.splice(run.timers.indexOf(timer), 1);
      return this.step(run, `timer.${timer.name}`, event) ? 'taken' : 'not answered';
    }
    return 'STALE_TIMER';
  }

  receiveTask(event) {
    for (const run of this.runs(event.part)) {
      const task = run.tasks.find((one) => one.name === event.task && !one.completed);
      if (!task) continue;
      if (run === this.main && this.interrupt) {
        task.completed = true;
        return this.defer({ task, outcome: event.outcome });
      }
      run.tasks.splice(run.tasks.indexOf(task), 1);
      return this.step(run, `task.${task.name}.${event.outcome}`, event) ? 'taken' : 'not answered';
    }
    return 'TASK_CLOSED';
  }

  unexpected(declared) {
    if (declared.signal) return 'EVENT_DOES_NOT_FIT';
    return declared.notedAfterEnd && this.main.ended ? 'noted' : 'unexpected';
  }
  defer(event) {
    this.deferred.push(event);
    return 'deferred';
  }

  settle() {
    for (let steps = 0; steps < STEPS_MOST; ++steps) {
      if (this.interrupt?.ended) this.endInterruption();
      else if (this.takeAutomatic()) continue;
      else if (!this.takeDeferred()) return;
    }
    throw new Error('the automatic transitions do not end');
  }

  endInterruption() {
    const target = this.interrupt.chart.ends[this.interrupt.state];
    this.interrupt = null;
    const [chart, state] = target.split('.');
    if (chart !== this.main.chart.id) throw new Error(`an interruption leads to ${target}`);
    // The main chart was held as it was: its history is where it is.
    if (state !== 'history') this.step(this.main, continueIn(state), {});
  }

  takeAutomatic() {
    if (this.main.ended) return false;
    return [this.interrupt ?? this.main, ...this.parts].some((run) => !run.ended && this.step(run, AUTOMATIC, {}));
  }

  takeDeferred() {
    if (this.interrupt) return false;
    const mustWait = (event) => event.type !== undefined && this.main.chart.defers(this.main.state, event.type);
    const place = this.deferred.findIndex((event) => !mustWait(event));
    if (place < 0) return false;
    const [event] = this.deferred.splice(place, 1);
    if (event.type !== undefined) {
      if (!this.main.ended) this.step(this.main, event.type, event);
      return true;
    }
    const kept = event.timer ? this.main.timers : this.main.tasks;
    const at = kept.indexOf(event.timer ?? event.task);
    if (at < 0) return true;
    kept.splice(at, 1);
    const name = event.timer ? `timer.${event.timer.name}` : `task.${event.task.name}.${event.outcome}`;
    if (!this.step(this.main, name, {})) throw new Error(`${name} is not answered`);
    return true;
  }

  newRun(chart, key, own) {
    return { chart, key, own, state: null, ended: false, timers: [], tasks: [] };
  }

  begin(run, event) {
    this.follow(run, getInitialSnapshot(run.chart.machine, { data: { ...this.known, ...run.own } }), event);
  }

  /** Whether the machine takes the event; then what it did is done. */
  step(run, type, event) {
    if (run.chart.isFinal(run.state)) return false;
    const context = { data: { ...this.known, ...run.own }, out: [], state: `${run.chart.id}.${run.state}` };
    const before = run.chart.machine.resolveState({ value: run.state, context });
    const told = { type, data: event.data };
    if (!before.can(told)) return false;
    this.follow(run, getNextSnapshot(run.chart.machine, before, told), event);
    return true;
  }

  follow(run, snapshot, event) {
    run.state = snapshot.value;
    for (const [name, value] of Object.entries(snapshot.context.data)) (name in run.own ? run.own : this.known)[name] = value;
    for (const { does, name } of snapshot.context.out) {
      if (does === 'command') this.commands.push(`${name}(${run.key})`);
      if (does === 'cancel') this.cancel(run, name);
      if (does === 'start') run.timers.push({ name, fresh: true });
      if (does === 'task.open' && !run.tasks.some((one) => one.name === name)) run.tasks.push({ name });
      if (does === 'task.close') run.tasks = run.tasks.filter((one) => one.name !== name);
      if (does === 'part.start') this.startParts(name, event);
    }
    run.ended = run.chart.hasEnded(run.state);
    this.countParts();
    if (!run.ended) return;
    this.clear(run);
    if (run === this.main) this.parts.forEach((part) => this.clear(part));
  }

  startParts(name, event) {
    const document = this.partDocuments[name];
    for (const line of event.lines) {
      if (this.parts.some((part) => part.key === line.key)) continue;
      const own = {};
      for (const [fact, initial] of Object.entries(document.data)) {
        if (fact in this.document.data) continue;
        own[fact] = fact in document.lines ? line.data[document.lines[fact]] ?? initial : initial;
      }
      const part = this.newRun(document.chart, line.key, own);
      this.parts.push(part);
      this.begin(part, event);
    }
    this.countParts();
  }

  countParts() {
    this.known.parts_total = this.parts.length;
    this.known.parts_open = this.parts.filter((part) => !part.ended).length;
  }

  cancel(run, name) {
    const timer = run.timers.find((one) => one.name === name);
    if (!timer) return;
    run.timers.splice(run.timers.indexOf(timer), 1);
    // One that started by this very event never ran; of one that fell due it was said already.
    if (!timer.fresh && !timer.expired) this.timersEnded.push(`-${name}(${run.key})`);
  }

  clear(run) {
    for (const timer of [...run.timers]) this.cancel(run, timer.name);
    run.tasks = [];
  }

  runs(part) {
    if (part) return this.parts.filter((one) => one.key === part);
    return this.interrupt ? [this.main, this.interrupt] : [this.main];
  }

  describe(verdict) {
    for (const run of [this.main, this.interrupt, ...this.parts]) {
      for (const timer of run?.timers ?? []) {
        if (!timer.fresh) continue;
        const name = `${timer.name}(${run.key})`;
        timer.fresh = false;
        timer.start = (this.starts.get(name) ?? 0) + 1;
        this.starts.set(name, timer.start);
        this.timersStarted.push(`+${name}`);
      }
    }
    const tell = (data) => sorted(Object.keys(data).map((name) => `${name}=${shown(data[name])}`));
    return [
      verdict,
      `main ${this.main.state}`,
      `interrupt ${this.interrupt?.state ?? '-'}`,
      this.parts.map((part) => `part ${part.key} ${part.state} {${tell(part.own)}}`).join(' '),
      `commands ${this.commands.join(' ')}`,
      `timers ${sorted([...this.timersEnded, ...this.timersStarted])}`,
      `facts ${tell(this.known)}`,
    ].join(' | ');
  }
}
