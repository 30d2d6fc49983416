import { expect, test } from 'vitest';
import type { CarrierLink, CarrierLinkEvent } from '../carriers/carrier-link';
import type { IdentityFiles, Manager } from '../carriers/manager';
import { standardMapping } from '../carriers/mapping';
import { startedWorld } from './testing/started-world';

const because = { by: 'Ann', reason: 'their upgrade' };
const filesOf = (name: string): IdentityFiles => ({ certFile: name, keyFile: `${name} key` });

/** Its manager lets us in with any certificate, but what a link with one tells first is the test's. */
async function begun() {
  const { host, world } = await startedWorld();
  const made: string[] = [];
  const firstWord = new Map<string, Omit<Extract<CarrierLinkEvent, { kind: 'down' }>, 'atMs'>>();
  const linkWith = (name: string): CarrierLink => {
    made.push(name);
    const link = world.beta.link();
    const open = link.open.bind(link);
    link.open = (onEvent) => {
      const word = firstWord.get(name);
      if (word) void onEvent({ ...word, atMs: world.clock.now() });
      else open(onEvent);
    };
    return link;
  };
  const managerWith = (name: string): Manager => ({
    ...{ url: 'https://beta.example', mapping: standardMapping, authorities: [], files: filesOf(name) },
    ours: [{ subject: name, issuer: '', names: [], serial: name, validFromMs: 0, validToMs: 4e12, fingerprint: name }],
    link: () => linkWith(name),
    renewed: async ({ certFile }) => ({ kind: 'manager', manager: managerWith(certFile) }),
    probe: async () => ({ kind: 'accepted', protocol: 'TAPI', presented: [], roundTripMs: 1 }),
  });
  const former = managerWith('former');
  await host.connectCarrier({ id: 'beta', name: 'beta', role: 'both' }, former.link(), former);
  const settle = async () => {
    await world.clock.run(10);
    await host.settled();
  };
  await settle();
  const renew = (isAtOnce: boolean) => host.renewCertificate('beta', filesOf('next'), { isAtOnce, by: 'Ann' });
  const used = () => ({ last: made.at(-1), files: host.showLink('beta').files?.certFile, next: host.showLink('beta').next?.subject });
  const isUp = () => !host.network.view.isStale('beta');
  return { host, world, firstWord, settle, renew, used, isUp, made };
}

test('a resumption takes up the certificate that was to be used next', async () => {
  const { host, settle, renew, used, isUp } = await begun();
  await host.holdLink('beta', 'disconnected', because);
  expect(await renew(true)).toMatchObject({ text: expect.stringContaining('after a restart of the host too') as string });
  expect(used()).toEqual({ last: 'former', files: 'former', next: 'next' });
  await host.resumeLink('beta', because);
  await settle();
  expect(used()).toEqual({ last: 'next', files: 'next', next: undefined });
  expect(isUp()).toBe(true);
});

test('disconnected and resumed while it is tried: it is tried again', async () => {
  const { host, firstWord, settle, renew, used } = await begun();
  firstWord.set('next', { kind: 'down', reason: 'the manager restarts' });
  await renew(true);
  await settle();
  await host.holdLink('beta', 'disconnected', because);
  await settle();
  expect(used()).toMatchObject({ files: 'former', next: 'next' });
  firstWord.clear();
  await host.resumeLink('beta', because);
  await settle();
  expect(used()).toEqual({ last: 'next', files: 'next', next: undefined });
});

test('one is given up for what is said of it, not for words like those', async () => {
  const { host, firstWord, settle, renew, used, made, isUp } = await begun();
  firstWord.set('next', { kind: 'down', reason: 'closed before TLS was established: the manager’s certificate was not shown' });
  await renew(true);
  await settle();
  expect(used()).toEqual({ last: 'next', files: 'former', next: 'next' });
  expect(made.filter((name) => name === 'next')).toHaveLength(1);
  firstWord.set('next', { kind: 'down', reason: 'it turned us down', isOurCertificate: true });
  await renew(true);
  await settle();
  expect(used()).toEqual({ last: 'former', files: 'former', next: undefined });
  expect(isUp()).toBe(true);
  expect((await host.history(50)).filter(({ event }) => event === 'certificate.refused')).toHaveLength(1);
});

test('one that is turned down does not bring a link back that was disconnected meanwhile', async () => {
  const { host, firstWord, settle, renew, used, isUp } = await begun();
  firstWord.set('next', { kind: 'down', reason: 'it turned us down', isOurCertificate: true });
  const renewing = renew(true);
  const stop = host.onEvent((event) => {
    if (event.kind === 'history.added' && event.entry.event === 'certificate.refused') void host.holdLink('beta', 'disconnected', because);
  });
  await renewing;
  await settle();
  stop();
  expect(isUp()).toBe(false);
  expect(used().last).toBe('next');
  await host.resumeLink('beta', because);
  await settle();
  expect(used()).toEqual({ last: 'former', files: 'former', next: undefined });
  expect(isUp()).toBe(true);
});
