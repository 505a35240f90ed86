// What the services' codes are called on a screen.
import type { access, allocation, claims, messaging, orchestrator, values } from '../api/generated.ts';
import { t } from '../language.ts';

type Words<K extends string> = Partial<Record<K, [string, string]>>;

function titled<K extends string>(words: Words<K>) {
  return (key: K | undefined): string => {
    const found = (words as Record<string, [string, string] | undefined>)[key ?? ''];
    return found ? t(...found) : '–';
  };
}

export const roleTitle = titled<string>({
  'access-professional': ['toegang', 'access'], 'access-manager': ['leiding toegang', 'access lead'],
  'case-director': ['casusregisseur', 'case director'], 'back-office': ['berichtenverkeer', 'back office'],
  'contract-manager': ['contractmanagement', 'contract management'], operator: ['beheer', 'operations'],
  'privacy-officer': ['gegevensbescherming', 'privacy'], 'provider-back-office': ['aanbieder', 'provider'],
});
export const purposeTitle = titled<string>({
  'care-allocation': ['hulp toewijzen', 'allocating care'], 'message-exchange': ['berichten uitwisselen', 'exchanging messages'],
  'contract-management': ['contracten beheren', 'managing contracts'], operation: ['systeem beheren', 'running the system'],
  'client-rights': ['rechten van de cliënt', 'rights of the client'],
});
export const lawTitle = titled<values.Law>({ JEUGDWET: ['Jeugdwet', 'Jeugdwet'], WMO: ['Wmo', 'Wmo'], P_WET: ['Participatiewet', 'Participatiewet'] });
export const messageState = titled<messaging.Message_State>({
  RECEIVED: ['ontvangen', 'received'], REFUSED: ['geweigerd', 'refused'], ACCEPTED: ['goedgekeurd', 'accepted'],
  REJECTED: ['afgekeurd', 'rejected'], SENT: ['verstuurd', 'sent'], ANSWERED: ['beantwoord', 'answered'],
  ANSWERED_WITH_ERRORS: ['beantwoord met fouten', 'answered with errors'], WAITING: ['wacht', 'waiting'], FAILED: ['vastgelopen', 'stuck'],
});
export const directionTitle = titled<messaging.Message_Direction>({ IN: ['in', 'in'], OUT: ['uit', 'out'] });
const MESSAGE_KINDS: Record<string, [string, string]> = {
  '301': ['toewijzing', 'allocation'], '302': ['retour toewijzing', 'return of allocation'],
  '305': ['start zorg', 'start of care'], '306': ['retour start', 'return of start'],
  '307': ['stop zorg', 'stop of care'], '308': ['retour stop', 'return of stop'],
  '315': ['verzoek om toewijzing', 'allocation request'], '316': ['retour verzoek', 'return of request'],
  '317': ['verzoek om wijziging', 'change request'], '318': ['retour wijziging', 'return of change request'],
  '319': ['antwoord op verzoek', 'answer to request'], '320': ['retour antwoord', 'return of answer'],
  '323': ['declaratie', 'claim'], '325': ['declaratie-antwoord', 'claim answer'],
};
export const messageKind = (kind: string | undefined): string => {
  const found = MESSAGE_KINDS[(kind ?? '').replace(/^\D+/, '')];
  return found ? `${kind} · ${t(...found)}` : kind || t('soort onbekend', 'kind unknown');
};
export const taskState = titled<orchestrator.Task_State>({
  OPEN: ['open', 'open'], TAKEN: ['in behandeling', 'in hand'], COMPLETED: ['afgerond', 'completed'], CANCELLED: ['vervallen', 'cancelled'],
});
export const allocationState = titled<allocation.CareAllocation_State>({
  ALLOCATED: ['toegewezen', 'allocated'], IN_CARE: ['in zorg', 'in care'], INTERRUPTED: ['onderbroken', 'interrupted'],
  ENDED: ['beëindigd', 'ended'], WITHDRAWN: ['ingetrokken', 'withdrawn'],
});
export const claimState = titled<claims.Claim_State>({ JUDGED: ['beoordeeld', 'judged'], REFUSED: ['geheel geweigerd', 'refused as a whole'] });
export const lineState = titled<claims.ClaimLine_State>({ ACCEPTED: ['toegekend', 'accepted'], REFUSED: ['afgewezen', 'refused'] });
export const accountKind = titled<claims.LedgerAccount_Kind>({
  CARE_COSTS: ['kosten van hulp', 'care costs'], OWED: ['schuld aan aanbieder', 'owed to provider'],
  PAYMENT_ORDERS: ['betaalbaar gesteld', 'ordered to be paid'],
});
export const postingKind = titled<claims.LedgerEntry_Kind>({
  ACCEPTED_LINE: ['toegekende regel', 'accepted line'], PAYMENT_ORDER: ['betaalopdracht', 'payment order'],
});
export const remarkTitle = titled<claims.ClaimLine_Remark>({
  NOT_STARTED: ['geen start gemeld', 'no start reported'], STOPPED: ['stop gemeld voor deze periode', 'stop reported before this period'],
});
export const urgencyTitle = (urgency: number | undefined): string =>
  [t('gewoon', 'ordinary'), t('spoed', 'urgent'), t('crisis', 'crisis')][urgency ?? 0] ?? '–';
