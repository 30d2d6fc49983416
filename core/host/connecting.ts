import { createPrivateKey } from 'node:crypto';
import type { CarrierMapping } from '../carriers/mapping';
import { probeManager } from '../carriers/tapi/probe';
import { readManagerOnce, understand, type ManagerReading } from '../carriers/tapi/read-once';
import type { TlsIdentity } from '../carriers/tapi/restconf/identity';
import type { ConnectingAnswer, ConnectingShown, connectingPlan, ManagerAddress, PemKind, ProbeShown } from '../contract/connecting';
import type { CarrierAddress } from '../contract/inputs';
import type { Progress } from '../contract/procedure';
import type { Clock } from '../model/clock';
import { wordsOfError } from '../model/words-of-error';
import { certificatesIn } from '../tls-fault';
import { UnusableFileError } from './address-files';
import { mappingFrom, whatMoved } from './connecting-commands';
import type { Host } from './create-host';
import type { CarrierKeeping } from './carrier-keeping';
import { keptFiles } from './kept-files';
import { identityOf } from './manager-identity';
import type { z } from 'zod';

export interface ConnectingPorts {
  readonly host: Host;
  readonly clock: Clock;
  /** `mapping`: as it was previewed. */
  readonly connect: (address: CarrierAddress, mapping: CarrierMapping) => Promise<{ readonly kind: 'connected' } | Refusal>;
  /** null: what is connected is forgotten when the host ends. */
  readonly keeping: CarrierKeeping | null;
}

type Plan = z.output<typeof connectingPlan>;
type Outcome<Shown> = { readonly kind: 'shown'; readonly shown: Shown } | Refusal;
interface Refusal {
  readonly kind: 'refused';
  readonly message: string;
}

interface Call {
  readonly signal: AbortSignal;
  readonly onProgress: (progress: Progress) => void;
}

/** Connecting a carrier step by step: who is there, what it would bring, and then exactly that. */
export interface Connecting {
  keepPem(what: PemKind, pem: string): Outcome<string>;
  /** What a draft that was saved names goes with it. */
  heldByDraft(fields: Readonly<Record<string, unknown>>): void;
  /** Removes what was pasted and nothing needs any more: at the start, and whenever a draft or a carrier goes. Never rejects. */
  sweep(): Promise<void>;
  /** Why somebody beyond this machine may not name these files; null: he may, the host keeps them for whoever pastes them. */
  faultFromBeyond(address: ManagerAddress): string | null;
  probe(address: ManagerAddress, call: Call): Promise<Outcome<ProbeShown>>;
  preview(plan: Plan, isFresh: boolean, call: Call): Promise<Outcome<ConnectingShown>>;
  carryOut(plan: Plan, digest: string, by: string | undefined, call: Call): Promise<Outcome<ConnectingAnswer>>;
}

interface Kept {
  readonly key: string;
  readonly reading: ManagerReading;
  readonly fingerprint: string;
}

