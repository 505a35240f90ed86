// Why a change of a talk or an agreement was refused: who was first, and which text must be mended.
import { CallError, type Violation } from '../../api/call_error.ts';
import { t } from '../../language.ts';
import { Button, ErrorNotice, Notice } from '../../parts/notice.tsx';
import { formatActor } from '../../words/format.ts';

/** The field of a form that a path of the request stands for: `agenda[2].subject` is the third item. */
export function fieldTitle(field: string): string {
  const [, list, at] = /^(\w+)(?:\[(\d+)\])?/.exec(field) ?? [];
  const nth = Number(at ?? 0) + 1;
  switch (list) {
    case 'agenda': return t(`punt ${nth} van de agenda`, `item ${nth} of the agenda`);
    case 'reports': return at === undefined ? t('de verslagen', 'the reports') : t(`wat er is gezegd bij punt ${nth}`, `what was said on item ${nth}`);
    case 'agreements': return t(`afspraak ${nth}`, `agreement ${nth}`);
    case 'participants': return t('wie er meedoen', 'who takes part');
    case 'date': return t('de dag', 'the day');
    case 'reason': return t('de reden', 'the reason');
    case 'note': return t('de toelichting', 'the note');
    default: return field;
  }
}

const where = (violations: Violation[]): string => [...new Set(violations.map((one) => fieldTitle(one.field)))].join(', ');

export function TalkRefusal({ error, onAgain }: { error: unknown; onAgain: () => void }) {
  if (!(error instanceof CallError)) return <ErrorNotice error={error} onAgain={onAgain} />;
  const who = formatActor(error.metadata['changed_by'] ?? error.metadata['settled_by']);
  const again = <Button onClick={onAgain}>{t('Kijk opnieuw', 'Look again')}</Button>;
  switch (error.reason) {
    case 'TALK_CHANGED':
      return (
        <Notice tone="error" title={t('Het gesprek is intussen veranderd', 'The talk was changed meanwhile')}>
          <p>{t(`Door ${who}. Kijk opnieuw naar de agenda; wat u invulde, blijft staan.`, `By ${who}. Look at the agenda again; what you filled in stays.`)}</p>{again}
        </Notice>
      );
    case 'TALK_NOT_PLANNED':
      return <Notice tone="error" title={t('Dit gesprek is al gevoerd of afgezegd', 'This talk was held or called off already')}><p>{t(`Door ${who}.`, `By ${who}.`)}</p>{again}</Notice>;
    case 'AGREEMENT_SETTLED':
      return <Notice tone="error" title={t('Deze afspraak is al afgedaan', 'This agreement was settled already')}><p>{t(`Door ${who}.`, `By ${who}.`)}</p>{again}</Notice>;
    case 'CITIZEN_NUMBER_IN_TEXT':
      return (
        <Notice tone="error" title={t('Er staat een burgerservicenummer in de tekst', 'There is a citizen number in the text')}>
          <p>{t(`Het gesprek gaat over het contract en noemt geen cliënt. Haal het nummer weg bij: ${where(error.violations)}.`, `The talk is about the contract and names no client. Remove the number at: ${where(error.violations)}.`)}</p>
        </Notice>
      );
    case 'REQUEST_INVALID':
      return (
        <Notice tone="error" title={t('Er klopt iets niet in wat u invulde', 'Something you filled in is not right')}>
          <p>{t(`Kijk naar: ${where(error.violations)}.`, `Look at: ${where(error.violations)}.`)}</p>
        </Notice>
      );
    default:
      return <ErrorNotice error={error} onAgain={onAgain} />;
  }
}
