import type { Manager } from '../carriers/manager';
import { LinkRecord, medianMs } from '../carriers/record/link-record';
import { MessageLog } from '../carriers/record/message-log';
import type { LinkCertificate, LinkRow } from '../contract/links';
import { expiryOf, type CertificateFacts, type CertificateOwner, type CertificateWarning } from '../model/certificate';
import type { Clock } from '../model/clock';
import type { NetworkView } from '../network/network-view';

/** What is known in memory of the dedicated links themselves: their managers, what passed over them, how they fare. */
export class LinkRegistry {
  readonly messages: MessageLog;
  private readonly managers = new Map<string, Manager>();
  private readonly records = new Map<string, LinkRecord>();
  private readonly clock: Pick<Clock, 'now'>;

  constructor(clock: Pick<Clock, 'now'>) {
    this.clock = clock;
    this.messages = new MessageLog(clock);
  }

  recordOf(carrierId: string): LinkRecord {
    const record = this.records.get(carrierId) ?? new LinkRecord(carrierId, this.messages, this.clock);
    this.records.set(carrierId, record);
    return record;
  }

  managerOf(carrierId: string): Manager | undefined {
    return this.managers.get(carrierId);
  }

  putManager(carrierId: string, manager: Manager): void {
    this.managers.set(carrierId, manager);
  }

  /** Certificates and keys of ours that links are made with. */
  files(): readonly string[] {
    return [...this.managers.values()].flatMap(({ files }) => [files.certFile, files.keyFile]);
  }

  forget(carrierId: string): void {
    this.managers.delete(carrierId);
    this.records.delete(carrierId);
    this.messages.forget(carrierId);
  }

  /** Another number whenever something of the link itself changed. */
  markOf(carrierId: string): number {
    const { noted } = this.messages.summary(carrierId);
    return noted + (this.records.get(carrierId)?.heard ?? 0);
  }

  /** Ours, what the manager presented, and the authorities, each with its judgement. */
  certificatesOf(carrierId: string): readonly LinkCertificate[] {
    const manager = this.managers.get(carrierId);
    const now = this.clock.now();
    const judged = (whose: CertificateOwner, all: readonly CertificateFacts[]): readonly LinkCertificate[] =>
      all.map((facts, place) => ({ ...facts, whose, place, expiry: expiryOf(facts, now) }));
    return [
      ...judged('ours', manager?.ours ?? []),
      ...judged('manager', this.records.get(carrierId)?.shown.presented ?? []),
      ...judged('authority', manager?.authorities ?? []),
    ];
  }

  /** Those that end soon or have ended, each once, the most urgent first. */
  certificateWarnings(view: Pick<NetworkView, 'carriers' | 'carrierName'>): readonly CertificateWarning[] {
    const warnings = [...view.carriers.keys()].flatMap((carrierId) => {
      const seen = new Set<string>();
      return this.certificatesOf(carrierId).flatMap(({ whose, expiry, validToMs, fingerprint }): readonly CertificateWarning[] => {
        if (expiry === 'fine' || seen.has(fingerprint)) return [];
        seen.add(fingerprint);
        return [{ carrierId, carrierName: view.carrierName(carrierId), whose, expiry, validToMs, fingerprint }];
      });
    });
    return warnings.sort((one, other) => one.validToMs - other.validToMs);
  }

  rowOf(view: NetworkView, carrierId: string): LinkRow | null {
    if (!view.carriers.has(carrierId)) return null;
    const facts = this.recordOf(carrierId).shown;
    const { noted, last } = this.messages.summary(carrierId);
    const certificates = this.certificatesOf(carrierId).filter(({ place, whose }) => place === 0 || whose === 'authority');
    const soonest = certificates.reduce<LinkCertificate | null>(
      (first, each) => (first && first.validToMs <= each.validToMs ? first : each),
      null,
    );
    const isUp = !view.isStale(carrierId);
    const heldAtMs = view.linkStates.get(carrierId)?.heardAtMs ?? null;
    return {
      id: carrierId,
      url: this.managers.get(carrierId)?.url ?? '',
      hold: view.linkHolds.get(carrierId) ?? null,
      heardAtMs: facts.heardAtMs ?? heldAtMs,
      // What is told unasked is known to be as it is for as long as the link stands; else from when it was last told.
      informedAtMs: isUp ? (facts.informedAtMs ?? heldAtMs) : heldAtMs,
      roundTripMs: medianMs(facts.roundTrips),
      lastTripMs: facts.roundTrips.at(-1)?.ms ?? null,
      trips: facts.roundTrips.map(({ ms }) => ms),
      protocol: facts.protocol,
      notices: facts.notices,
      gaps: facts.gaps,
      tls: facts.tls,
      certificate: soonest && {
        whose: soonest.whose,
        expiry: soonest.expiry,
        validFromMs: soonest.validFromMs,
        validToMs: soonest.validToMs,
      },
      readAtMs: facts.readAtMs,
      readMs: facts.readMs,
      underWay: facts.underWay,
      messages: noted,
      lastMessageAtMs: last?.atMs ?? null,
      isManaged: this.managers.has(carrierId),
    };
  }
}