export function createConnecting({ host, clock, connect, keeping }: ConnectingPorts): Connecting {
  // What managers said a moment ago: while a mapping table is edited they are not asked again.
  const readings: Kept[] = [];
  const kept = keeping && keptFiles(host, clock, keeping);
  const previews = new Map<string, ConnectingShown>();

  const read = async (plan: Plan, mapping: CarrierMapping, isFresh: boolean, { signal, onProgress }: Call): Promise<Outcome<Kept>> => {
    const { address } = plan;
    const key = JSON.stringify([address, mapping.tapiVersion]);
    const known = readings.find((kept) => kept.key === key);
    if (known && !isFresh && clock.now() - known.reading.atMs < longestKeptMs) return { kind: 'shown', shown: known };
    const tell = (text: string, done: number): void => {
      onProgress({ text, done, total: 3 });
    };
    const tls = await identityOf(address);
    tell('looking who is there', 0);
    const probe = await probeManager({ url: address.url, tls, clock, signal });
    const failed = probe.checks.find(({ state }) => state === 'failed');
    const [leaf] = probe.certificates.manager;
    if (failed || !leaf) return refused(`the manager cannot be read: ${failed?.text ?? 'it shows no certificate'}`);
    const outcome = await readManagerOnce({
      ...{ url: address.url, tls, tapiVersion: mapping.tapiVersion, clock, signal },
      onStep: (text) => {
        tell(text, 1);
      },
    });
    if (outcome.kind === 'failed') return refused(outcome.reason);
    tell('working out what it would change', 2);
    const latest: Kept = { key, reading: outcome.reading, fingerprint: leaf.fingerprint };
    readings.splice(0, readings.length, latest, ...readings.filter((one) => one.key !== key).slice(0, mostKept - 1));
    // A whole network each: none outlasts its use.
    clock.after(longestKeptMs, () => {
      const at = readings.indexOf(latest);
      if (at >= 0) readings.splice(at, 1);
    });
    return { kind: 'shown', shown: latest };
  };

  const preview = async (plan: Plan, isFresh: boolean, call: Call): Promise<Outcome<ConnectingShown>> => {
    const wrong = otherAt(host, plan);
    if (wrong !== null) return refused(wrong);
    const mapping = mappingFrom(plan.mapping);
    if ('errors' in mapping) return refused(mapping.errors.join('; '));
    try {
      const outcome = await read(plan, mapping, isFresh, call);
      if (outcome.kind === 'refused') return outcome;
      const { reading, fingerprint } = outcome.shown;
      const shown = await host.previewConnecting({
        ...{ carrier: plan.carrier, mapping, address: plan.address, fingerprint },
        ...{ tapiVersion: reading.dialect.version, readAtMs: reading.atMs, understood: understand(reading, mapping) },
      });
      previews.delete(shown.digest);
      previews.set(shown.digest, shown);
      clock.after(longestKeptMs, () => {
        if (previews.get(shown.digest) === shown) previews.delete(shown.digest);
      });
      for (const old of [...previews.keys()].slice(0, -mostKept)) previews.delete(old);
      return { kind: 'shown', shown };
    } catch (error) {
      if (error instanceof UnusableFileError) return refused(error.message);
      throw error;
    }
  };

  return {
    keepPem(what, pem) {
      if (kept === null) return refused('this host keeps no files: name files that are on its machine');
      const fit = fitPem(what, pem);
      if (fit.kind === 'refused') return fit;
      try {
        return { kind: 'shown', shown: kept.keepPem(what, fit.shown) };
      } catch (error) {
        return refused(`${pemWords[what]} cannot be written down on the host’s machine: ${wordsOfError(error)}`);
      }
    },
    heldByDraft: (fields) => kept?.heldByDraft(fields),
    sweep: async () => kept?.sweep(),
    faultFromBeyond({ caFile, certFile, keyFile }) {
      const named = [caFile, certFile, keyFile].find((file) => keeping?.isKept(file) !== true);
      return named === undefined
        ? null
        : `${named} is a file of the host's machine, and you ask from beyond it: load or paste it instead, or connect the carrier there`;
    },
    async probe(address, { signal }) {
      let tls: TlsIdentity;
      try {
        tls = await identityOf(address);
      } catch (error) {
        if (error instanceof UnusableFileError) return refused(error.message);
        throw error;
      }
      return { kind: 'shown', shown: { ...(await probeManager({ url: address.url, tls, clock, signal })), atMs: clock.now() } };
    },
    preview,
    async carryOut(plan, digest, by, call) {
      const before = previews.get(digest) ?? null;
      const now = await preview(plan, true, call);
      if (now.kind === 'refused') return now;
      if (now.shown.digest !== digest) {
        const moved = whatMoved(before, now.shown, digest);
        const message = 'Nothing is connected: what you looked at has moved since. Look at what it is now, and connect that.';
        return { kind: 'shown', shown: { kind: 'changed', message, moved, preview: now.shown } };
      }
      const mapping = mappingFrom(plan.mapping);
      if ('errors' in mapping) return refused(mapping.errors.join('; '));
      let address: CarrierAddress = { ...plan.carrier, ...plan.address };
      let written: ReturnType<CarrierKeeping['keepCarrier']> | null = null;
      try {
        if (keeping !== null) {
          if (Object.keys(plan.mapping).length > 0)
            address = { ...address, mappingFile: keeping.keepMapping(plan.carrier.id, plan.mapping) };
          written = keeping.keepCarrier(address);
        }
      } catch (error) {
        await kept?.sweep();
        return refused(`nothing is connected, for it could not be written down for the next start: ${wordsOfError(error)}`);
      }
      let outcome: Awaited<ReturnType<typeof connect>>;
      try {
        outcome = await connect(address, mapping);
      } catch (error) {
        takenBack(written);
        throw error;
      }
      if (outcome.kind === 'refused') {
        const left = takenBack(written);
        await kept?.sweep();
        return refused(`${outcome.message}${left}`);
      }
      await kept?.sweep();
      await host.recordAct('carrier.connect-asked', plan.carrier.id, by, `${plan.address.url}, certificate ${now.shown.fingerprint}`);
      return { kind: 'shown', shown: { kind: 'connected', carrierId: plan.carrier.id, keptIn: written?.keptIn ?? null } };
    },
  };
}

