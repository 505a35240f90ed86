// What today asks: the first tasks, and what stands out.
import { idOf, pathTo } from '../address.ts';
import { t } from '../language.ts';
import { Answered, useCall } from '../parts/answer.tsx';
import { useNow } from '../parts/clock.ts';
import { Due } from '../parts/due.tsx';
import { A } from '../parts/link.tsx';
import { municipalityName, useNames } from '../parts/names.tsx';
import { Empty } from '../parts/notice.tsx';
import { Head, Section, Tile } from '../parts/page.tsx';
import { useSession } from '../parts/session_context.ts';
import { has } from '../session.ts';
import { formatNumber } from '../words/format.ts';
import { viewsFor } from './views.tsx';

/** As many tasks as can be taken in at a glance. */
const FIRST_TASKS = 6;

export function StartPage() {
  const session = useSession();
  const hour = useNow().getHours();
  const greeting = hour < 12 ? t('Goedemorgen', 'Good morning') : hour < 18 ? t('Goedemiddag', 'Good afternoon') : t('Goedenavond', 'Good evening');
  const works = has(session, 'access-professional', 'access-manager', 'back-office', 'contract-manager', 'operator');
  return (
    <>
      <Head title={`${greeting}${session.name ? `, ${session.name}` : ''}`} lead={t('Wat vandaag uw aandacht vraagt.', 'What asks for your attention today.')} />
      {has(session, 'access-manager', 'back-office', 'operator') && <Standing />}
      {works && <FirstTasks />}
      <Section title={t('Waar wilt u heen?', 'Where do you want to go?')}>
        <ul class="doors">
          {viewsFor(session).filter((view) => view.path).map((view) => (
            <li key={view.path}><A to={`/${view.path}`} className="door"><strong>{view.title()}</strong><span>{view.about()}</span></A></li>
          ))}
        </ul>
      </Section>
    </>
  );
}

function Standing() {
  const counts = useCall('RouteOperations/CountRoutes', { by: 'STATE', filter: { openOnly: true } });
  return (
    <Answered of={counts} quiet={['permission_denied']}>
      {(answer) => {
        const late = (answer.counts ?? []).reduce((sum, one) => sum + Number(one.late ?? 0), 0);
        return (
          <div class="tiles">
            <Tile title={t('Lopende routes', 'Open routes')} value={formatNumber(answer.total)} to="/route" />
            <Tile title={t('Met een te late taak', 'With a late task')} value={formatNumber(late)} to="/route?welke=laat&volgorde=DUE" tone={late > 0 ? 'tile--late' : ''} />
          </div>
        );
      }}
    </Answered>
  );
}

function FirstTasks() {
  const names = useNames();
  const now = useNow();
  const asked = useCall('Orchestrator/ListTasks', { pageSize: FIRST_TASKS });
  return (
    <Section title={t('Eerst dit', 'First this')} tools={<A to="/taken">{t('Alle taken', 'All tasks')}</A>}>
      <Answered of={asked}>
        {({ tasks = [] }) => tasks.length === 0
          ? <Empty>{t('Er wacht niets op u. Mooi werk.', 'Nothing waits for you. Well done.')}</Empty>
          : (
            <ul class="cards">
              {tasks.map((task) => (
                <li key={task.name} class="card card--link">
                  <A to={pathTo('taken', idOf(task.name))}>{task.title}</A>
                  <p class="hint">{municipalityName(names, task.municipality)} · <Due time={task.dueTime} now={now} /></p>
                </li>
              ))}
            </ul>
          )}
      </Answered>
    </Section>
  );
}
