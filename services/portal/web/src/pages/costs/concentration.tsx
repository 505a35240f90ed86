// How cost is divided among clients: what the dearest take of it, and what care under each law costs.
import type { monitoring } from '../../api/generated.ts';
import { t } from '../../language.ts';
import { Answered, useCall } from '../../parts/answer.tsx';
import { Chart } from '../../parts/chart.tsx';
import { Empty } from '../../parts/notice.tsx';
import { Section, Tile } from '../../parts/page.tsx';
import { formatEuros, formatNumber, formatShare, toNumber } from '../../words/format.ts';
import { lawTitle } from '../../words/titles.ts';
import { claimsAddress } from '../claims_address.ts';
import type { Months } from '../figures/period.ts';

type Found = monitoring.Concentration;

export function Concentration({ months, municipality, provider }: { months: Months; municipality: string; provider: string }) {
  const asked = useCall('Monitoring/GetConcentration', { municipality, provider, from: months.from, until: months.until });
  return (
    <Section title={t('Hoe de kosten over cliënten verdeeld zijn', 'How cost is divided among clients')}
      hint={t('Wat is toegekend voor hulp in deze maanden, per cliënt opgeteld. Wie het zijn, is hier niet te zien.', 'What was accepted for care in these months, summed by client. Who they are cannot be seen here.')}>
      <Answered of={asked} lines={5}>
        {(found) => (found.heldBack || toNumber(found.clients) === 0
          ? <Empty>{found.heldBack ? t('In deze keuze zijn te weinig cliënten om iets over te zeggen zonder dat iemand herkenbaar wordt. Kies een langere periode of meer gemeenten.',
            'There are too few clients here to say anything without someone being recognised. Choose a longer period or more municipalities.')
            : t('In deze maanden is niets toegekend.', 'Nothing was accepted in these months.')}</Empty>
          : <Shown found={found} address={claimsAddress({ municipality, provider })} />)}
      </Answered>
    </Section>
  );
}

function Shown({ found, address }: { found: Found; address: string }) {
  const clients = toNumber(found.clients);
  const { dearest = [], laws = [], severalLaws } = found;
  const share = (one: { share?: string }) => toNumber(one.share);
  return (
    <>
      <div class="tiles">
        <Tile title={t('Cliënten met kosten', 'Clients with cost')} value={formatNumber(clients)} />
        <Tile title={t('Voor hen samen', 'For all of them')} value={formatEuros(found.accepted?.cents)} to={address} />
        <Tile title={t('Gemiddeld per cliënt', 'Average per client')} value={formatEuros(Math.round(toNumber(found.accepted?.cents) / clients))} note={t('hieronder uitgesplitst', 'divided below')} />
        {severalLaws && <Tile title={t('Hulp uit meer dan één wet', 'Care under several laws')} value={formatShare(severalLaws.share)}
          note={t(`van de kosten, voor ${formatNumber(severalLaws.clients)} cliënten`, `of the cost, for ${formatNumber(severalLaws.clients)} clients`)} />}
      </div>
      {dearest.length > 0 && (
        <Chart title={t('Deel van de kosten dat naar de duurste cliënten gaat', 'Share of the cost that goes to the dearest clients')} kind="bars" format={formatShare} labelTitle={t('De duurste', 'The dearest')}
          labels={dearest.map((one) => t(`${one.percent} % (${formatNumber(one.clients)})`, `${one.percent} % (${formatNumber(one.clients)})`))} series={[{ title: t('deel van de kosten', 'share of the cost'), values: dearest.map(share) }]}
          definition={t('Zet alle cliënten op volgorde van wat hun hulp kost. De hoogte zegt welk deel van alle kosten naar de duurste 1, 5, 10, 20 en 50 procent van hen gaat; tussen haakjes staat hoeveel cliënten dat zijn.',
            'Put all clients in order of what their care costs. The height says what share of all cost goes to the dearest 1, 5, 10, 20 and 50 percent of them; how many clients that is stands in brackets.')} />
      )}
      {laws.length > 0 && (
        <Chart title={t('Kosten per wet', 'Cost by law')} kind="bars" format={formatEuros} labelTitle={t('Wet', 'Law')} labels={laws.map((one) => `${lawTitle(one.law)} (${formatNumber(one.clients)})`)}
          series={[{ title: t('toegekend', 'accepted'), values: laws.map((one) => toNumber(one.accepted?.cents)) }]}
          definition={t('Wat is toegekend onder elke wet, en tussen haakjes voor hoeveel cliënten. Wie hulp uit meer wetten heeft, telt bij elk mee.',
            'What was accepted under each law, and in brackets for how many clients. Who has care under several laws counts with each.')} />
      )}
    </>
  );
}
