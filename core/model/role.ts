/**
 * What somebody may do; each may do what those before it may. `viewer`: look at everything; `operator`: work the network (orders, circuits, faults,
 * windows, sessions at switches); `administrator`: set what all of it stands on (carriers, switches, inventory, defaults, accounts, secrets, files).
 */
export const roles = ['viewer', 'operator', 'administrator'] as const;
export type Role = (typeof roles)[number];

export const hasRole = (role: Role, needed: Role): boolean => roles.indexOf(role) >= roles.indexOf(needed);
