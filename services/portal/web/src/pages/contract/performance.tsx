// What a provider did before: the score of the last period, part by part, and when the next talk is due by what the region chose.
import type { contracting } from '../../api/generated.ts';
import { t } from '../../language.ts';
import { Answered, useCall } from '../../parts/answer.tsx';
import { Badge, Empty } from '../../parts/notice.tsx';
import { Section, Tile } from '../../parts/page.tsx';
import { Table, type Column } from '../../parts/table.tsx';
import { formatActor, formatNumber, formatPeriod, formatTime } from '../../words/format.ts';

type Score = contracting.PerformanceScore;
type Part = contracting.PerformancePart;

const FULL = 100;

export function Performance({ contract }: { contract: contracting.Contract }) {
  const newest = useCall('SupplierManagement/ListPerformanceScores', { contract: contract.name, newest: true, pageSize: 1 });
  const schedule = useCall('SupplierManagement/GetTalkSchedule', { contract: contract.name });
  return (
    <Section title={t('Eerdere prestaties', 'Past performance')} hint={t('Een score van 0 tot 100 over een afgesloten periode, opgebouwd uit onderdelen die de regio heeft gekozen.',
      'A score of 0 to 100 over a period that is over, made of parts that the region chose.')}>
      <Answered of={schedule} lines={1}>
        {(known) => (
          <p lang="nl">{known.explanation} {known.late && <Badge tone="late">{t(`${formatNumber(known.daysLate)} dagen te laat`, `${formatNumber(known.daysLate)} days late`)}</Badge>}</p>
        )}
      </Answered>
      <Answered of={newest} lines={3}>
        {({ scores = [] }) => scores[0] ? <Latest score={scores[0]} /> : <Empty>{t('Er is nog geen score vastgelegd.', 'No score was recorded yet.')}</Empty>}
      </Answered>
      <Earlier contract={contract} />
    </Section>
  );
}

function Latest({ score }: { score: Score }) {
  return (
    <>
      <div class="tiles">
        <Tile title={formatPeriod(score.period)} value={t(`${formatNumber(score.score)} van ${FULL}`, `${formatNumber(score.score)} of ${FULL}`)}
          note={t(`vastgelegd door ${formatActor(score.recordedBy)}, ${formatTime(score.recordTime)}`, `recorded by ${formatActor(score.recordedBy)}, ${formatTime(score.recordTime)}`)} />
      </div>
      <p lang="nl">{score.explanation}</p>
      <ul class="plain">{(score.parts ?? []).map((part) => <PartLine key={part.measure?.code} part={part} />)}</ul>
      {score.note && <p>{score.note}</p>}
    </>
  );
}

function PartLine({ part }: { part: Part }) {
  return (
    <li class="card">
      <p><strong>{part.measure?.displayName}</strong>{' '}
        {part.weighed ? <Badge>{t(`${formatNumber(part.points)} punten`, `${formatNumber(part.points)} points`)}</Badge>
          : <Badge>{t('telt niet mee', 'not weighed')}</Badge>}{' '}
        <span class="hint">{t('gewicht', 'weight')} {formatNumber(part.measure?.weight)}</span></p>
      <p class="hint" lang="nl">{part.explanation}{part.note && <> {part.note}</>}</p>
    </li>
  );
}

/** All scores that were ever recorded: what was said once stays. */
function Earlier({ contract }: { contract: contracting.Contract }) {
  const columns: Column<Score>[] = [
    { key: 'periode', title: t('Periode', 'Period'), inFile: [['period.start_date', t('Begin', 'Begins')], ['period.end_date', t('Einde', 'Ends')]], cell: (one) => formatPeriod(one.period) },
    { key: 'score', title: t('Score', 'Score'), path: 'score', numeric: true, cell: (one) => formatNumber(one.score) },
    { key: 'geldt', title: t('Geldt', 'Holds'), path: 'newest', cell: (one) => (one.newest ? <Badge tone="good">{t('ja', 'yes')}</Badge> : t('vervangen', 'replaced')) },
    { key: 'wie', title: t('Vastgelegd door', 'Recorded by'), path: 'recorded_by', cell: (one) => formatActor(one.recordedBy) },
    { key: 'wanneer', oneLine: true, title: t('Op', 'On'), path: 'record_time', cell: (one) => formatTime(one.recordTime) },
  ];
  return (
    <details class="card">
      <summary>{t('Alle scores van dit contract', 'All scores of this contract')}</summary>
      <Table id="p-" method="SupplierManagement/ListPerformanceScores" request={{ contract: contract.name }} rows={(answer) => answer.scores} columns={columns} rowKey={(one) => one.name ?? ''}
        pageSize={12} caption={t('Scores', 'Scores')} empty={t('Er is nog geen score vastgelegd.', 'No score was recorded yet.')} />
    </details>
  );
}
