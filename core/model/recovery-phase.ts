/**
 * How far one order that was hit has come. `waits-for-you`: it is frozen, or recovery is paused, and nobody has asked for it to be moved; `no-route`:
 * nothing is found that meets its limit; `queued`: its turn has not come; `in-hand`: it is on its way to another route, or is about to be.
 */
export const recoveryPhases = ['no-route', 'waits-for-you', 'queued', 'in-hand', 'restored', 'cleared', 'released'] as const;
export type RecoveryPhase = (typeof recoveryPhases)[number];
