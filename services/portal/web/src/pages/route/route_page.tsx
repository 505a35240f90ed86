// One route, alive: where it is, what it waits for, what happened and why.
import type { FunctionComponent } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { idOf, pathTo } from '../../address.ts';
import type { orchestrator } from '../../api/generated.ts';
import { t } from '../../language.ts';
import { Answered, Loading, useCall } from '../../parts/answer.tsx';
import { useNow } from '../../parts/clock.ts';
import { Due } from '../../parts/due.tsx';
import { A } from '../../parts/link.tsx';
import { municipalityName, productName, providerName, useNames } from '../../parts/names.tsx';
import { Badge, Button, Empty, Notice } from '../../parts/notice.tsx';
import { Facts, Head, Section } from '../../parts/page.tsx';
import { useSession } from '../../parts/session_context.ts';
import { has } from '../../session.ts';
import { formatActor, formatPeriod, formatTime, formatVolume, shortId } from '../../words/format.ts';
import { Decisions } from './decisions.tsx';
import { Incidents, Steering } from './incidents.tsx';
import { useLive, type Line } from './live.ts';
import { RouteMessages } from './route_messages.tsx';
import { Steps } from './steps.tsx';
import { Timeline } from './timeline.tsx';

type Route = orchestrator.Route;

export function RouteDetail({ id }: { id: string }) {
  const asked = useCall('Orchestrator/GetRoute', { name: `routes/${id}` });
  return <Answered of={asked} lines={9} page>{(route) => <Shown route={route} reload={asked.reload} />}</Answered>;
}

function Shown({ route, reload }: { route: Route; reload: () => void }) {
  const session = useSession();
  const names = useNames();
  const now = useNow();
  const { fresh, line } = useLive(route.name ?? '', route.timeline ?? [], route.closed ?? false, reload);
  const late = route.dueTime !== undefined && new Date(route.dueTime) < now;
  const caseData = useCall('Access/GetCase', route.case ? { name: route.case } : null);
  return (
    <>
      <Head title={route.stateTitle ?? ''} trail={[{ title: t('Routes', 'Routes'), to: '/route' }]}
        aside={<span class="badges">
          {route.closed && <Badge tone="good">{t('afgerond', 'ended')}</Badge>}
          {late && <Badge tone="late">{t('te laat', 'late')}</Badge>}
          {route.interruptState && <Badge tone="late">{t('crisis', 'crisis')}</Badge>}
          {route.paused && <Badge tone="bad">{t('stilgezet', 'paused')}</Badge>}
        </span>}
        lead={<>{t('Route', 'Route')} <code>{shortId(route.name)}</code> · {municipalityName(names, route.municipality)} · {t('sinds', 'since')} {formatTime(route.createTime)}</>} />
      {route.paused && <Notice tone="warning" title={t('Deze route staat stil', 'This route is paused')}>{route.pauseReason}</Notice>}
      <div class="columns">
        <div>
          <Now route={route} now={now} />
          {has(session, 'operator') && <Incidents route={route.name ?? ''} onChange={reload} />}
          <Section title={t('Waar in de route', 'Where on the route')}><Drawn route={route} /></Section>
          <Decisions route={route.name ?? ''} asked={caseData} />
          <Section title={t('Wat er gebeurde', 'What happened')} tools={<LineState line={line} />}>
            <Timeline entries={route.timeline ?? []} fresh={fresh} />
          </Section>
        </div>
        <aside>
          <div class="card">
            <h2 class="utrecht-heading-3">{t('Hulp', 'Care')}</h2>
            {(route.lines ?? []).length === 0 && <p class="hint">{t('Nog niets gevraagd.', 'Nothing asked for yet.')}</p>}
            {(route.lines ?? []).map((one) => (
              <div key={one.line} class="line">
                <strong>{productName(names, one.product?.code)}</strong>
                <p>{formatVolume(one)}<br />{formatPeriod(one.period)}<br />{providerName(names, one.provider)}</p>
                {one.contract && <p class="hint"><A to={pathTo('contract', idOf(one.contract))}>{t('contract', 'contract')}</A>
                  {Number(one.allocationNumber ?? 0) > 0 && <> · {t('toewijzing', 'allocation')} {one.allocationNumber}</>}</p>}
              </div>
            ))}
          </div>
          <div class="card">
            <Facts of={[
              [t('Definitie', 'Definition'), `${route.definition} ${t('versie', 'version')} ${route.definitionVersion}`],
              ...(route.household ? [[t('Huishouden', 'Household'), <A to={pathTo('huishouden', idOf(route.household))}><code>{shortId(route.household)}</code></A>] as [string, preact.ComponentChildren]] : []),
              ...(caseData.answer?.caseDirector ? [[t('Casusregisseur', 'Case director'), formatActor(caseData.answer.caseDirector)] as [string, string]] : []),
              ...(route.parts ?? []).map((part): [string, preact.ComponentChildren] => [part.key ?? '', part.stateTitle]),
            ]} />
          </div>
          {has(session, 'back-office', 'operator') && <RouteMessages route={route.name ?? ''} />}
          <Steering route={route} onChange={reload} />
        </aside>
      </div>
    </>
  );
}

