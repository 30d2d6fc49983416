import type { CarrierLink } from './carrier-link';

/** The same link with at most `limit` requests under way at once; the others wait in order. */
export function boundCalls(link: CarrierLink, limit: number): CarrierLink {
  let running = 0;
  const waiting: (() => void)[] = [];
  const bounded = async <T>(call: () => Promise<T>): Promise<T> => {
    if (running >= limit) await new Promise<void>((resolve) => waiting.push(resolve));
    else running++;
    try {
      return await call();
    } finally {
      // Whoever waits longest takes the place over.
      const next = waiting.shift();
      if (next) next();
      else running--;
    }
  };
  return {
    carrierId: link.carrierId,
    open: (onEvent) => {
      link.open(onEvent);
    },
    resynchronise: () => {
      link.resynchronise();
    },
    createService: (request) => bounded(() => link.createService(request)),
    readService: (uuid) => bounded(() => link.readService(uuid)),
    rerouteService: (request) => bounded(() => link.rerouteService(request)),
    deleteService: (uuid) => bounded(() => link.deleteService(uuid)),
    close: () => link.close(),
  };
}
