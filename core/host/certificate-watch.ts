import { commit, type Engine } from '../engine';
import { daysLeft, type CertificateWarning } from '../model/certificate';
import { tellFailure } from './announcements';
import type { LinkRegistry } from './link-registry';

const lookMs = 3_600_000;
/** The manager's certificate is known once its link was established. */
const firstLookMs = 60_000;

/** Tells in the history of certificates that end soon: once for each step, since the host began. Nothing is timed while no link has certificates. */
export class CertificateWatch {
  private readonly told = new Set<string>();
  private telling: Promise<void> = Promise.resolve();
  private cancel: (() => void) | null = null;
  private isClosed = false;
  private readonly engine: Engine;
  private readonly registry: LinkRegistry;

  constructor(engine: Engine, registry: LinkRegistry) {
    this.engine = engine;
    this.registry = registry;
  }

  /** Now, and again and again. */
  look(): void {
    this.plan(firstLookMs);
    this.tellAll().catch((error: unknown) => tellFailure(this.engine, 'certificates', error));
  }

  close(): void {
    this.isClosed = true;
    this.cancel?.();
  }

  private plan(delayMs: number): void {
    this.cancel?.();
    if (this.isClosed) return;
    this.cancel = this.engine.clock.after(delayMs, () => {
      this.plan(lookMs);
      this.tellAll().catch((error: unknown) => tellFailure(this.engine, 'certificates', error));
    });
  }

  /** One after another: what is told counts as told once it is durable, and is not told twice. */
  private tellAll(): Promise<void> {
    const told = this.telling.then(() => this.tellFresh());
    this.telling = told.catch(() => undefined);
    return told;
  }

  private async tellFresh(): Promise<void> {
    const fresh = this.registry.certificateWarnings(this.engine.network.view).filter((warning) => !this.told.has(keyOf(warning)));
    if (fresh.length === 0 || this.engine.isEnding()) return;
    const nowMs = this.engine.clock.now();
    await commit(this.engine, async ({ note }) => {
      for (const warning of fresh) await note('certificate.ending', warning.carrierId, wordsOf(warning, nowMs), 'engine');
    });
    for (const warning of fresh) this.told.add(keyOf(warning));
  }
}

const keyOf = ({ carrierId, fingerprint, expiry }: CertificateWarning): string => `${carrierId} ${fingerprint} ${expiry}`;

const owners = {
  ours: 'our certificate for',
  manager: 'the manager’s certificate of',
  authority: 'the authority that is trusted for',
} as const;

function wordsOf(warning: CertificateWarning, nowMs: number): string {
  const { carrierName, whose, expiry, validToMs } = warning;
  const day = new Date(validToMs).toISOString().slice(0, 10);
  const days = daysLeft(warning, nowMs);
  const when = expiry === 'expired' ? `expired on ${day}` : `expires on ${day}, in ${days === 1 ? '1 day' : `${days} days`}`;
  const remedy = whose === 'ours' ? 'have a new one issued, and renew it on the carrier’s page' : 'ask the carrier for its renewal';
  return `${owners[whose]} ${carrierName} ${when}: ${remedy}`;
}
