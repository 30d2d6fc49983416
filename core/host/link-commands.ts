import { resolve } from 'node:path';
import type { IdentityFiles, Manager } from '../carriers/manager';
import { refused, whatIsMissing, wordsOf, type Intervention, type Refused } from '../interventions/intervention';
import { holdLink, resumeLink } from '../interventions/hold-link';
import { holdWords, type LinkHoldKind } from '../model/link-hold';
import { removeCarrier } from '../interventions/remove-carrier';
import type { HostParts } from './host-parts';
import type { CarrierConfiguration } from './carrier-keeping';
import type { LinkRegistry } from './link-registry';
import type { LinkWork } from './link-work';
import type { Submission } from './submission';

export type RenewalAnswer = { readonly kind: 'received'; readonly text: string } | Refused;
export type TriedAnswer =
  { readonly kind: 'tried'; readonly manager: Manager; readonly protocol: string; readonly roundTripMs: number } | Refused;
export type RemovalAnswer = { readonly kind: 'removed'; readonly configuration: string } | Refused;

/** Dedicated links in the operator's hand. Whatever is refused has changed nothing. */
export interface LinkCommands {
  /** Durable until it is resumed, over restarts too. */
  holdLink(carrierId: string, kind: LinkHoldKind, intervention: Intervention): Promise<Submission>;
  resumeLink(carrierId: string, intervention: Intervention): Promise<Submission>;
  /** Whether the manager lets us in with another certificate, on a connection of its own; nothing is changed. */
  tryCertificate(carrierId: string, files: IdentityFiles): Promise<TriedAnswer>;
  /** Tried first; the former is used until the new one has worked. Durable until then, over restarts too. */
  renewCertificate(
    carrierId: string,
    files: IdentityFiles,
    how: { readonly isAtOnce: boolean; readonly by: string },
  ): Promise<RenewalAnswer>;
  /** Refused with what runs over it. What ended orders name of it stays in the store. */
  removeCarrier(carrierId: string, intervention: Intervention): Promise<RemovalAnswer>;
}

export function linkCommands(
  { engine, notices }: HostParts,
  work: LinkWork,
  registry: LinkRegistry,
  configuration: CarrierConfiguration | null,
): LinkCommands {
  const { network } = engine;
  const { view } = network;
  const unknown = (carrierId: string): Refused | null =>
    view.carriers.has(carrierId)
      ? null
      : refused(
          `carrier ${carrierId} is not known; ${view.carriers.size > 0 ? `known are ${[...view.carriers.keys()].join(', ')}` : 'none is'}`,
        );

  const tryFiles = async (carrierId: string, files: IdentityFiles): Promise<TriedAnswer> => {
    const manager = registry.managerOf(carrierId);
    if (!manager)
      return (
        unknown(carrierId) ??
        refused(`${view.carrierName(carrierId)} was not connected since the host began: connect it with the new certificate`)
      );
    const renewed = await manager.renewed(files);
    if (renewed.kind === 'refused') return renewed;
    const [own, present] = [renewed.manager.ours[0], manager.ours[0]];
    if (own && own.fingerprint === present?.fingerprint)
      return refused(`${files.certFile} is the certificate that is in use already (SHA-256 ${own.fingerprint}): name the new one`);
    const probe = await renewed.manager.probe();
    if (probe.kind === 'refused') return refused(`the manager was asked with it, and does not let us in: ${probe.message}`);
    return { kind: 'tried', manager: renewed.manager, protocol: probe.protocol, roundTripMs: probe.roundTripMs };
  };

  return {
    async holdLink(carrierId, kind, intervention) {
      const missing = whatIsMissing(intervention);
      if (missing !== null) return refused(missing);
      const unfit = unknown(carrierId);
      if (unfit) return unfit;
      if (view.fileSources.has(carrierId)) return refused(`${view.carrierName(carrierId)} is known from files alone: it has no link`);
      const held = await notices.take(() => holdLink(engine, carrierId, kind, intervention));
      if (held.kind === 'refused') return held;
      const words = holdWords(held.hold);
      if (kind === 'paused') registry.recordOf(carrierId).noteLink('paused', words, 'minor');
      else await work.disconnect(carrierId, words);
      if (held.was) await notices.take(() => notices.onNews([]));
      return { kind: 'received' };
    },
    async resumeLink(carrierId, intervention) {
      const missing = whatIsMissing(intervention);
      if (missing !== null) return refused(missing);
      const unfit = unknown(carrierId);
      if (unfit) return unfit;
      const resumed = await notices.take(async () => {
        const outcome = await resumeLink(engine, carrierId, intervention);
        if (outcome.kind === 'resumed') await notices.onNews([]);
        return outcome;
      });
      if (resumed.kind === 'refused') return resumed;
      registry.recordOf(carrierId).noteLink('resumed', `resumed by ${wordsOf(intervention)}`);
      if (resumed.was.kind === 'disconnected') await work.reconnect(carrierId);
      return { kind: 'received' };
    },
    tryCertificate: tryFiles,
    async renewCertificate(carrierId, files, { isAtOnce, by }) {
      const tried = await tryFiles(carrierId, files);
      if (tried.kind === 'refused') return tried;
      const isHeld = view.linkHolds.get(carrierId)?.kind === 'disconnected';
      const [own] = tried.manager.ours;
      const isNow = isAtOnce && !isHeld;
      const text = `by ${by}: ${own?.subject ?? ''}, SHA-256 ${own?.fingerprint ?? ''}${isNow ? '' : '; used when the link is made anew'}`;
      const insteadOf = registry.managerOf(carrierId)?.ours[0]?.fingerprint ?? '';
      const standing = { carrierId, certFile: resolve(files.certFile), keyFile: resolve(files.keyFile), insteadOf, by };
      await work.renew({ manager: tried.manager, standing }, text, isAtOnce);
      const when = isNow
        ? 'the link is made anew with it; the former one is used until then.'
        : 'it is used when the link is made anew the next time, after a restart of the host too; the former one is used until then.';
      return { kind: 'received', text: `The manager lets us in with it: ${when}` };
    },
    async removeCarrier(carrierId, intervention) {
      const missing = whatIsMissing(intervention);
      if (missing !== null) return refused(missing);
      const unfit = unknown(carrierId);
      if (unfit) return unfit;
      const name = view.carrierName(carrierId);
      const removed = await notices.take(() => removeCarrier(engine, carrierId, `${name} removed by ${wordsOf(intervention)}`));
      if (removed.kind === 'refused') return removed;
      await work.forget(carrierId);
      registry.forget(carrierId);
      await notices.take(() => notices.onNews('everything'));
      return { kind: 'removed', configuration: (await configuration?.forget(carrierId)) ?? '' };
    },
  };
}
