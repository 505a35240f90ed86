// What is full: products without a free place anywhere, and locations that are overbooked.
import type { allocation } from '../../api/generated.ts';
import { t } from '../../language.ts';
import { Answered, callAll, useAsked } from '../../parts/answer.tsx';
import { A } from '../../parts/link.tsx';
import { Meter } from '../../parts/meter.tsx';
import { productName, useNames } from '../../parts/names.tsx';
import { Empty } from '../../parts/notice.tsx';
import { Section } from '../../parts/page.tsx';

type Use = allocation.CapacityUse;

/** From this share of its places on a product counts as nearly full. */
const NEARLY_FULL = 0.8;
const SHOWN_MOST = 6;

export function Full() {
  const names = useNames();
  const asked = useAsked('capacity of all', (signal) => callAll('Allocation/ListCapacity', {}, 'uses', signal));
  return (
    <Section title={t('Wat is vol', 'What is full')} hint={t('Producten die in de hele regio vol of bijna vol zijn.', 'Products that are full or nearly full in the whole region.')}
      tools={<A to="/wachtlijst?deel=plekken">{t('Alle plekken', 'All places')}</A>}>
      <Answered of={asked} lines={2}>
        {({ rows }) => {
          const full = byProduct(rows as Use[]).filter((one) => one.taken >= one.places * NEARLY_FULL).slice(0, SHOWN_MOST);
          if (full.length === 0) return <Empty>{t('Van elk product is nog plek.', 'Every product has room.')}</Empty>;
          return (
            <ul class="cards">{full.map((one) => (
              <li class="card card--link" key={one.product}><A to={`/wachtlijst?deel=plekken&product=${one.product}`}>{productName(names, one.product)}</A><Meter value={one.taken} of={one.places} /></li>
            ))}</ul>
          );
        }}
      </Answered>
    </Section>
  );
}

/** Fullest first. */
export function byProduct(uses: Use[]): { product: string; places: number; taken: number }[] {
  const products = new Map<string, { product: string; places: number; taken: number }>();
  for (const use of uses) {
    const product = use.product?.code ?? '';
    const sum = products.get(product) ?? { product, places: 0, taken: 0 };
    products.set(product, { product, places: sum.places + (use.places ?? 0), taken: sum.taken + (use.allocated ?? 0) + (use.reserved ?? 0) });
  }
  return [...products.values()].sort((a, b) => b.taken / Math.max(1, b.places) - a.taken / Math.max(1, a.places));
}
