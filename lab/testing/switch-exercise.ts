import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startSwitch, type LabSwitch, type LabSwitchOptions } from '../switch-launcher';
import { tl1Client, type Tl1Client } from './tl1-client';

/** A switch in a process of its own, in a folder of its own. */
export interface SwitchExercise {
  readonly unit: LabSwitch;
  /** A session over TCP; logged in unless said otherwise. */
  session(options?: { readonly isLoggedIn: boolean }): Promise<Tl1Client>;
  end(): Promise<void>;
}

export async function startSwitchExercise(options: Omit<LabSwitchOptions, 'stateFile'> = {}): Promise<SwitchExercise> {
  const folder = await mkdtemp(join(tmpdir(), 'longlines-switch-'));
  const unit = await startSwitch({ ...options, stateFile: join(folder, 'state.json') });
  const sessions: Tl1Client[] = [];
  return {
    unit,
    async session({ isLoggedIn } = { isLoggedIn: true }) {
      const client = await tl1Client(unit.tl1.tcp);
      sessions.push(client);
      if (isLoggedIn) await client.logIn();
      return client;
    },
    async end() {
      for (const session of sessions) session.close();
      await unit.stop();
      await rm(folder, { recursive: true });
    },
  };
}
