import type { CreationSystemEvent } from '../creation-system';

type EventOf<Kind extends CreationSystemEvent['kind']> = Extract<CreationSystemEvent, { kind: Kind }>;

/** What a creation system reported, with a way to wait for what is to come. */
export interface SwitchEventLog {
  readonly events: readonly CreationSystemEvent[];
  readonly handle: (event: CreationSystemEvent) => Promise<void>;
  /** What has come so far counts as taken. */
  skip(): void;
  /** The first event of the kind that has not been taken yet and fits; taking it takes all before it. */
  next<Kind extends CreationSystemEvent['kind']>(kind: Kind, fits?: (event: EventOf<Kind>) => boolean): Promise<EventOf<Kind>>;
}

export function createSwitchEventLog(): SwitchEventLog {
  const events: CreationSystemEvent[] = [];
  const waiting = new Set<() => void>();
  let taken = 0;
  return {
    events,
    handle: async (event) => {
      events.push(event);
      for (const look of [...waiting]) look();
    },
    skip: () => {
      taken = events.length;
    },
    next: (kind, fits = () => true) =>
      new Promise((resolve) => {
        const look = (): void => {
          const at = events.findIndex((event, index) => index >= taken && event.kind === kind && fits(event as EventOf<typeof kind>));
          if (at < 0) return;
          waiting.delete(look);
          taken = at + 1;
          resolve(events[at] as EventOf<typeof kind>);
        };
        waiting.add(look);
        look();
      }),
  };
}
