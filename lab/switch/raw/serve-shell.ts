import type { Socket } from 'node:net';
import type { SshShell } from '../ssh-server';
import type { Unit } from '../unit';
import { Keyboard } from './keyboard';
import { logInByTerminal } from './log-in';
import { runShell } from './shell';
import { Telnet } from './telnet';
import { terminalOver } from './terminal';

/** Whoever comes by SSH has logged in already. */
export function serveShellOverSsh(unit: Unit, shell: SshShell): void {
  const { channel, user } = shell;
  const size = () => shell.size();
  const keyboard = new Keyboard();
  channel.on('data', (bytes: Buffer) => {
    keyboard.take(bytes);
  });
  for (const event of ['end', 'close']) {
    channel.on(event, () => {
      keyboard.end();
    });
  }
  channel.on('error', () => undefined);
  const terminal = terminalOver(channel, {
    encode: (text) => (typeof text === 'string' ? Buffer.from(text) : text),
    isEchoing: () => size() !== null,
    size,
  });
  void runShell(unit, terminal, keyboard, user).finally(() => {
    if (!channel.destroyed) channel.exit(0);
    channel.end();
  });
}

export function serveShellOverTelnet(unit: Unit, socket: Socket): void {
  const keyboard = new Keyboard();
  const telnet = new Telnet({
    send: (bytes) => socket.write(bytes),
    data: (bytes) => {
      keyboard.take(bytes);
    },
  });
  socket.on('data', (bytes) => {
    telnet.take(bytes);
  });
  socket.on('close', () => {
    keyboard.end();
  });
  const terminal = terminalOver(socket, {
    encode: (text) => telnet.encode(text),
    isEchoing: () => telnet.isEchoing,
    size: () => telnet.size,
  });
  telnet.begin();
  void logInByTerminal(unit, terminal, keyboard)
    .then((user) => (user === null ? undefined : runShell(unit, terminal, keyboard, user)))
    .finally(() => socket.end());
}
