import { answer, type Handlers } from './serving';
import { readStatus } from './show-status';

export const statusHandlers: Handlers<'status'> = {
  status: async ({ host, clock, store, version, pid, connect }) =>
    answer(await readStatus(host, host.network.view, { version, pid, store, isHost: connect !== null }, clock.now())),
};
