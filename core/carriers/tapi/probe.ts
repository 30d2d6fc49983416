import type { X509Certificate } from 'node:crypto';
import { isIP } from 'node:net';
import type { CertificateFacts } from '../../model/certificate';
import type { Clock } from '../../model/clock';
import { certificatesIn } from '../../tls-fault';
import { factsInPem, factsOf, namesOf } from '../record/certificate-facts';
import { standardLimits } from './limits';
import { createRestconfClient } from './restconf/client';
import { discover } from './restconf/discovery';
import { explainFailure, refusedOurs } from './restconf/failure';
import { faultInIdentity, type TlsIdentity } from './restconf/identity';
import { lookAt, type PeerLook } from './restconf/look';

export interface ProbeOptions {
  readonly url: string;
  readonly tls: TlsIdentity;
  readonly clock: Clock;
  readonly signal: AbortSignal;
  readonly timeoutMs?: number;
}

const order = ['held', 'reached', 'name', 'validity', 'authority', 'accepted', 'manager', 'version'] as const;
type CheckId = (typeof order)[number];

export interface Check {
  readonly id: CheckId;
  readonly state: 'passed' | 'doubted' | 'failed' | 'not-tried';
  readonly text: string;
}

export interface Probe {
  readonly isUsable: boolean;
  readonly checks: readonly Check[];
  readonly certificates: Readonly<Record<'manager' | 'authority' | 'ours', readonly CertificateFacts[]>>;
  readonly tls: { readonly protocol: string; readonly cipher: string } | null;
  readonly tapiVersion: string | null;
}

/**
 * Finds out what is at an address: whether it is reached, who it says that it is and whether that is to be believed, whether it lets us in, and what it speaks. Each
 * check is told for itself, so that two things that are wrong are both seen. Nothing is sent before the peer is known to be the carrier's; nothing is changed there.
 */
export async function probeManager(options: ProbeOptions): Promise<Probe> {
  const { url, tls, clock, signal, timeoutMs = usualTimeoutMs } = options;
  const checks = new Map<CheckId, Check>();
  const tell = (id: CheckId, state: Check['state'], text: string): void => void checks.set(id, { id, state, text });
  const address = new URL(url);
  const fault = faultInIdentity(tls, clock.now());
  if (fault === null) tell('held', 'passed', 'our certificate is in force, and the key belongs to it');
  else tell('held', 'failed', fault);

  const own = fault === null ? { certPem: tls.certPem, keyPem: tls.keyPem } : null;
  const caPem = certificatesIn(tls.caPem) === null ? '' : tls.caPem;
  const { serverName } = tls;
  const look = await lookAt(address, { caPem, own, ...(serverName === undefined ? {} : { serverName }) }, { clock, timeoutMs, signal });
  let version: string | null = null;
  if (look.kind === 'seen') {
    tell('reached', 'passed', `${address.host} answers with ${look.protocol}, ${look.cipher}`);
    const isKnown = judgePeer(look, options, address, tell);
    if (isKnown && fault === null) version = await ask(options, timeoutMs, tell);
  } else {
    const words = explainFailure(look.error, { host: address.host, isSecuredButUnanswered: false });
    if (words.startsWith(refusedOurs)) {
      tell('reached', 'passed', `${address.host} answers`);
      tell('accepted', 'failed', words);
    } else tell('reached', 'failed', words);
  }
  const all = order.map((id): Check => checks.get(id) ?? { id, state: 'not-tried', text: notTried });
  return {
    isUsable: all.every(({ state }) => state === 'passed' || state === 'doubted'),
    checks: all,
    certificates: {
      manager: look.kind === 'seen' ? look.chain.map(factsOf) : [],
      authority: factsInPem(tls.caPem),
      ours: factsInPem(tls.certPem),
    },
    tls: look.kind === 'seen' ? { protocol: look.protocol, cipher: look.cipher } : null,
    tapiVersion: version,
  };
}

const usualTimeoutMs = 10_000;
const notTried = 'not tried: what comes before it has to be right first';

type Tell = (id: CheckId, state: Check['state'], text: string) => void;

