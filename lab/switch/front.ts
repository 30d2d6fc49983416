import { createServer } from 'node:net';
import type { Duplex } from 'node:stream';
import { setTimeout as pause } from 'node:timers/promises';
import { createServer as createTlsServer } from 'node:tls';
import { Denial } from './denial';
import { openDoor, type Door } from './door';
import { holdHostKey } from './host-key';
import { serveShellOverSsh, serveShellOverTelnet } from './raw/serve-shell';
import { sshServer } from './ssh-server';
import { serveTl1 } from './tl1/serve-tl1';
import type { Unit } from './unit';

/** The doors of a switch. */
export interface Front {
  readonly ports: SwitchPorts;
  /** `SHA256:…`, as OpenSSH shows it. */
  hostKey(): string;
  /** Another host key from now on, for who comes in from now on. */
  renewHostKey(): void;
  /** The host key of its start again. */
  firstHostKey(): void;
  /** Cuts every session and lets nobody in for so long; `meanwhile` is done while nobody is there. */
  goDown(ms: number, meanwhile?: () => void): Promise<void>;
  /** At once, where it has gone down. */
  comeBack(): Promise<void>;
  close(): Promise<void>;
}

/** By what can be done there and by transport; TLS is null where there is no certificate. */
export interface SwitchPorts {
  readonly tl1: { readonly tcp: number; readonly tls: number | null; readonly ssh: number };
  readonly raw: { readonly ssh: number; readonly telnet: number };
}

export interface FrontOptions {
  /** 0: any that is free. */
  readonly ports: { readonly tl1: { readonly tcp: number; readonly tls: number; readonly ssh: number }; readonly raw: SwitchPorts['raw'] };
  /** PEM. `clientCaPem`: who may come in; null: whoever logs in. */
  readonly tls: { readonly certPem: string; readonly keyPem: string; readonly clientCaPem: string | null } | null;
  readonly hostKeyFile: string;
}

export async function openFront(unit: Unit, { ports, tls, hostKeyFile }: FrontOptions): Promise<Front> {
  const hostKey = holdHostKey(hostKeyFile);
  const overSocket = (stream: Duplex) => {
    serveTl1(unit, stream);
  };
  const doors = {
    tcp: await openDoor(createServer(overSocket), ports.tl1.tcp),
    tls: tls && (await openDoor(tlsServer(tls, overSocket), ports.tl1.tls)),
    tl1Ssh: await openDoor(
      sshServer(unit, hostKey, ({ channel }) => {
        serveTl1(unit, channel);
      }),
      ports.tl1.ssh,
    ),
    rawSsh: await openDoor(
      sshServer(unit, hostKey, (shell) => {
        serveShellOverSsh(unit, shell);
      }),
      ports.raw.ssh,
    ),
    telnet: await openDoor(
      createServer((socket) => {
        serveShellOverTelnet(unit, socket);
      }),
      ports.raw.telnet,
    ),
  };
  const all: readonly Door[] = Object.values(doors).filter((door) => door !== null);
  let down: { readonly isOver: Promise<void>; readonly end: () => void } | null = null;
  const closed = async (meanwhile: () => void, ms: number, until: AbortSignal): Promise<void> => {
    await Promise.all(all.map((door) => door.close()));
    meanwhile();
    // Only its end is told by throwing, and is what is waited for.
    await pause(ms, undefined, { signal: until }).catch(() => undefined);
    await Promise.all(all.map((door) => door.open()));
  };
  return {
    ports: {
      tl1: { tcp: doors.tcp.port, tls: doors.tls?.port ?? null, ssh: doors.tl1Ssh.port },
      raw: { ssh: doors.rawSsh.port, telnet: doors.telnet.port },
    },
    hostKey: () => hostKey.fingerprint,
    renewHostKey: () => {
      hostKey.renew();
    },
    firstHostKey: () => {
      hostKey.restore();
    },
    async goDown(ms, meanwhile = () => undefined) {
      if (down) throw new Denial('SNVS', 'it is down already: wait until it is back');
      const ending = new AbortController();
      const isOver = closed(meanwhile, ms, ending.signal);
      down = {
        isOver,
        end: () => {
          ending.abort();
        },
      };
      await isOver.finally(() => (down = null));
    },
    async comeBack() {
      down?.end();
      await down?.isOver;
    },
    async close() {
      await Promise.all(all.map((door) => door.close()));
    },
  };
}

const tlsServer = ({ certPem, keyPem, clientCaPem }: NonNullable<FrontOptions['tls']>, serve: (stream: Duplex) => void) =>
  createTlsServer(
    { cert: certPem, key: keyPem, ...(clientCaPem === null ? {} : { ca: clientCaPem, requestCert: true, rejectUnauthorized: true }) },
    serve,
  );
