import { dialog } from 'electron';
import { version } from '../../shell/version';
import { note } from './notes';

export function warn(message: string): void {
  note(message);
  void dialog.showMessageBox({ type: 'warning', message: 'Longlines', detail: message, buttons: ['OK'] });
}

export function tellAbout(store: string): void {
  const { electron, node } = process.versions;
  const detail = `Store ${store}\nElectron ${electron}, Node ${node}\nApache License 2.0`;
  void dialog.showMessageBox({ message: `Longlines ${version}`, detail, buttons: ['OK'] });
}

/** The host takes longer than `patienceMs` to end: true waits on. */
export async function askToWait(patienceMs: number): Promise<boolean> {
  const { response } = await dialog.showMessageBox({
    type: 'question',
    message: 'Longlines has not ended yet',
    detail: `After ${patienceMs / 1000} s the host still waits for a carrier or a switch to answer. What is under way is kept and taken up at the next start, whichever you choose.`,
    buttons: ['Wait', 'End now'],
    defaultId: 0,
    cancelId: 0,
  });
  return response === 0;
}
