import type { DraftKind } from '../../core/model/draft';
import { addressOf, type AddressQuery } from '../app/address';

export interface WizardProps {
  readonly draftId: string;
}

/** Where a new one begins; the query says what it begins with, as that wizard reads it. */
export const newWizard = (kind: DraftKind, query: AddressQuery = {}): string => addressOf('wizard', [kind, 'new'], query);
export const wizardAddress = (kind: DraftKind, draftId: string): string => addressOf('wizard', [kind, draftId]);
export const leftOpenAddress = addressOf('wizard');
