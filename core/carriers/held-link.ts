import type { CarrierLink, Unsettled } from './carrier-link';

/** In the place of a link that an operator disconnected: nothing is sent, and whoever asks is told so. */
export function heldLink(carrierId: string, reason: string): CarrierLink {
  const unsettled: Unsettled = { kind: 'unsettled', reason: `the link to ${carrierId} is ${reason}: nothing was sent`, isLinkLost: true };
  const answer = (): Promise<Unsettled> => Promise.resolve(unsettled);
  return {
    carrierId,
    open: () => undefined,
    resynchronise: () => undefined,
    createService: answer,
    readService: answer,
    rerouteService: answer,
    deleteService: answer,
    close: () => Promise.resolve(),
  };
}
