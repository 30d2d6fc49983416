import { Notification } from 'electron';
import { systemClock } from '../../core/host/system-clock';
import { createConsoleClient } from '../../renderer/client/console-client';
import { innerChannels } from './inner-channels';
import { newlyCritical } from './newly-critical';
import type { WindowChannelPorts } from './window-channels';
import type { Windows } from './windows';

export interface NoticePorts {
  readonly windows: Pick<Windows, 'isAnyInFront' | 'act'>;
  readonly serve: WindowChannelPorts['serve'];
}

/** Tells of what becomes critical in the live network while no window of the console is in front. The result ends it. */
export function notifyOfImpairments({ windows, serve }: NoticePorts): () => void {
  const channels = innerChannels(serve);
  const client = createConsoleClient({
    connect: () => channels('console', 'live'),
    isRefusal: () => false,
    now: () => systemClock.now(),
    after: (ms, work) => systemClock.after(ms, work),
    onFrame: (work) => void systemClock.after(gatherMs, work),
    program: 'notifications',
  });
  let known: ReadonlySet<string> = new Set();
  const leave = client.listen('impairments', () => {
    const { rows, isWhole } = client.snapshot('impairments');
    if (!isWhole) return;
    const { notice, ids } = newlyCritical([...rows.values()], known);
    known = ids;
    if (notice === null || windows.isAnyInFront()) return;
    const { title, body, to } = notice;
    const notification = new Notification({ title, body, urgency: 'critical' });
    notification.on('click', () => {
      windows.act({ kind: 'go', to }, 'live');
    });
    notification.show();
  });
  client.open();
  return () => {
    leave();
    client.close();
  };
}

/** A cut fibre takes several things down, and what restores them has a moment to begin. */
const gatherMs = 1_000;