/** Takes back what was written down for a carrier that could not be connected; in words, where that was not to be done: empty where it was. */
function takenBack(written: ReturnType<CarrierKeeping['keepCarrier']> | null): string {
  try {
    written?.putBack();
    return '';
  } catch (error) {
    return `; it stays in ${written?.keptIn ?? ''}, which could not be put back (${wordsOfError(error)}): take it out there, or the next start connects it`;
  }
}

/** One manager is one carrier: a second link to it would list everything twice. */
function otherAt({ registry, network: { view } }: Host, { carrier, address }: Plan): string | null {
  const { origin } = new URL(address.url);
  const other = [...view.carriers.keys()].find((id) => {
    const url = registry.managerOf(id)?.url;
    return id !== carrier.id && url !== undefined && URL.canParse(url) && new URL(url).origin === origin;
  });
  return other === undefined
    ? null
    : `${origin} is connected already, as ${view.carrierName(other)} (${other}): correct the address, or take the id ${other} to connect it anew`;
}

const pemWords: Readonly<Record<PemKind, string>> = {
  authority: 'the carrier’s authority',
  certificate: 'our certificate',
  key: 'our key',
};

/** Only what it is to be: a key that was pasted along with a certificate is not kept beside it. */
function fitPem(what: PemKind, pem: string): Outcome<string> {
  const certificates = certificatesIn(pem);
  if (what === 'key') {
    const key = /-----BEGIN [A-Z ]*PRIVATE KEY-----[^-]+-----END [A-Z ]*PRIVATE KEY-----/.exec(pem)?.[0];
    if (key === undefined)
      return refused(
        certificates === null
          ? 'this is no private key in PEM: it begins with -----BEGIN PRIVATE KEY-----; convert it, or take the right file'
          : 'this is a certificate, and the key is asked for: take the file that begins with -----BEGIN PRIVATE KEY-----',
      );
    try {
      createPrivateKey(key);
    } catch {
      return refused(
        'this key cannot be read: it may have a passphrase; save it without one ("openssl pkey -in KEY -out NEW"), for its owner alone',
      );
    }
    return { kind: 'shown', shown: `${key}\n` };
  }
  if (certificates !== null) return { kind: 'shown', shown: certificates.map((certificate) => certificate.toString()).join('') };
  return refused(
    /PRIVATE KEY-----/.test(pem)
      ? `this is a private key, and ${pemWords[what]} is asked for: take the file that begins with -----BEGIN CERTIFICATE-----; the key was not kept`
      : `this is no certificate in PEM: ${pemWords[what]} begins with -----BEGIN CERTIFICATE-----; have it converted, or take the right file`,
  );
}

const refused = (message: string): Refusal => ({ kind: 'refused', message });

const mostKept = 4;
const longestKeptMs = 10 * 60_000;
