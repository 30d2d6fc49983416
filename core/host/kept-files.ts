import type { PemKind } from '../contract/connecting';
import type { Clock } from '../model/clock';
import { wordsOfError } from '../model/words-of-error';
import type { CarrierKeeping } from './carrier-keeping';
import type { Host } from './create-host';

/** Certificates and keys that were pasted: each lies there as long as a configuration, a draft or a link names it, and no longer. */
export interface KeptFiles {
  keepPem(what: PemKind, pem: string): string;
  /** From now on they are the draft's: they go with it. */
  heldByDraft(fields: Readonly<Record<string, unknown>>): void;
  /** Never rejects: what could not be removed is told in the history. */
  sweep(): Promise<void>;
}

type SweptHost = Pick<Host, 'draftsInFull' | 'filesInUse' | 'recordAct'>;

export function keptFiles(host: SweptHost, clock: Pick<Clock, 'after'>, keeping: Pick<CarrierKeeping, 'keepPem' | 'sweep'>): KeptFiles {
  // What was pasted a moment ago, and no draft that was saved names yet.
  const fresh = new Set<string>();
  const sweep = async (): Promise<void> => {
    // Before the drafts are read: one that is saved meanwhile may name them.
    const notYetNamed = [...fresh];
    try {
      const drafts = await host.draftsInFull();
      const dropped = keeping.sweep(new Set([...notYetNamed, ...drafts.flatMap(({ fields }) => textsIn(fields)), ...host.filesInUse()]));
      for (const file of dropped) await host.recordAct('carrier.credential-dropped', file, 'this host', 'nothing needs it any more');
    } catch (error) {
      const text = `certificates and keys that nothing needs any more could not be removed: ${wordsOfError(error)}`;
      // A host that has ended tells nothing; the next one begins with this.
      await host.recordAct('carrier.credentials-left', '', 'this host', text).catch(() => undefined);
    }
  };
  return {
    keepPem(what, pem) {
      const file = keeping.keepPem(what, pem);
      fresh.add(file);
      clock.after(freshMs, () => {
        if (fresh.delete(file)) void sweep();
      });
      return file;
    },
    heldByDraft(fields) {
      for (const text of textsIn(fields)) fresh.delete(text);
    },
    sweep,
  };
}

/** As long as whoever pastes without a draft takes until it is connected. */
const freshMs = 60 * 60_000;

const textsIn = (value: unknown): readonly string[] => {
  if (typeof value === 'string') return [value];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(textsIn) : [];
};
