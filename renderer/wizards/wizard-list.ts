import { lazy, type ComponentType, type LazyExoticComponent } from 'react';
import type { ProcedureName } from '../../core/contract/procedures';
import type { DraftKind } from '../../core/model/draft';
import type { WizardProps } from './wizard-address';

export interface Wizard {
  readonly kind: DraftKind;
  /** What it does: `Provision a connection`. */
  readonly name: string;
  /** In one line, for who has not used it. */
  readonly about: string;
  /** What it does in the end, or has to at its first steps: it is for whoever may. */
  readonly asks: ProcedureName;
  /** Loaded when it is first shown. */
  readonly component: LazyExoticComponent<ComponentType<WizardProps>>;
}

/** In the order of what is offered. */
export const wizards: readonly Wizard[] = [
  {
    kind: 'connection',
    asks: 'orders.submit',
    name: 'Provision a connection',
    about: 'Choose two ends, compare the routes that meet the limit, and have carriers provide one.',
    component: lazy(async () => ({ default: (await import('./connection/connection-wizard')).ConnectionWizard })),
  },
  {
    kind: 'recovery',
    asks: 'recovery.carry-out',
    name: 'Recover an impairment',
    about: 'What broke, whom it hits, the alternatives side by side; then exactly the moves that you were shown.',
    component: lazy(async () => ({ default: (await import('./recovery/recovery-wizard')).RecoveryWizard })),
  },
  {
    kind: 'circuits',
    asks: 'circuits.order',
    name: 'Provision virtual circuits',
    about: 'Choose a path, name one end user or paste a list, and see what the pool and the conditions table do.',
    component: lazy(async () => ({ default: (await import('./circuits/circuits-wizard')).CircuitsWizard })),
  },
  {
    kind: 'carrier',
    asks: 'connecting.probe',
    name: 'Connect a carrier',
    about: 'Its manager’s address and certificates, what it offers, its units, what it dedicates, and where it meets the others.',
    component: lazy(async () => ({ default: (await import('./carrier/carrier-wizard')).CarrierWizard })),
  },
  {
    kind: 'inventory',
    asks: 'inventory.preview',
    name: 'Import an inventory',
    about: 'A carrier’s network from files, to plan with: GraphML, TAPI JSON, CSV; a preview on the map, and problems by row.',
    component: lazy(async () => ({ default: (await import('./inventory/inventory-wizard')).InventoryWizard })),
  },
];

export const wizardOf = (kind: string): Wizard | undefined => wizards.find((wizard) => wizard.kind === kind);
