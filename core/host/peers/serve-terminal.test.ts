import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { startSwitchExercise, type SwitchExercise } from '../../../lab/testing/switch-exercise';
import { ownUser } from '../../contract/roles';
import type { SessionPeerFrame } from '../../contract/session-frames';
import { openStore } from '../../store/sqlite-store';
import { temporaryFolder } from '../../store/testing/temporary-folder';
import { createTl1At } from '../../switches/tl1/tl1-at';
import { startSshPeer, keyPair } from '../../switches/testing/ssh-peer';
import { usualSwitchLimits } from '../../model/switch';
import { createHost, type Host } from '../create-host';
import { systemClock, systemNewId, systemPause, systemRandom } from '../system-clock';
import { channelPair } from '../testing/channel-pair';
import { circuitRequests, pathRequest } from '../testing/circuit-world';
import { waitUntil } from '../testing/practice-engine';
import { terminalPeer, type TerminalPeer } from '../testing/terminal-peer';
import { VirtualClock } from '../testing/virtual-clock';
import { serveTerminal } from './serve-terminal';

async function startedHost(): Promise<Host> {
  const store = await openStore(`${temporaryFolder()}/longlines.db`, { clock: systemClock, pause: systemPause });
  const host = await createHost({ store, clock: systemClock, newId: systemNewId });
  onTestFinished(async () => {
    await host.close();
    await store.close();
  });
  return host;
}

interface Served {
  readonly peer: TerminalPeer;
  readonly served: Promise<void>;
  readonly ending: AbortController;
  readonly hangUp: () => void;
}

function serve(
  host: Host,
  onOutput?: (bytes: Uint8Array, peer: () => TerminalPeer) => void,
  clock = systemClock,
  who = ownUser('Ann'),
): Served {
  const [near, far] = channelPair();
  const ending = new AbortController();
  const peer: TerminalPeer = terminalPeer(
    far,
    onOutput &&
      ((bytes) => {
        onOutput(bytes, () => peer);
      }),
  );
  const served = serveTerminal(near, { host, clock }, who, ending.signal);
  return {
    peer,
    served,
    ending,
    hangUp: () => {
      far.close('the window was closed');
    },
  };
}

const size = { columns: 80, rows: 24 };
const sshAt = (port: number): SessionPeerFrame => ({
  open: { target: { kind: 'ssh', host: '127.0.0.1', port, user: 'ann' }, by: 'Ann', ...size },
});

async function sshPeer(script: Parameters<typeof startSshPeer>[0] = {}) {
  const peer = await startSshPeer({
    onLogIn: (attempt) => {
      if (attempt.method === 'keyboard-interactive')
        attempt.prompt([{ prompt: 'Password: ', echo: false }], (answers) => {
          if (answers[0] === 'secret') attempt.accept();
          else attempt.reject();
        });
      else attempt.reject(['keyboard-interactive']);
    },
    ...script,
  });
  onTestFinished(() => peer.close());
  return peer;
}

async function logIn({ peer }: Served, password = 'secret'): Promise<void> {
  await peer.reaches('asking-host-key');
  peer.send({ hostKey: true });
  await peer.reaches('asking-log-in');
  peer.send({ logIn: [password] });
}

