import type { Role } from '../../core/model/role';

/** What each role is for, where one is chosen. */
export const roleWords: Readonly<Record<Role, string>> = {
  viewer: 'looks at everything, changes nothing',
  operator: 'works the network: orders, circuits, faults, windows, terminals',
  administrator: 'and sets what it stands on: carriers, switches, inventory, accounts, secrets',
};
