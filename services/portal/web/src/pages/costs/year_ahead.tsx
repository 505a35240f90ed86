// What a year is expected to cost, with its band and how that was found.
import type { monitoring } from '../../api/generated.ts';
import { t } from '../../language.ts';
import { Answered, useCall } from '../../parts/answer.tsx';
import { Chart, type Band, type Series } from '../../parts/chart.tsx';
import { Empty, Notice } from '../../parts/notice.tsx';
import { Section, Tile } from '../../parts/page.tsx';
import { formatCents, formatEuros, formatMonth, formatNumber, toNumber } from '../../words/format.ts';
import { claimsAddress } from '../claims_address.ts';

type Forecast = monitoring.Forecast;
const cents = (money: { cents?: string } | undefined): number => toNumber(money?.cents);

/** The months of a forecast as a chart has them: what was accepted, what is expected, and between what it lies. */
export function aheadSeries(ahead: Forecast): { labels: string[]; series: Series[]; band: Band } {
  const months = ahead.months ?? [];
  return {
    labels: months.map((one) => formatMonth(one.month)),
    series: [{ title: t('toegekend', 'accepted'), values: months.map((one) => (one.known ? cents(one.expected) : undefined)) },
      { title: t('verwacht', 'expected'), values: months.map((one) => (one.known ? undefined : cents(one.expected))) }],
    band: { title: t('tussen', 'between'), low: months.map((one) => (one.known ? undefined : cents(one.low))), high: months.map((one) => (one.known ? undefined : cents(one.high))) },
  };
}

export function YearAhead({ year, municipality, provider }: { year: number; municipality: string; provider: string }) {
  const asked = useCall('Monitoring/GetForecast', { year, municipality, provider });
  return (
    <Section title={t(`Wat ${year} naar verwachting kost`, `What ${year} is expected to cost`)}>
      <Answered of={asked} lines={5}>
        {(ahead) => {
          if (!ahead.expected || !ahead.months?.length) return <Empty>{t('Er is nog te weinig gedeclareerd om iets van dit jaar te verwachten.', 'Too little was claimed yet to expect anything of this year.')}</Empty>;
          const known = ahead.months.filter((one) => one.known).reduce((sum, one) => sum + BigInt(one.expected?.cents ?? 0), 0n);
          return (
            <>
              {ahead.rebuilding && <Notice tone="warning">{t('De cijfers worden opnieuw geteld en zijn nog niet volledig.', 'Figures are being counted anew and are not complete yet.')}</Notice>}
              <div class="tiles">
                <Tile title={t('Verwacht heel het jaar', 'Expected for the year')} value={formatEuros(ahead.expected.cents)} note={t(`tussen ${formatEuros(ahead.low?.cents)} en ${formatEuros(ahead.high?.cents)}`, `between ${formatEuros(ahead.low?.cents)} and ${formatEuros(ahead.high?.cents)}`)} />
                <Tile title={t('Daarvan al toegekend', 'Of which accepted already')} value={formatEuros(String(known))} note={formatCents(String(known))} to={claimsAddress({ municipality, provider })} />
                <Tile title={t('Verwacht uit', 'Expected from')} value={`${formatNumber(ahead.monthsUsed)} ${t('maanden', 'months')}`} note={t('waarvan de declaraties binnen kunnen zijn', 'whose claims can be in')} />
              </div>
              <Chart title={t('Kosten per maand van levering', 'Cost by month of delivery')} kind="bars" {...aheadSeries(ahead)} format={formatEuros}
                to={(at) => claimsAddress({ municipality, provider, month: ahead.months![at]!.month })} definition={ahead.method} />
            </>
          );
        }}
      </Answered>
    </Section>
  );
}