/** Whether it is the carrier's manager, by what we were given. */
function judgePeer({ chain, distrust }: PeerLook, { tls, clock }: ProbeOptions, address: URL, tell: Tell): boolean {
  const [leaf] = chain;
  if (!leaf) {
    tell('authority', 'failed', 'the manager shows no certificate: check that the address is the manager’s HTTPS port');
    return false;
  }
  const host = address.hostname.replace(/^\[|\]$/g, '');
  const wanted = tls.serverName ?? host;
  const isNamed = (isIP(wanted) === 0 ? leaf.checkHost(wanted) : leaf.checkIP(wanted)) !== undefined;
  if (isNamed) tell('name', 'passed', `its certificate is for ${wanted}`);
  else {
    const names = namesOf(leaf);
    const bears = names.length === 0 ? 'bears no host name at all' : `is for ${names.slice(0, 5).join(', ')}`;
    tell(
      'name',
      'failed',
      `its certificate ${bears}, not for ${wanted}: correct the address, give the name that it bears as server name if the carrier confirms it, or have the carrier add this one`,
    );
  }
  const [nowMs, fromMs, toMs] = [clock.now(), Date.parse(leaf.validFrom), Date.parse(leaf.validTo)];
  if (nowMs < fromMs)
    tell(
      'validity',
      'failed',
      `its certificate is not valid before ${minute(fromMs)}: check this machine's clock, and the certificate with the carrier`,
    );
  else if (nowMs > toMs)
    tell(
      'validity',
      'failed',
      `its certificate expired on ${minute(toMs)}: the carrier has to renew it (or this machine's clock is wrong)`,
    );
  else {
    const days = Math.floor((toMs - nowMs) / dayMs);
    const isSoon = days < soonDays;
    tell(
      'validity',
      isSoon ? 'doubted' : 'passed',
      `its certificate is in force until ${minute(toMs)}, ${days} days${isSoon ? ': ask the carrier when it will be renewed' : ''}`,
    );
  }
  const authorities = certificatesIn(tls.caPem) ?? [];
  const issuers = issuersAmong(authorities, chain, nowMs);
  const other = distrust !== null && !toldApart.has(distrust.code) ? distrust.code : null;
  const outdated = issuers?.find((one) => !isInForce(one, nowMs));
  // What the library holds to be out of date is so, even where none that we see is.
  const isDoubted = distrust !== null && ofDates.has(distrust.code) && isInForce(leaf, nowMs);
  const isDated = outdated === undefined && !isDoubted;
  const isIssued = authorities.length > 0 && other === null && (distrust === null || issuers !== null) && isDated;
  if (isIssued)
    tell('authority', 'passed', `it was issued by the authority that you gave (${nameOf(issuers?.at(-1)?.subject ?? leaf.issuer)})`);
  else if (authorities.length === 0)
    tell('authority', 'failed', 'the authority that you gave is no certificate in PEM: give the carrier’s authority');
  else if (other === null && (issuers !== null || isDoubted) && !isDated) {
    const when =
      outdated === undefined
        ? 'a certificate between it and the authority that you gave is not in force'
        : `${nameOf(outdated.subject)}, by which it was issued, ${nowMs < Date.parse(outdated.validFrom) ? `is not valid before ${minute(Date.parse(outdated.validFrom))}` : `expired on ${minute(Date.parse(outdated.validTo))}`}`;
    tell(
      'authority',
      'failed',
      `${when}: ask the carrier for its authority as it is now, by another way than this one (or this machine's clock is wrong)`,
    );
  } else {
    const why = other === null ? '' : ` (${other})`;
    tell(
      'authority',
      'failed',
      `it was issued by ${nameOf(leaf.issuer)}, not by the authority that you gave${why}: ask the carrier, by another way than this one, which authority issues it and what its fingerprint is; do not accept another one unchecked`,
    );
  }
  return isNamed && nowMs >= fromMs && nowMs <= toMs && isIssued;
}

const ofDates: ReadonlySet<string> = new Set(['CERT_HAS_EXPIRED', 'CERT_NOT_YET_VALID']);
/** What is judged by name and validity; the rest is about who issued it. */
const toldApart: ReadonlySet<string> = new Set(['ERR_TLS_CERT_ALTNAME_INVALID', ...ofDates]);

const isInForce = ({ validFrom, validTo }: X509Certificate, nowMs: number): boolean =>
  Date.parse(validFrom) <= nowMs && nowMs <= Date.parse(validTo);

/** Those that issued the peer's, up to the authority among these; null: it ends at none of them. An authority that was renewed is taken as it is in force. */
function issuersAmong(
  authorities: readonly X509Certificate[],
  chain: readonly X509Certificate[],
  nowMs: number,
): readonly X509Certificate[] | null {
  const issuers: X509Certificate[] = [];
  let [at] = chain;
  for (let depth = 0; at && depth <= chain.length; depth += 1) {
    const held: X509Certificate = at;
    const fit = authorities.filter((one) => held.raw.equals(one.raw) || (held.checkIssued(one) && held.verify(one.publicKey)));
    const authority = fit.find((one) => isInForce(one, nowMs)) ?? fit[0];
    if (authority) return [...issuers, authority];
    at = chain.find((one) => one !== held && held.checkIssued(one) && held.verify(one.publicKey));
    if (at) issuers.push(at);
  }
  return null;
}

/** Asks it as a link does when it begins, and no further. */
async function ask({ url, tls, clock, signal }: ProbeOptions, timeoutMs: number, tell: Tell): Promise<string | null> {
  const client = createRestconfClient(url, tls, { ...standardLimits, requestMs: timeoutMs }, clock);
  const abandon = (): void => void client.close();
  signal.addEventListener('abort', abandon);
  try {
    const discovery = await discover(client, 'listed');
    if (discovery.kind === 'failed') {
      // Only what it answers shows that it lets us in: one that says nothing may be turning us down.
      const isLetIn = discovery.isAnswered && !discovery.reason.startsWith(refusedOurs);
      if (isLetIn) tell('accepted', 'passed', 'it lets us in with our certificate');
      tell(isLetIn ? 'manager' : 'accepted', 'failed', discovery.reason);
      return null;
    }
    const { root, dialect, doubt } = discovery;
    tell('accepted', 'passed', 'it lets us in with our certificate');
    tell('manager', 'passed', `it is a RESTCONF server; its root is ${root || '/'}`);
    tell('version', doubt === null ? 'passed' : 'doubted', doubt ?? `it speaks TAPI ${dialect.version}`);
    return dialect.version;
  } finally {
    signal.removeEventListener('abort', abandon);
    await client.close();
  }
}

const nameOf = (subject: string): string =>
  subject
    .split('\n')
    .filter((part) => part !== '')
    .join(', ');
const minute = (ms: number): string => `${new Date(ms).toISOString().slice(0, 16).replace('T', ' ')} UTC`;
const dayMs = 86_400_000;
const soonDays = 30;
