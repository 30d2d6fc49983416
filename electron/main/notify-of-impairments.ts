import { Notification } from 'electron';
import { createConsoleClient } from '../../renderer/client/console-client';
import type { Channel, NetworkKind, Purpose } from '../../core/contract/channel';
import type { ImpairmentRow } from '../../core/contract/live';
import { systemClock } from '../../core/host/system-clock';
import { newlyCritical, toldOf } from './newly-critical';
import type { Windows } from './windows';

export interface NoticePorts {
  readonly windows: Pick<Windows, 'isAnyInFront' | 'act'>;
  readonly serve: (channel: Channel, purpose: Purpose, network: NetworkKind) => void;
  readonly link: () => readonly [Channel, Channel];
}

/** Tells of every impairment of the live network that becomes critical while no window of the console is in front. Ends what it began. */
export function notifyOfImpairments({ windows, serve, link }: NoticePorts): () => void {
  const client = createConsoleClient({
    connect() {
      const [ours, theirs] = link();
      serve(theirs, 'console', 'live');
      return ours;
    },
    isRefusal: () => false,
    now: systemClock.now,
    after: systemClock.after,
    // Nobody looks at it: it need not be quick.
    onFrame: (work) => void systemClock.after(gatherMs, work),
    program: 'notifications',
  });
  let known = toldOf([]);
  const leave = client.listen('impairments', () => {
    const { rows, isWhole } = client.snapshot('impairments');
    if (!isWhole) return;
    const { fresh, told } = newlyCritical([...rows.values()], known);
    known = told;
    if (!windows.isAnyInFront()) for (const impairment of fresh) show(impairment, windows);
  });
  client.open();
  return () => {
    leave();
    client.close();
  };
}

const gatherMs = 250;

function show({ id, subjectName, text, hits }: ImpairmentRow, windows: NoticePorts['windows']): void {
  const notification = new Notification({
    title: `Critical: ${subjectName}`,
    body: `${text}${hits.length > 0 ? ` · ${hits.length} ${hits.length === 1 ? 'order' : 'orders'} hit` : ''}`,
    urgency: 'critical',
  });
  notification.on('click', () => {
    windows.act({ kind: 'go', to: `#/recovery/${encodeURIComponent(id)}` });
  });
  notification.show();
}
