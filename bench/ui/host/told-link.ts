import type { CarrierInventory, CarrierLink, CarrierLinkEvent, InventoryChange } from '../../../core/carriers/carrier-link';

export interface ToldLink {
  readonly link: CarrierLink;
  /** Resolves once the host has entered it. */
  tell(change: Pick<InventoryChange, 'resources'>, atMs: number): Promise<void>;
  /** The link is lost, and comes again with the whole inventory; each resolves once the host has entered it. */
  lose(atMs: number): Promise<void>;
  comeAgain(atMs: number): Promise<void>;
  /** Resolves once the whole inventory is entered. */
  readonly entered: Promise<void>;
}

/** A carrier's link that tells what it is told to tell; it holds no services. */
export function toldLink(carrierId: string, inventory: CarrierInventory, now: () => number): ToldLink {
  let onEvent: ((event: CarrierLinkEvent) => Promise<void>) | null = null;
  let done = (): void => undefined;
  const entered = new Promise<void>((resolve) => (done = resolve));
  const unsettled = { kind: 'unsettled', reason: 'nothing is provisioned here' } as const;
  return {
    entered,
    async tell({ resources }, atMs) {
      await onEvent?.({ kind: 'changed', change: { nodes: [], ports: [], resources, withdrawn: [], warnings: [] }, atMs });
    },
    async lose(atMs) {
      await onEvent?.({ kind: 'down', reason: 'lost', isOurCertificate: false, atMs });
    },
    async comeAgain(atMs) {
      await onEvent?.({ kind: 'up', inventory, atMs });
    },
    link: {
      carrierId,
      open(listener) {
        onEvent = listener;
        void listener({ kind: 'up', inventory, atMs: now() }).then(done);
      },
      resynchronise: () => undefined,
      createService: async () => unsettled,
      readService: async () => ({ kind: 'absent' }),
      rerouteService: async () => unsettled,
      deleteService: async () => ({ kind: 'deleted' }),
      close: async () => {
        onEvent = null;
      },
    },
  };
}
