// Paths in the tree of segments as people read them. A region may have segments that are not here: those are shown by their own name.
import { t } from '../language.ts';

const STEPS: Record<string, [string, string]> = {
  ambulatory: ['ambulant', 'ambulatory'], around_care: ['rondom zorg', 'around care'], arrangement: ['arrangement', 'arrangement'], crisis: ['crisis', 'crisis'],
  day_activities: ['dagbesteding', 'day activities'], day_treatment: ['dagbehandeling', 'day treatment'], dyslexia: ['dyslexie', 'dyslexia'],
  family_style_home: ['gezinshuis', 'family-style home'], foster_care: ['pleegzorg', 'foster care'], group: ['groep', 'group'], guidance: ['begeleiding', 'guidance'],
  heavy: ['zwaar', 'heavy'], individual: ['individueel', 'individual'], light: ['licht', 'light'], medium: ['midden', 'medium'], mental_health: ['ggz', 'mental health'],
  personal_care: ['persoonlijke verzorging', 'personal care'], primary_school: ['basisschool', 'primary school'], residence: ['verblijf', 'residence'],
  resolution_oriented: ['herstelgericht', 'resolution-oriented'], respite: ['logeren', 'respite'], secure: ['gesloten', 'secure'],
  stepped_independence: ['kamertraining', 'stepped independence'], support_oriented: ['ondersteunend', 'support-oriented'],
  three_environment: ['driemilieus', 'three environments'], transport: ['vervoer', 'transport'], treatment: ['behandeling', 'treatment'],
  treatment_group: ['behandelgroep', 'treatment group'], very_young: ['zeer jong', 'very young'], wmo: ['Wmo', 'Wmo'], youngsters: ['jongeren', 'youngsters'],
};

/** `support_oriented/residence`: `Ondersteunend › verblijf`. */
export function formatSegment(path: string | undefined): string {
  if (!path) return '–';
  const steps = path.split('/').map((step) => (STEPS[step] ? t(...STEPS[step]!) : step.replaceAll('_', ' '))).join(' › ');
  return steps[0]!.toUpperCase() + steps.slice(1);
}
