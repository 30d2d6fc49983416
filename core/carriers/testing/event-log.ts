import type { CarrierLinkEvent } from '../carrier-link';

type EventOf<Kind extends CarrierLinkEvent['kind']> = Extract<CarrierLinkEvent, { kind: Kind }>;

/** What a link reported, with ways to wait for what is to come. */
export interface EventLog {
  readonly events: readonly CarrierLinkEvent[];
  readonly handle: (event: CarrierLinkEvent) => Promise<void>;
  /** The first event of the kind that has not been taken yet and fits; taking it takes all before it. */
  next<Kind extends CarrierLinkEvent['kind']>(kind: Kind, fits?: (event: EventOf<Kind>) => boolean): Promise<EventOf<Kind>>;
  /** What is found in the first event that has it, of those that have not been taken; takes none. */
  first<Found>(find: (event: CarrierLinkEvent) => Found | undefined): Promise<Found>;
}

export function createEventLog(): EventLog {
  const events: CarrierLinkEvent[] = [];
  const waiting = new Set<() => void>();
  let taken = 0;
  /** Looks now, and again at each event until `look` says that it has found. */
  const watch = (look: () => boolean): void => {
    const again = (): void => {
      if (look()) waiting.delete(again);
    };
    waiting.add(again);
    again();
  };
  return {
    events,
    handle: async (event) => {
      events.push(event);
      for (const look of [...waiting]) look();
    },
    next: (kind, fits = () => true) =>
      new Promise((resolve) => {
        watch(() => {
          const at = events.findIndex((event, index) => index >= taken && event.kind === kind && fits(event as EventOf<typeof kind>));
          if (at < 0) return false;
          taken = at + 1;
          resolve(events[at] as EventOf<typeof kind>);
          return true;
        });
      }),
    first: (find) =>
      new Promise((resolve) => {
        watch(() => {
          for (const event of events.slice(taken)) {
            const found = find(event);
            if (found === undefined) continue;
            resolve(found);
            return true;
          }
          return false;
        });
      }),
  };
}
