import { Notification } from 'electron';
import type { RunningNetwork } from '../../shell/start-network';
import type { Windows } from './windows';
export function notifyOfImpairments(network: RunningNetwork, windows: Windows, ending: AbortSignal): void {
  console.log(Notification, network, windows, ending);
}
