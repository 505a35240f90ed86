// For whom each view is: of whom its methods take a question. What he may see of it the services decide.
import { has, type Session } from '../session.ts';

const FIGURES = ['access-professional', 'access-manager', 'contract-manager', 'provider-back-office'];
const REGION = ['access-professional', 'access-manager', 'contract-manager', 'back-office', 'operator'];
/** A provider sees its own. */
const REGION_AND_PROVIDERS = [...REGION, 'provider-back-office'];

/** By the first step of its address; a view that is not here is for anyone. */
const ROLES: Record<string, string[]> = {
  taken: REGION,
  route: ['access-professional', 'access-manager', 'back-office', 'operator', 'privacy-officer'],
  regio: REGION,
  gemeente: ['access-professional', 'access-manager', 'contract-manager'],
  contract: REGION_AND_PROVIDERS,
  wachtlijst: REGION_AND_PROVIDERS,
  declaraties: ['contract-manager', 'back-office', 'operator', 'provider-back-office'],
  berichten: ['back-office', 'operator', 'provider-back-office'],
  figuren: FIGURES,
  kosten: FIGURES,
  huishouden: ['access-professional', 'access-manager', 'back-office', 'privacy-officer'],
  inzage: ['operator', 'privacy-officer'],
};

export const rolesOf = (path: string): string[] => ROLES[path] ?? [];

/** Whether an address of ours, or the first step of one, is of use to someone. */
export function opens(session: Session, address: string): boolean {
  const roles = rolesOf(/^\/?([^/?]*)/.exec(address)?.[1] ?? '');
  return roles.length === 0 || has(session, ...roles);
}
