// One task: what, why me, by when; take it, complete it, hand it over.
import { useState } from 'preact/hooks';
import { idOf, pathTo } from '../../address.ts';
import { call, newRequestId } from '../../api/client.ts';
import { METHODS, type Calls, type orchestrator } from '../../api/generated.ts';
import { t } from '../../language.ts';
import { Answered, useCall } from '../../parts/answer.tsx';
import { useNow } from '../../parts/clock.ts';
import { Due } from '../../parts/due.tsx';
import { TextField } from '../../parts/fields.tsx';
import { A } from '../../parts/link.tsx';
import { municipalityName, useNames } from '../../parts/names.tsx';
import { Badge, Button, ErrorNotice, Notice } from '../../parts/notice.tsx';
import { Facts, Head, Section } from '../../parts/page.tsx';
import { useSession } from '../../parts/session_context.ts';
import { may } from '../../session.ts';
import { formatActor, formatTime, shortId } from '../../words/format.ts';
import { endOf, outcomeOf } from '../../words/outcomes.ts';
import { roleTitle, taskState } from '../../words/titles.ts';
import { AnswerForm } from './answer_form.tsx';
import { whyMe } from './why_me.ts';

type Task = orchestrator.Task;
const isOver = (task: Task) => task.state === 'COMPLETED' || task.state === 'CANCELLED';

export function TaskPage({ id }: { id: string }) {
  const asked = useCall('Orchestrator/GetTask', { name: `tasks/${id}` });
  return <Answered of={asked} lines={8} page>{(task) => <Shown task={task} reload={asked.reload} />}</Answered>;
}

function Shown({ task, reload }: { task: Task; reload: () => void }) {
  const session = useSession();
  const names = useNames();
  const now = useNow();
  const municipality = municipalityName(names, task.municipality);
  return (
    <>
      <Head title={task.title ?? ''} trail={[{ title: t('Taken', 'Tasks'), to: '/taken' }]}
        aside={<Badge tone={isOver(task) ? 'good' : task.state === 'TAKEN' ? 'soon' : 'plain'}>{taskState(task.state)}</Badge>} />
      <div class="columns">
        <div>
          {task.explanation && <p class="lead" lang="nl">{task.explanation}</p>}
          {isOver(task)
            ? <Notice tone="ok" title={task.state === 'CANCELLED' ? t('Deze taak is vervallen', 'This task was cancelled') : t('Deze taak is klaar', 'This task is done')}>
              {task.completer ? `${endOf(task)} · ${formatActor(task.completer)} · ${formatTime(task.endTime)}`
                : t('De route heeft haar niet meer nodig.', 'The route does not need it any more.')}
            </Notice>
            : <Work task={task} reload={reload} />}
        </div>
        <aside class="card">
          <Facts of={[
            [t('Uiterlijk', 'By when'), <Due time={task.dueTime} now={now} />],
            [t('Waarom u', 'Why you'), whyMe(task, session, municipality)],
            [t('Bij', 'With'), task.assignee ? formatActor(task.assignee) : t('niemand', 'nobody')],
            [t('Voor', 'For'), roleTitle(task.role)],
            [t('Gemeente', 'Municipality'), municipality],
            [t('Geopend', 'Opened'), formatTime(task.createTime)],
            [t('Route', 'Route'), <A to={pathTo('route', idOf(task.route))}>{t('naar de route', 'to the route')} <code>{shortId(task.route)}</code></A>],
          ]} />
        </aside>
      </div>
    </>
  );
}

