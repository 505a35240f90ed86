// The region's goals with the line toward them, and what routes that went wrong had more often: both as monitoring counts them.
import { pathTo } from '../../address.ts';
import type { monitoring } from '../../api/generated.ts';
import { t } from '../../language.ts';
import { Answered, useCall } from '../../parts/answer.tsx';
import { Chart } from '../../parts/chart.tsx';
import { Badge } from '../../parts/notice.tsx';
import { Section, Tile } from '../../parts/page.tsx';
import { formatNumber, formatShare, toNumber } from '../../words/format.ts';

const known = (value: string | undefined) => (value === undefined ? undefined : toNumber(value));

export function Targets() {
  const asked = useCall('Monitoring/ListTargets', {});
  return (
    <Answered of={asked} lines={4} quiet={['permission_denied']}>
      {({ targets = [] }) => targets.length === 0 ? null : (
        <Section title={t('De doelen van de regio', 'The goals of the region')}>
          <div class={targets.every((one) => one.base === undefined) ? 'tiles' : 'answered'}>{targets.map((target) => {
            const years = target.years ?? [];
            const change = toNumber(target.change);
            const goal = t(`${formatShare(Math.abs(change))} ${change < 0 ? 'minder' : 'meer'} in ${target.goalYear} dan in ${target.baseYear}`,
              `${formatShare(Math.abs(change))} ${change < 0 ? 'less' : 'more'} in ${target.goalYear} than in ${target.baseYear}`);
            return target.base === undefined ? <Begun key={target.target} target={target} goal={goal} /> : <Chart key={target.target} title={target.displayName ?? ''} kind="lines" labelTitle={t('Jaar', 'Year')} labels={years.map((one) => String(one.year))}
                series={[{ title: t('gemeten', 'measured'), values: years.map((one) => known(one.value)) }, { title: t('de lijn naar het doel', 'the line to the goal'), values: years.map((one) => known(one.line)) }]}
                definition={`${goal}.`} />;
          })}</div>
        </Section>
      )}
    </Answered>
  );
}

/** A goal of whose first year nothing is known: what was measured, without a line to hold it against. */
function Begun({ target, goal }: { target: monitoring.Target; goal: string }) {
  const last = (target.years ?? []).filter((one) => one.value !== undefined).at(-1);
  return <Tile title={target.displayName ?? ''} value={last ? formatNumber(last.value) : '–'} to={pathTo('figuren', target.figure ?? '')}
    note={last ? t(`gemiddeld in ${last.year}. ${goal}; van het beginjaar is niets bekend, zodat er geen lijn is.`, `on average in ${last.year}. ${goal}; nothing is known of the first year, so there is no line.`)
      : t(`${goal}. Er is nog geen jaar om aan af te meten.`, `${goal}. There is no year yet to measure it by.`)} />;
}

const rateOf = (rate: monitoring.RiskRate | undefined): preact.ComponentChildren => !rate ? <span class="hint">{t('te weinig', 'too few')}</span>
  : t(`${formatShare(rate.rate)} (${formatShare(rate.low)} – ${formatShare(rate.high)}) van ${formatNumber(rate.routes)}`, `${formatShare(rate.rate)} (${formatShare(rate.low)} – ${formatShare(rate.high)}) of ${formatNumber(rate.routes)}`);

/** Those of which something can be said first, and of those what warns. */
const told = (one: monitoring.RiskFactor): number => (one.signal ? 2 : 0) + (one.with && one.without ? 1 : 0);

export function RiskFactors({ municipality }: { municipality: string }) {
  const asked = useCall('Monitoring/ListRiskFactors', { municipality });
  return (
    <Answered of={asked} lines={3} quiet={['permission_denied']}>
      {({ factors = [], method }) => factors.length === 0 ? null : (
        <Section title={t('Wat vooraf waarschuwt', 'What warns beforehand')} hint={<>{method} {t('Een kenmerk beslist niets; het vraagt om een blik.', 'A trait decides nothing; it asks for a look.')}</>}>
          <div class="table-scroll" role="region" tabIndex={0} aria-label={t('Tabel: wat vooraf waarschuwt', 'Table: what warns beforehand')}>
            <table class="utrecht-table table">
              <thead><tr>{[t('Kenmerk', 'Trait'), t('Ging mis met', 'Went wrong with'), t('Ging mis zonder', 'Went wrong without'), t('Lopende routes ermee', 'Running with it')].map((title) => <th key={title} scope="col" class="utrecht-table__header-cell">{title}</th>)}</tr></thead>
              <tbody>{[...factors].sort((a, b) => told(b) - told(a)).map((one) => (
                <tr key={one.factor} class="utrecht-table__row">
                  <th scope="row" class="utrecht-table__cell">{one.displayName} {one.signal && <Badge tone="soon">{t('waarschuwt', 'warns')}</Badge>}</th>
                  <td class="utrecht-table__cell" data-title={t('Ging mis met', 'Went wrong with')}>{rateOf(one.with)}</td>
                  <td class="utrecht-table__cell" data-title={t('Ging mis zonder', 'Went wrong without')}>{rateOf(one.without)}</td>
                  <td class="utrecht-table__cell" data-title={t('Lopende routes ermee', 'Running with it')}>{formatNumber(one.running)}</td>
                </tr>
              ))}</tbody>
            </table>
          </div>
        </Section>
      )}
    </Answered>
  );
}