describe('a session', () => {
  test('from the question about the host key to its end, in order', async () => {
    const host = await startedHost();
    const { port } = await sshPeer();
    const terminal = serve(host);
    const { peer, served } = terminal;
    peer.send(sshAt(port));
    await logIn(terminal);
    await peer.reaches('open');
    peer.send({ input: 'show circuits\r' });
    await peer.sees('show circuits');
    peer.send({ paste: 'one\ntwo\u001b[201~', isBracketed: false });
    await peer.sees('one\rtwo[201~');
    peer.send({ close: true });
    await peer.closed;
    await served;
    expect(peer.facts()).toMatchObject({ name: null, address: `127.0.0.1:${port}`, how: 'ssh as ann', content: 'none', isTl1: false });
    expect(peer.states).toMatchObject([
      { kind: 'connecting' },
      {
        kind: 'asking-host-key',
        host: '127.0.0.1',
        port,
        keyType: 'ssh-ed25519',
        fingerprint: expect.stringMatching(/^SHA256:/) as string,
      },
      { kind: 'connecting' },
      { kind: 'asking-log-in', prompts: [{ text: 'Password:', isEchoed: false }] },
      { kind: 'connecting' },
      { kind: 'open' },
      { kind: 'closed', by: 'us' },
    ]);
    const told = (await host.history(20)).map(({ event }) => event);
    expect(told).toEqual(['session.began', 'host-key.accepted', 'session.opened', 'session.ended']);
    expect(JSON.stringify(await host.history(20))).not.toContain('secret');
  });

  test('with a key that has changed never opens, says where, and is asked anew once the key was forgotten', async () => {
    const host = await startedHost();
    const first = await sshPeer({ hostKeys: [keyPair().private] });
    const before = serve(host);
    before.peer.send(sshAt(first.port));
    await logIn(before);
    await before.peer.reaches('open');
    before.hangUp();
    await before.served;
    await first.close();
    await sshPeer({ hostKeys: [keyPair().private], port: first.port });
    const { peer, served } = serve(host);
    peer.send(sshAt(first.port));
    expect(await peer.reaches('closed')).toMatchObject({
      by: 'fault',
      code: 'host-key-changed',
      text: expect.stringMatching(/another host key than the pinned one.*Nothing was sent/) as string,
      address: { host: '127.0.0.1', port: first.port },
    });
    await served;
    expect(await host.forgetHostKey('127.0.0.1', first.port, 'Ann')).toEqual({ kind: 'received' });
    const again = serve(host);
    again.peer.send(sshAt(first.port));
    await again.peer.reaches('asking-host-key');
    again.hangUp();
    await again.served;
  });

  test('ends where its peer goes, and where the host ends', async () => {
    const host = await startedHost();
    const { port } = await sshPeer();
    for (const end of [
      (each: Served) => {
        each.hangUp();
      },
      (each: Served) => {
        each.ending.abort();
      },
    ]) {
      const terminal = serve(host);
      terminal.peer.send({ ...sshAt(port) });
      await terminal.peer.until(() =>
        terminal.peer.states.at(-1)?.kind !== 'connecting' && terminal.peer.states.length > 0 ? true : undefined,
      );
      end(terminal);
      await terminal.served;
    }
    expect((await host.history(20)).filter(({ event }) => event === 'session.ended')).toHaveLength(2);
  });

  test('that is open when the host ends says why', async () => {
    const host = await startedHost();
    const { port } = await sshPeer();
    const terminal = serve(host);
    terminal.peer.send(sshAt(port));
    await logIn(terminal);
    await terminal.peer.reaches('open');
    terminal.ending.abort();
    expect(await terminal.peer.reaches('closed')).toEqual({
      kind: 'closed',
      by: 'fault',
      text: expect.stringMatching(/^the host was ended/) as string,
    });
    await terminal.served;
  });

  test('is for nobody who only looks; a signed-in operator has it under his own name', async () => {
    const host = await startedHost();
    const account = { account: 'zoe', kind: 'account', isBeyond: true } as const;
    const looking = serve(host, undefined, systemClock, { ...account, role: 'viewer' });
    looking.peer.send({ open: { target: { kind: 'telnet', host: '127.0.0.1', port: 1 }, by: 'Ann', ...size } });
    expect(await looking.peer.reaches('closed')).toMatchObject({
      by: 'fault',
      text: 'viewer zoe may not open sessions at switches; ask an operator or administrator',
    });
    await looking.served;
    expect(JSON.stringify(await host.history(10))).not.toContain('session.');
    const operating = serve(host, undefined, systemClock, { ...account, role: 'operator' });
    operating.peer.send({ open: { target: { kind: 'telnet', host: '127.0.0.1', port: 1 }, by: 'Ann', ...size } });
    expect(await operating.peer.reaches('closed')).toMatchObject({ code: 'unreachable' });
    await operating.served;
    const told = JSON.stringify(await host.history(10));
    expect(told).toContain('zoe');
    expect(told).not.toContain('Ann');
  });

  test('to what cannot be reached says so, with the remedy', async () => {
    const host = await startedHost();
    const { peer, served } = serve(host);
    peer.send({ open: { target: { kind: 'telnet', host: '127.0.0.1', port: 1 }, by: 'Ann', ...size } });
    expect(await peer.reaches('closed')).toMatchObject({ by: 'fault', code: 'unreachable' });
    await served;
    const unknown = serve(host);
    unknown.peer.send({ open: { target: { kind: 'switch', switchId: 'nowhere' }, by: 'Ann', ...size } });
    expect(await unknown.peer.reaches('closed')).toMatchObject({
      by: 'fault',
      text: expect.stringMatching(/nowhere is not known/) as string,
    });
    await unknown.served;
  });

  test('that nobody opens does not wait for ever', async () => {
    const host = await startedHost();
    const clock = new VirtualClock();
    const { peer, served } = serve(host, undefined, clock);
    await clock.run(30_000);
    expect(await peer.closed).toMatch(/no session was asked for within 30 s/);
    await served;
  });
});