export const complexityTitle = titled<access.Complexity>({ MONO: ['mono', 'mono'], MULTI: ['multi', 'multi'] });
export const refusalTitle = titled<access.RefusalReason>({
  NOT_A_CHANGE: ['geen wijziging, maar een nieuwe aanvraag', 'no change but a new request'],
  EXCEEDS_BUDGET: ['past niet binnen het budget', 'exceeds the budget'], NO_CONTRACT: ['geen contract', 'no contract'],
  OUTSIDE_CONTRACT: ['past niet binnen het contract', 'outside the contract'], OTHER_MUNICIPALITY: ['andere gemeente', 'other municipality'],
  STACKING: ['stapeling', 'stacking'], CARE_NOT_SUITABLE: ['zorginhoudelijk afgekeurd', 'care not suitable'],
  RESIDENCE_PRINCIPLE: ['woonplaatsbeginsel', 'residence principle'], AGE_LIMIT_REACHED: ['leeftijdsgrens bereikt', 'age limit reached'],
});
export function decisionTitle(decision: access.Decision): string {
  if (decision.kind === 'DECISION_CHANGE') return t('gewijzigd', 'changed');
  if (decision.kind === 'DECISION_WITHDRAW') return t('ingetrokken', 'withdrawn');
  if (decision.outcome === 'REFUSE') return t('afgewezen', 'refused');
  return decision.refusedLines?.length ? t('deels toegekend', 'granted in part') : t('toegekend', 'granted');
}
export const caseRole = titled<access.CaseRole>({
  CASE_DIRECTOR: ['casusregisseur', 'case director'], PROCESS_DIRECTOR: ['procesregisseur', 'process director'],
  LEAD_HOLDER: ['regiehouder', 'lead holder'], LEAD_WORKER: ['regievoerder', 'lead worker'],
  LEAD_PRACTITIONER: ['regiebehandelaar', 'lead practitioner'], CARE_COORDINATOR: ['zorgcoördinator', 'care coordinator'],
  TREATMENT_COORDINATOR: ['behandelcoördinator', 'treatment coordinator'], CASE_MANAGER: ['casemanager', 'case manager'],
  YOUTH_PROTECTOR: ['jeugdbeschermer', 'youth protector'], EXPERT_BY_EXPERIENCE: ['ervaringsdeskundige', 'expert by experience'],
  GENERALIST: ['generalist', 'generalist'], POLICE: ['politie', 'police'], PUBLIC_PROSECUTOR: ['officier van justitie', 'public prosecutor'],
  FACT_TEAM: ['FACT-team', 'FACT team'],
});
export const destinationTitle = titled<access.Outflow_Destination>({
  HOME: ['thuis', 'home'], OWN_NETWORK: ['eigen netwerk', 'own network'], REGULAR_PROVISIONS: ['algemene voorzieningen', 'regular provisions'],
  EDUCATION: ['onderwijs', 'education'], WMO: ['Wmo', 'Wmo'], WLZ: ['Wlz', 'Wlz'], ZVW: ['Zvw', 'Zvw'],
});
export const obstacleTitle = titled<access.Outflow_Obstacle>({
  NONE: ['niets', 'nothing'], HOUSING: ['woning', 'housing'], OUTFLOW_PLACE: ['uitstroomplek', 'outflow place'],
  INCOME: ['inkomen of schulden', 'income or debts'], DAY_ACTIVITY: ['school of werk', 'school or work'],
  FOLLOW_UP_CARE: ['vervolgzorg', 'follow-up care'], OTHER: ['iets anders', 'something else'],
});
const REFERRERS: Record<string, [string, string]> = {
  '1': ['gemeente', 'municipality'], '2': ['huisarts', 'GP'], '3': ['jeugdarts', 'youth doctor'],
  '4': ['gecertificeerde instelling', 'certified institution'], '5': ['medisch specialist', 'medical specialist'],
  '6': ['zelf of geen verwijzer', 'self or none'], '8': ['justitie', 'justice'], '91': ['schoolteam', 'school team'],
};
/** What a figure tells apart, which is a code of the figure's own. */
export function kindTitle(figure: string, kind: string | undefined): string {
  if (!kind) return '–';
  if (figure === 'inflow') return REFERRERS[kind] ? t(...REFERRERS[kind]!) : kind;
  if (figure === 'outflow') return destinationTitle(kind as access.Outflow_Destination);
  if (figure === 'outflow_held_up') return obstacleTitle(kind as access.Outflow_Obstacle);
  if (kind === 'MONO' || kind === 'MULTI') return complexityTitle(kind);
  return kind;
}
