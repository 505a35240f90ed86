// The worklist: what I may do, why me, by when.
import { pathTo, idOf, useAddress, type Address } from '../../address.ts';
import type { orchestrator } from '../../api/generated.ts';
import { t } from '../../language.ts';
import { useNow } from '../../parts/clock.ts';
import { Due } from '../../parts/due.tsx';
import { Filter, Filters } from '../../parts/fields.tsx';
import { A } from '../../parts/link.tsx';
import { choices, municipalityName, useNames } from '../../parts/names.tsx';
import { Badge } from '../../parts/notice.tsx';
import { Head } from '../../parts/page.tsx';
import { useSession } from '../../parts/session_context.ts';
import { Table, type Column } from '../../parts/table.tsx';
import { formatActor, formatTime, shortId } from '../../words/format.ts';
import { roleTitle, taskState } from '../../words/titles.ts';
import { TaskPage } from './task_page.tsx';
import { whyMe } from './why_me.ts';

type Task = orchestrator.Task;

export function TasksPage({ address }: { address: Address }) {
  return address.steps[1] ? <TaskPage id={address.steps[1]} /> : <TaskList />;
}

function TaskList() {
  const session = useSession();
  const names = useNames();
  const now = useNow();
  const { params } = useAddress();
  const who = params.get('bij') ?? '';
  const columns: Column<Task>[] = [
    { key: 'wat', title: t('Wat', 'What'), path: 'title', value: (task) => task.title ?? '',
      cell: (task) => <A to={pathTo('taken', idOf(task.name))}>{task.title}</A> },
    { key: 'termijn', title: t('Uiterlijk', 'By when'), path: 'due_time', order: { up: { order: 'DUE' } }, value: (task) => task.dueTime ?? '9999', file: (task) => task.dueTime ?? '',
      cell: (task) => <Due time={task.dueTime} now={now} /> },
    { key: 'waarom', title: t('Waarom u', 'Why you'), value: (task) => roleTitle(task.role), inFile: [['role', t('Rol', 'Role')]],
      cell: (task) => <span class="hint">{whyMe(task, session, municipalityName(names, task.municipality))}</span> },
    { key: 'bij', title: t('Bij', 'With'), path: 'assignee', value: (task) => task.assignee ?? '',
      cell: (task) => task.assignee === session.subject ? <Badge tone="good">{t('u', 'you')}</Badge>
        : task.assignee ? formatActor(task.assignee) : <span class="hint">{t('niemand', 'nobody')}</span> },
    { key: 'geopend', oneLine: true, title: t('Geopend', 'Opened'), path: 'create_time', order: { up: { order: 'OLDEST' }, down: { order: 'NEWEST' } },
      value: (task) => task.createTime ?? '', cell: (task) => formatTime(task.createTime) },
    { key: 'gemeente', title: t('Gemeente', 'Municipality'), path: 'municipality',
      value: (task) => municipalityName(names, task.municipality), cell: (task) => municipalityName(names, task.municipality) },
    { key: 'route', title: t('Route', 'Route'), path: 'route', value: (task) => idOf(task.route),
      cell: (task) => <A to={pathTo('route', idOf(task.route))}><code>{shortId(task.route)}</code></A> },
    ...(params.get('ook') ? [{ key: 'stand', title: t('Stand', 'State'), path: 'state', value: (task: Task) => taskState(task.state),
      cell: (task: Task) => taskState(task.state) }] : []),
  ];
  const keep = who === 'niemand' ? (task: Task) => !task.assignee : undefined;
  return (
    <>
      <Head title={t('Taken', 'Tasks')} lead={t('Wat er op u wacht, het dringendste eerst.', 'What waits for you, the most urgent first.')} />
      <Filters>
        <Filter label={t('Bij wie', 'With whom')} param="bij" all={t('iedereen', 'anyone')}
          options={[{ value: 'mij', title: t('bij mij', 'with me') }, { value: 'niemand', title: t('bij niemand', 'with nobody') }]} />
        <Filter label={t('Gemeente', 'Municipality')} param="gemeente" all={t('alle', 'all')}
          options={choices(names.municipalities, (one) => one.displayName)} />
        <Filter label={t('Rol', 'Role')} param="rol" all={t('alle', 'all')}
          options={['access-professional', 'access-manager', 'back-office', 'contract-manager', 'operator'].map((role) => ({ value: role, title: roleTitle(role) }))} />
        <Filter label={t('Welke', 'Which')} param="ook" all={t('open taken', 'open tasks')} options={[{ value: 'afgerond', title: t('ook afgeronde', 'ended ones too') }]} />
      </Filters>
      <Table method="Orchestrator/ListTasks" caption={t('Taken', 'Tasks')}
        request={{ municipality: params.get('gemeente') ?? '', role: params.get('rol') ?? '', includeEnded: params.get('ook') === 'afgerond', mine: who === 'mij' }}
        rows={(answer) => answer.tasks} columns={columns} rowKey={(task) => task.name ?? ''} keep={keep}
        tone={(task) => task.dueTime && new Date(task.dueTime) < now && !task.endTime ? 'row-late' : undefined}
        empty={t('Er wacht niets op u. Mooi werk.', 'Nothing waits for you. Well done.')} />
    </>
  );
}