function Work({ task, reload }: { task: Task; reload: () => void }) {
  const session = useSession();
  const [busy, setBusy] = useState('');
  const [error, setError] = useState<unknown>();
  const mine = task.assignee === session.subject;
  const act = async (what: string, work: () => Promise<unknown>) => {
    setBusy(what);
    setError(undefined);
    try {
      await work();
      reload();
    } catch (failed) {
      setError(failed);
    } finally {
      setBusy('');
    }
  };
  const name = task.name ?? '';
  return (
    <div class="answered">
      {error !== undefined && <ErrorNotice error={error} onAgain={() => {
        setError(undefined);
        reload();
      }} />}
      {task.assignee && !mine && (
        <Notice tone="warning" title={t(`${formatActor(task.assignee)} heeft deze taak in behandeling`, `${formatActor(task.assignee)} has taken this task`)}>
          {t('Overleg eerst. U kunt haar terugleggen, bijvoorbeeld bij ziekte.', 'Confer first. You can put it back, for instance in case of illness.')}
        </Notice>
      )}
      {!task.assignee && (
        <p class="form--line"><Button kind="primary" busy={busy === 'take'} onClick={() => void act('take', () => call('Orchestrator/TakeTask', { name }))}>
          {t('Neem deze taak', 'Take this task')}</Button>
        <span class="hint">{t('Dan ziet een ander dat u ermee bezig bent.', 'Then others see that you are at it.')}</span></p>
      )}
      {mine && task.answeredBy && <Elsewhere task={task} reload={reload} />}
      {!task.assignee && task.answeredBy && (
        <p class="hint">{t('Wie de taak neemt, is bij de cliënt betrokken en ziet de route en het formulier.', 'Who takes the task is involved with the client and sees the route and the form.')}</p>
      )}
      {(mine || !task.assignee) && !task.answeredBy && <Complete task={task} busy={busy} act={act} />}
      <HandOver task={task} busy={busy} act={act} mine={mine} />
    </div>
  );
}

type Act = (what: string, work: () => Promise<unknown>) => Promise<void>;

function Elsewhere({ task, reload }: { task: Task; reload: () => void }) {
  const session = useSession();
  const method = Object.entries(METHODS).find(([, facts]) => facts.path === task.answeredBy)?.[0] as keyof Calls | undefined;
  if (!method || !may(session, method)) {
    return <Notice>{t('Deze taak eindigt vanzelf als een ander vastlegt waar zij om vraagt.',
      'This task ends by itself when another records what it asks for.')}</Notice>;
  }
  return <AnswerForm method={method} task={task} onDone={reload} />;
}

function Complete({ task, busy, act }: { task: Task; busy: string; act: Act }) {
  const session = useSession();
  const [ids] = useState(() => ({ note: newRequestId(), complete: newRequestId() }));
  const complete = (form: FormData) => act('complete', async () => {
    const text = String(form.get('note') ?? '').trim();
    const note = text ? (await call('Access/RecordNote', { route: task.route, text }, { requestId: ids.note })).name : '';
    await call('Orchestrator/CompleteTask', { name: task.name, outcome: String(form.get('outcome')), note }, { requestId: ids.complete });
  });
  return (
    <Section title={t('Afronden', 'Complete')}>
      <form class="form" onSubmit={(event) => {
        event.preventDefault();
        void complete(new FormData(event.currentTarget));
      }}>
        <fieldset class="choices">
          <legend class="utrecht-form-label">{t('Hoe liep het af?', 'How did it end?')}</legend>
          {(task.outcomes ?? []).map((outcome, at) => (
            <label key={outcome} class="choice">
              <input type="radio" name="outcome" value={outcome} required defaultChecked={task.outcomes?.length === 1 && at === 0} />
              <span>{outcomeOf(task, outcome)}</span>
            </label>
          ))}
        </fieldset>
        {may(session, 'Access/RecordNote') && (
          <TextField label={t('Toelichting', 'Note')} name="note" lines={3}
            hint={t('Staat verzegeld in de casus; alleen wie betrokken is, leest haar.', 'Sealed in the case; only those involved read it.')} />
        )}
        <Button kind="primary" type="submit" busy={busy === 'complete'}>{t('Rond de taak af', 'Complete the task')}</Button>
      </form>
    </Section>
  );
}

function HandOver({ task, busy, act, mine }: { task: Task; busy: string; act: Act; mine: boolean }) {
  const hand = (to: string) => act('hand', () => call('Orchestrator/HandOverTask', { name: task.name, to }));
  return (
    <Section title={t('Overdragen', 'Hand over')}>
      {(mine || !task.assignee) && (
        <form class="form form--line" onSubmit={(event) => {
          event.preventDefault();
          const to = String(new FormData(event.currentTarget).get('to') ?? '').trim();
          void hand(to.startsWith('persons/') ? to : `persons/${to}`);
        }}>
          <TextField label={t('Aan wie', 'To whom')} name="to" required hint={t('De naam waarmee een collega zich aanmeldt, zoals an-de-vries.',
            'The name a colleague signs in with, as an-de-vries.')} />
          <Button type="submit" busy={busy === 'hand'}>{t('Draag over', 'Hand over')}</Button>
        </form>
      )}
      {task.assignee && <p><Button busy={busy === 'hand'} onClick={() => void hand('')}>{t('Leg terug voor iedereen', 'Put back for everyone')}</Button></p>}
    </Section>
  );
}