test.each<readonly [string, readonly (string | Uint8Array | object)[]]>([
  ['no JSON', ['{']],
  ['no frame', ['{"unheardOf":1}']],
  ['bytes', [new Uint8Array([1, 2, 3])]],
  ['input before it is open', [{ input: 'x' }]],
  ['a target that is none', [{ open: { target: { kind: 'file', path: '/etc/passwd' }, by: 'Ann', ...size } }]],
  ['a terminal without an end', [{ open: { target: { kind: 'telnet', host: 'x', port: 23 }, by: 'Ann', columns: 1e9, rows: 1 } }]],
  ['nobody', [{ open: { target: { kind: 'telnet', host: 'x', port: 23 }, by: '', ...size } }]],
  ['two openings', [sshAt(1), sshAt(1)]],
  ['too much at once', [sshAt(1), { input: 'x'.repeat(65_537) }]],
  ['a paste too much', [sshAt(1), { paste: 'x'.repeat(1024 * 1024 + 1), isBracketed: false }]],
])('a peer that sends %s is told, and sent away', async (_what, frames) => {
  const host = await startedHost();
  const { peer, served } = serve(host);
  for (const frame of frames) peer.send(typeof frame === 'string' || frame instanceof Uint8Array ? frame : JSON.stringify(frame));
  expect(await peer.closed).not.toBe('');
  expect(peer.states.at(-1)).toMatchObject({ kind: 'closed', by: 'fault' });
  await served;
});

test('who says to have seen more than was sent is sent away', async () => {
  const host = await startedHost();
  const { port } = await sshPeer();
  const terminal = serve(host);
  terminal.peer.send(sshAt(port));
  await logIn(terminal);
  await terminal.peer.reaches('open');
  terminal.peer.send({ shown: 1_000_000 });
  expect(await terminal.peer.closed).toMatch(/cannot have been shown/);
  await terminal.served;
});