function LineState({ line }: { line: Line }) {
  const said = { connecting: t('verbinden…', 'connecting…'), live: t('live', 'live'), broken: t('verbinding zoek; het gaat vanzelf verder', 'connection lost; goes on by itself'),
    ended: t('afgerond', 'ended'), refused: t('niet live', 'not live') }[line];
  return <span class={`live live--${line}`} role="status">{said}</span>;
}

function Now({ route, now }: { route: Route; now: Date }) {
  const timers = [...(route.timers ?? [])].sort((a, b) => (a.dueTime ?? '').localeCompare(b.dueTime ?? ''));
  // Tasks, commands and terms are shown as what they are; in words it is said only where there are none.
  const alone = timers.length + (route.openTasks?.length ?? 0) + (route.pendingCommands?.length ?? 0) === 0;
  const waits = alone ? route.waitsFor ?? [] : [];
  const nothing = alone && waits.length === 0;
  return (
    <Section title={t('Nu', 'Now')}>
      {nothing && <Empty>{route.closed ? t('De route is afgerond; er wacht niets meer.', 'The route has ended; nothing waits.') : t('Er wacht niets.', 'Nothing waits.')}</Empty>}
      {waits.length > 0 && <ul class="waits">{waits.map((one) => <li key={one}>{one}</li>)}</ul>}
      {(route.openTasks ?? []).map((task) => (
        <div key={task.name} class="card card--link">
          <A to={pathTo('taken', idOf(task.name))}>{task.title}</A>
          <p class="hint"><Due time={task.dueTime} now={now} /> · {task.assignee ? t(`bij ${formatActor(task.assignee)}`, `with ${formatActor(task.assignee)}`) : t('bij niemand', 'with nobody')}</p>
        </div>
      ))}
      {(route.pendingCommands ?? []).map((command) => (
        <p key={command.requestId} class="hint">{t('Onderweg', 'On its way')}: {command.command}, {t('poging', 'attempt')} {command.attempts ?? 0}
          {command.nextAttemptTime && <> · {t('opnieuw om', 'again at')} {formatTime(command.nextAttemptTime)}</>}</p>
      ))}
      {timers.length > 0 && (
        <ul class="waits">{timers.map((timer, at) => (
          <li key={`${timer.name}${timer.part}${at}`}>{timer.title} {timer.part && <code>{timer.part}</code>} <span class="hint">{t('tot en met', 'until')} <Due time={timer.dueTime} now={now} /></span></li>
        ))}</ul>
      )}
    </Section>
  );
}

type DrawingOf = FunctionComponent<{ dot: string; route: Route }>;

function Drawn({ route }: { route: Route }) {
  const asked = useCall('Orchestrator/ListDefinitions', {});
  const [drawn, setDrawn] = useState(false);
  const [Drawing, setDrawing] = useState<DrawingOf | 'gone' | undefined>();
  useEffect(() => {
    if (!drawn) return;
    let gone = false;
    // After a release what an old page would bring is no longer there.
    import('./drawing.tsx').then((brought) => gone || setDrawing(() => brought.default), () => gone || setDrawing('gone'));
    return () => {
      gone = true;
    };
  }, [drawn]);
  return (
    <Answered of={asked}>
      {({ definitions = [] }) => {
        const definition = definitions.find((one) => one.name === route.definition && one.version === route.definitionVersion);
        if (!definition?.diagramDot) return <Empty>{t('Van deze versie is er geen tekening.', 'There is no drawing of this version.')}</Empty>;
        const drawing = !drawn ? <p><Button onClick={() => setDrawn(true)}>{t('Toon de tekening van de definitie', 'Show the drawing of the definition')}</Button></p>
          : Drawing === 'gone' ? (
            <Notice tone="warning" title={t('De tekening kon niet worden opgehaald', 'The drawing could not be fetched')}>
              <p>{t('Misschien is er een nieuwe versie van Clientroute. Vernieuw de pagina.', 'There may be a new version of Clientroute. Reload the page.')}</p>
              <Button onClick={() => location.reload()}>{t('Vernieuw de pagina', 'Reload the page')}</Button>
            </Notice>
          )
          : Drawing ? <Drawing dot={definition.diagramDot} route={route} /> : <Loading lines={2} />;
        return <><Steps dot={definition.diagramDot} route={route} />{drawing}</>;
      }}
    </Answered>
  );
}
