import { lazy, type ComponentType, type LazyExoticComponent } from 'react';
import type { DraftKind } from '../../core/model/draft';
import { addressOf, type AddressQuery } from '../app/address';

export interface WizardProps {
  readonly draftId: string;
}

export interface Wizard {
  readonly kind: DraftKind;
  /** What it does: `Provision a connection`. */
  readonly name: string;
  /** In one line, for who has not used it. */
  readonly about: string;
  /** Loaded when it is first shown. */
  readonly component: LazyExoticComponent<ComponentType<WizardProps>>;
}

/** In the order of what is offered. */
export const wizards: readonly Wizard[] = [
  {
    ...{ kind: 'carrier', name: 'Connect a carrier' },
    about: 'Its manager’s address and certificates, what it offers, its units, what it dedicates, and where it meets the others.',
    component: lazy(async () => ({ default: (await import('./carrier/carrier-wizard')).CarrierWizard })),
  },
];

export const wizardOf = (kind: string): Wizard | undefined => wizards.find((wizard) => wizard.kind === kind);

/** Where a new one begins; the query says what it begins with, as that wizard reads it. */
export const newWizard = (kind: DraftKind, query: AddressQuery = {}): string => addressOf('wizard', [kind, 'new'], query);
export const wizardAddress = (kind: DraftKind, draftId: string): string => addressOf('wizard', [kind, draftId]);
export const leftOpenAddress = addressOf('wizard');