describe('the lab’s switch', () => {
  let exercise: SwitchExercise;
  beforeAll(async () => {
    exercise = await startSwitchExercise();
  });
  afterAll(() => exercise.end());

  async function withSwitch() {
    const host = await startedHost();
    const { user, password } = exercise.unit;
    const address = {
      host: '127.0.0.1',
      port: exercise.unit.tl1.tcp,
      tid: '',
      user,
      password,
      transport: { kind: 'tcp' as const, isPlainAllowed: true },
    };
    const ports = { switchId: 'lab', hostKeys: host.hostKeys, clock: systemClock, random: systemRandom };
    host.reachSwitch('lab', () => Promise.resolve(address));
    await host.connectSwitch({ id: 'lab', name: 'Lab access 1', limits: usualSwitchLimits }, createTl1At(address, ports));
    await host.resume();
    const terminal = serve(host);
    terminal.peer.send({ open: { target: { kind: 'switch', switchId: 'lab' }, by: 'Ann', ...size } });
    await terminal.peer.reaches('open');
    terminal.peer.send({ input: `ACT-USER::${user}:T1::${password};` });
    await terminal.peer.sees('M  T1 COMPLD');
    return { ...terminal, host };
  }

  test('TL1 typed by hand: what would take circuits down waits for the operator', async () => {
    const { peer, served, host, hangUp } = await withSwitch();
    expect(peer.facts()).toMatchObject({ name: 'Lab access 1', how: 'tl1 over tcp', isTl1: true });
    await host.addPath(pathRequest({ switchId: 'lab', quarantineMs: 0 }), 'Ann');
    await host.orderCircuits(circuitRequests(1, 3), 'Ann');
    await waitUntil(async () => (await host.circuitOrders({ pathId: 'VP-1', states: ['active'] })).length === 3);
    peer.send({ input: 'ED-CRS-VC::NTVCL-3-32,LTVCL-1-1-1-2-0-35:T2::::OOS;' });
    const held = await peer.until(() => peer.held[0]);
    expect(held).toEqual({
      number: 1,
      commands: ['ED-CRS-VC::NTVCL-3-32,LTVCL-1-1-1-2-0-35:T2::::OOS;'],
      title: 'this line takes 1 cross-connection down',
      text: '1 circuit of user 1 on VP 3 (Northern Broadband).',
    });
    peer.send({ held: 1, isSent: false });
    peer.send({ input: 'RTRV-CRS-VC::NTVCL-3-32:T3;' });
    await peer.sees('M  T3 COMPLD');
    expect(peer.seen()).not.toContain('M  T2');
    expect(peer.seen()).toContain('"NTVCL-3-32,LTVCL-1-1-1-2-0-35:::IS"');
    peer.send({ paste: 'ED-CRS-VC::NTVCL-3-32,LTVCL-1-1-1-2-0-35:T4::::OOS;\nRTRV-HDR:::T5;\n', isBracketed: false });
    expect(await peer.until(() => peer.held[1])).toMatchObject({
      number: 2,
      commands: [expect.stringMatching(/^ED-/) as string, 'RTRV-HDR:::T5;'],
    });
    peer.send({ held: 2, isSent: true });
    await peer.sees('M  T4 COMPLD');
    await peer.sees('M  T5 COMPLD');
    expect((await host.history(200)).filter(({ event }) => event === 'session.line-sent')).toMatchObject([
      { subject: 'lab', text: expect.stringMatching(/^by Ann, told before that this line takes 1 cross-connection down/) as string },
    ]);
    hangUp();
    await served;
  });

  test('TL1 typed into its command session, key by key: the key that would carry it out waits', async () => {
    const { host, hangUp: leave, served: left } = await withSwitch();
    const { user, password } = exercise.unit;
    const { peer, served, hangUp } = serve(host);
    const type = (text: string): void => {
      for (const input of text) peer.send({ input });
    };
    peer.send({ open: { target: { kind: 'telnet', host: '127.0.0.1', port: exercise.unit.raw.telnet }, by: 'Ann', ...size } });
    await peer.sees('login: ');
    type(`${user}\r`);
    await peer.sees('password: ');
    type(`${password}\r`);
    await peer.sees('SW-LAB-1> ');
    type('tl1\r');
    await peer.sees('TL1');
    type(`ACT-USER::${user}:T1::${password};`);
    await peer.sees('T1 COMPLD');
    type('DLT-VCL::NTVCL-9-100:T2;');
    expect(await peer.until(() => peer.held[0])).toMatchObject({
      commands: ['DLT-VCL::NTVCL-9-100:T2;'],
      title: 'this line takes 1 circuit down',
      text: 'No circuit in use is among them.',
    });
    peer.send({ held: 1, isSent: true });
    await peer.sees('T2 DENY');
    hangUp();
    leave();
    await Promise.all([served, left]);
  });

  test('a paste that the window calls bracketed waits all the same, and so does a line that was edited', async () => {
    const host = await startedHost();
    const { user, password } = exercise.unit;
    const { peer, served, hangUp } = serve(host);
    peer.send({ open: { target: { kind: 'telnet', host: '127.0.0.1', port: exercise.unit.raw.telnet }, by: 'Ann', ...size } });
    await peer.sees('login: ');
    peer.send({ input: `${user}\r` });
    await peer.sees('password: ');
    peer.send({ input: `${password}\r` });
    await peer.sees('SW-LAB-1> ');
    peer.send({ paste: 'DLT-VCL::NTVCL-9-100:T2;\n', isBracketed: true });
    expect(await peer.until(() => peer.held[0])).toMatchObject({ commands: ['DLT-VCL::NTVCL-9-100:T2;'] });
    peer.send({ held: 1, isSent: false });
    for (const input of ['LT-VCL::NTVCL-9-100:T2', '\u001b[H', 'D', '\r']) peer.send({ input });
    expect(await peer.until(() => peer.held[1])).toMatchObject({
      title: 'this line may take something down',
      text: expect.stringMatching(/edited with keys that only the other side follows.*Ctrl\+C gives it up/) as string,
    });
    hangUp();
    await served;
  });

  test('fifty megabytes to a slow reader: bounded, nothing lost, in order', { timeout: 120_000 }, async () => {
    const host = await startedHost();
    const { user, password } = exercise.unit;
    let rest = '';
    let next: number | null = null;
    let isInOrder = true;
    let bytes = 0;
    let unshown = 0;
    let mostUnshown = 0;
    const prompt = 'SW-LAB-1> ';
    const { peer, served } = serve(host, (chunk, at) => {
      bytes += chunk.length;
      unshown += chunk.length;
      mostUnshown = Math.max(mostUnshown, unshown);
      const lines = (rest + Buffer.from(chunk).toString('latin1')).split('\r\n');
      rest = lines.pop() ?? '';
      for (const line of lines) {
        const number = /^\s*([0-9]+)\b/.exec(line)?.[1];
        if (number === undefined) continue;
        isInOrder &&= next === null || Number(number) === next;
        next = Number(number) + 1;
      }
      // It shows what it has in one go, late.
      if (unshown === chunk.length)
        setImmediate(() =>
          setImmediate(() => {
            at().send({ shown: unshown });
            unshown = 0;
          }),
        );
      if (rest.endsWith('login: ')) at().send({ input: `${user}\r` });
      else if (rest.endsWith('password: ')) at().send({ input: `${password}\r` });
      else if (rest === prompt && bytes < 100_000) at().send({ input: 'flood 50\r' });
      else if (rest === prompt) at().send({ close: true });
    });
    peer.send({ open: { target: { kind: 'telnet', host: '127.0.0.1', port: exercise.unit.raw.telnet }, by: 'Ann', ...size } });
    await peer.reaches('closed');
    await served;
    expect(isInOrder).toBe(true);
    expect(next).toBe(1_000_001);
    expect(mostUnshown).toBeLessThan(1.5 * 2 ** 20);
  });

  test('who shows nothing is sent no more than is held back', { timeout: 60_000 }, async () => {
    const host = await startedHost();
    const { user, password } = exercise.unit;
    let bytes = 0;
    let seen = '';
    const { peer, served, hangUp } = serve(host, (chunk, at) => {
      bytes += chunk.length;
      seen = seen.slice(-100) + Buffer.from(chunk).toString('latin1');
      if (seen.endsWith('login: ')) at().send({ input: `${user}\r` });
      else if (seen.endsWith('password: ')) at().send({ input: `${password}\r` });
      else if (seen.endsWith('SW-LAB-1> ')) at().send({ input: 'flood 50\r' });
    });
    peer.send({ open: { target: { kind: 'telnet', host: '127.0.0.1', port: exercise.unit.raw.telnet }, by: 'Ann', ...size } });
    await peer.until(() => (bytes > 2 ** 20 ? true : undefined));
    // What more comes of it comes within the turns that follow.
    for (let turn = 0; turn < 2_000; turn += 1) await new Promise((resolve) => setImmediate(resolve));
    expect(bytes).toBeLessThan(1.5 * 2 ** 20);
    hangUp();
    await served;
  });
});
