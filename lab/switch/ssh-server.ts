import { createServer, type Server } from 'node:net';
import ssh2, { type AuthContext, type ServerChannel } from 'ssh2';
import type { HostKey } from './host-key';
import type { TerminalSize } from './raw/terminal';
import { isUser, type Unit } from './unit';

/** A shell that somebody opened who has shown who he is. */
export interface SshShell {
  readonly user: string;
  readonly channel: ServerChannel;
  /** As the client told last; null: it has no terminal. */
  size(): TerminalSize | null;
}

/** SSH by password or keyboard-interactive; each connection has one shell. */
export function sshServer(unit: Unit, hostKey: HostKey, onShell: (shell: SshShell) => void): Server {
  return createServer((socket) => {
    // One for each connection: the next may see another key.
    const server = new ssh2.Server({ hostKeys: [hostKey.privateKey], ident: 'LabMultiplexer_4200' }, (connection) => {
      let user = '';
      connection.on('authentication', (context) => {
        authenticate(unit, context);
        user = context.username;
      });
      connection.on('session', (accept) => {
        const session = accept();
        let size: TerminalSize | null = null;
        session.on('pty', (acceptPty, _reject, info) => {
          // The types leave out where the client has it: not set.
          const { term } = info as { readonly term?: string };
          size = { columns: info.cols, rows: info.rows, type: term ?? '' };
          answered(acceptPty);
        });
        session.on('window-change', (acceptChange, _reject, info) => {
          size = { columns: info.cols, rows: info.rows, type: size?.type ?? '' };
          answered(acceptChange);
        });
        session.on('shell', (acceptShell) => {
          const channel = acceptShell();
          channel.once('close', () => connection.end());
          onShell({ user, channel, size: () => size });
        });
      });
      // The close that follows says it all.
      connection.on('error', () => undefined);
    });
    server.injectSocket(socket);
  });
}

/** Whoever asks for no answer gives no way to answer. */
function answered(accept: (() => void) | undefined): void {
  accept?.();
}

function authenticate(unit: Unit, context: AuthContext): void {
  const judge = (password: string | undefined) => {
    if (isUser(unit, context.username, password ?? '')) context.accept();
    else context.reject(['password', 'keyboard-interactive']);
  };
  switch (context.method) {
    case 'password':
      judge(context.password);
      return;
    case 'keyboard-interactive':
      context.prompt([{ prompt: 'Password: ', echo: false }], (answers) => {
        judge(answers[0]);
      });
      return;
    case 'none':
    case 'publickey':
    case 'hostbased':
      context.reject(['password', 'keyboard-interactive']);
  }
}
