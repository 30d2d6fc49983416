import type { Lab } from './lab';

/** How people come to a lab's switch. */
export interface SwitchDoors {
  readonly user: string;
  readonly password: string;
  readonly sshPort: string;
  readonly telnetPort: string;
}

/** As the lab told it at its start; `tid`: `SW-LON-1`. */
export function switchDoors({ words }: Lab, tid: string): SwitchDoors {
  const found = new RegExp(`\\(${tid}, [^]*?user (\\S+), password (\\S+)[^]*?ssh -p (\\d+) [^]*?telnet \\S+ (\\d+)`).exec(words);
  const [, user, password, sshPort, telnetPort] = found ?? [];
  if (user === undefined || password === undefined || sshPort === undefined || telnetPort === undefined)
    throw new Error(`the lab has no switch "${tid}": ${words}`);
  return { user, password, sshPort, telnetPort };
}
