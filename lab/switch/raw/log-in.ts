import { isUser, type Unit } from '../unit';
import type { Keyboard } from './keyboard';
import { readLine } from './read-line';
import type { Terminal } from './terminal';

const mostLogins = 3;

/** Asks who it is; null: it was nobody, three times, or the session ended. */
export async function logInByTerminal(unit: Unit, terminal: Terminal, keyboard: Keyboard): Promise<string | null> {
  await terminal.write(`\r\n${unit.name} (${unit.tid})\r\n`);
  for (let attempt = 1; attempt <= mostLogins; attempt += 1) {
    const user = await readLine(terminal, keyboard, 'login: ');
    if (user === null) return null;
    const password = await readLine(terminal, keyboard, 'password: ', { isHidden: true });
    if (password === null) return null;
    if (isUser(unit, user, password)) return user;
    await terminal.write('Login incorrect\r\n');
  }
  return null;
}
