import type { CarrierLinkEvent } from '../carrier-link';

type EventOf<Kind extends CarrierLinkEvent['kind']> = Extract<CarrierLinkEvent, { kind: Kind }>;

/** What a link reported, with a way to wait for the next event of a kind. */
export interface EventLog {
  readonly events: readonly CarrierLinkEvent[];
  readonly handle: (event: CarrierLinkEvent) => Promise<void>;
  /** The first event of the kind that has not been taken yet and fits; taking it takes all before it. */
  next<Kind extends CarrierLinkEvent['kind']>(kind: Kind, fits?: (event: EventOf<Kind>) => boolean): Promise<EventOf<Kind>>;
}

export function createEventLog(): EventLog {
  const events: CarrierLinkEvent[] = [];
  let taken = 0;
  let look = (): void => undefined;
  return {
    events,
    handle: async (event) => {
      events.push(event);
      look();
    },
    next: (kind, fits = () => true) =>
      new Promise((resolve) => {
        look = () => {
          const at = events.findIndex((event, index) => index >= taken && event.kind === kind && fits(event as EventOf<typeof kind>));
          if (at < 0) return;
          taken = at + 1;
          look = () => undefined;
          resolve(events[at] as EventOf<typeof kind>);
        };
        look();
      }),
  };
}
