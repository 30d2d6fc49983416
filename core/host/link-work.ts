import { boundCalls } from '../carriers/bound-calls';
import type { CarrierLink, CarrierLinkEvent } from '../carriers/carrier-link';
import { heldLink } from '../carriers/held-link';
import type { Manager } from '../carriers/manager';
import { commit, type Engine } from '../engine';
import type { CertificateFacts } from '../model/certificate';
import { holdWords } from '../model/link-hold';
import type { StandingRenewal } from '../model/standing-renewal';
import { tellFailure } from './announcements';
import type { CarrierConfiguration } from './carrier-keeping';
import type { LinkRegistry } from './link-registry';
import type { Notices } from './notices';

/** Another certificate of ours that is to be used for a link. */
interface Renewal {
  readonly manager: Manager;
  readonly standing: StandingRenewal;
}

interface LinkWorkParts {
  readonly engine: Engine;
  readonly links: Map<string, CarrierLink>;
  readonly notices: Notices;
  readonly registry: LinkRegistry;
  /** Those that stand since a host before this one. */
  readonly renewals: readonly StandingRenewal[];
  readonly configuration: CarrierConfiguration | null;
}

/** The dedicated links of a host: which link each carrier has, and which certificate of ours it is made with. */
export class LinkWork {
  /** As the store has them: to be used when the link is made anew, until it has worked or was turned down. */
  private readonly standing: Map<string, StandingRenewal>;
  /** Those of them whose carrier was connected since the host began. */
  private readonly renewals = new Map<string, Renewal>();
  private readonly engine: Engine;
  private readonly links: Map<string, CarrierLink>;
  private readonly notices: Notices;
  private readonly registry: LinkRegistry;
  private readonly configuration: CarrierConfiguration | null;

  constructor({ engine, links, notices, registry, renewals, configuration }: LinkWorkParts) {
    this.engine = engine;
    this.links = links;
    this.notices = notices;
    this.registry = registry;
    this.standing = new Map(renewals.map((renewal) => [renewal.carrierId, renewal]));
    this.configuration = configuration;
  }

  /** In the place of the link that it has, with the certificate that is to be used next where one stands. One that an operator disconnected stays so. */
  async connect(carrierId: string, link: CarrierLink, manager: Manager | null): Promise<void> {
    if (manager) this.registry.putManager(carrierId, manager);
    await this.findRenewal(carrierId, manager);
    const hold = this.engine.network.view.linkHolds.get(carrierId);
    if (hold?.kind === 'disconnected') {
      await this.part(carrierId, holdWords(hold));
      // It is down since the start: that it stays so is entered in its turn, and nobody waits for that.
      void this.tellDown(carrierId, holdWords(hold));
    } else if (!(await this.takeUpRenewal(carrierId))) await this.open(carrierId, link);
  }

  async disconnect(carrierId: string, words: string): Promise<void> {
    await this.part(carrierId, words);
    await this.tellDown(carrierId, words);
  }

  private async part(carrierId: string, words: string): Promise<void> {
    const former = this.links.get(carrierId);
    this.links.set(carrierId, heldLink(carrierId, words));
    await former?.close();
    this.registry.recordOf(carrierId).noteLink('disconnected', words, 'minor');
  }

  private tellDown(carrierId: string, reason: string): Promise<void> {
    return this.notices.onLinkEvent(carrierId, { kind: 'down', reason, atMs: this.engine.clock.now() });
  }

  /** A link like the one before, or with the certificate that is to be used next; false: its manager was not connected since the host began. */
  async reconnect(carrierId: string): Promise<boolean> {
    if (await this.takeUpRenewal(carrierId)) return true;
    const manager = this.registry.managerOf(carrierId);
    if (!manager) return false;
    await this.open(carrierId, manager.link());
    return true;
  }

  async forget(carrierId: string): Promise<void> {
    const former = this.links.get(carrierId);
    this.links.delete(carrierId);
    this.renewals.delete(carrierId);
    this.standing.delete(carrierId);
    await former?.close();
  }

  /** Our certificate that is used at the next connection. */
  nextCertificate(carrierId: string): CertificateFacts | null {
    return this.renewals.get(carrierId)?.manager.ours[0] ?? null;
  }

  /** What the certificates that are to be used lie in, and their keys. */
  renewalFiles(): readonly string[] {
    return [...this.standing.values()].flatMap(({ certFile, keyFile }) => [certFile, keyFile]);
  }

  /** The former certificate is used until the new one has worked. `isAtOnce`: the link is made anew now. */
  async renew(renewal: Renewal, text: string, isAtOnce: boolean): Promise<void> {
    const { standing } = renewal;
    const { carrierId } = standing;
    await commit(this.engine, async ({ tx, note, afterCommit }) => {
      await tx.carriers.putRenewal(standing);
      await note('certificate.accepted', carrierId, text, 'operator');
      afterCommit(() => {
        this.standing.set(carrierId, standing);
        this.renewals.set(carrierId, renewal);
      });
    });
    if (isAtOnce) await this.takeUpRenewal(carrierId);
  }

  /** What stands for a carrier that is connected now: it goes with the certificate that it follows. */
  private async findRenewal(carrierId: string, manager: Manager | null): Promise<void> {
    this.renewals.delete(carrierId);
    const standing = this.standing.get(carrierId);
    if (!standing || !manager) return;
    const { by, certFile, keyFile } = standing;
    if (manager.ours[0]?.fingerprint !== standing.insteadOf) {
      const text = `by ${by}: ${certFile} is not waited for any more, for the carrier is connected with ${wordsOf(manager)}`;
      await this.end(standing, 'certificate.dropped', text);
      return;
    }
    const renewed = await manager.renewed({ certFile, keyFile });
    if (renewed.kind === 'manager') {
      this.renewals.set(carrierId, { manager: renewed.manager, standing });
      return;
    }
    const text = `by ${by}: the link goes on with our former certificate, for ${certFile} cannot be used any more: ${renewed.message}; renew it again`;
    this.registry.recordOf(carrierId).noteLink('certificate refused', text, 'major');
    await this.end(standing, 'certificate.refused', text);
  }

  /** Unless another has come in its place. */
  private async end(standing: StandingRenewal, event: string, text: string): Promise<void> {
    const { carrierId } = standing;
    await commit(this.engine, async ({ tx, note, afterCommit }) => {
      await note(event, carrierId, text, 'operator');
      if (this.standing.get(carrierId) !== standing) return;
      await tx.carriers.removeRenewal(carrierId);
      afterCommit(() => this.standing.delete(carrierId));
    });
  }

  private async open(carrierId: string, link: CarrierLink, tried: Renewal | null = null): Promise<void> {
    const former = this.links.get(carrierId);
    const bound = boundCalls(link, this.engine.settings.concurrentCallsPerCarrier);
    this.links.set(carrierId, bound);
    await former?.close();
    // Another may have come meanwhile: the last one is opened, and no other.
    if (this.links.get(carrierId) !== bound) return;
    link.open(async (event) => {
      await this.notices.onLinkEvent(carrierId, event);
      // Where it was replaced while it was tried, the certificate is tried with the next.
      if (this.links.get(carrierId) !== bound) return;
      if (tried) await this.settle(carrierId, tried, bound, event);
      if (event.kind === 'down' && this.renewals.get(carrierId) !== tried) this.takeUpLater(carrierId);
    });
  }

  /** Not within the handler of the link that it ends. */
  private takeUpLater(carrierId: string): void {
    if (!this.renewals.has(carrierId)) return;
    this.engine.clock.after(0, () => {
      this.takeUpRenewal(carrierId).catch((error: unknown) => tellFailure(this.engine, `the new certificate for ${carrierId}`, error));
    });
  }

  /** False: none stands, or none can be taken up now. */
  private async takeUpRenewal(carrierId: string): Promise<boolean> {
    const renewal = this.renewals.get(carrierId);
    if (!renewal || this.engine.isEnding() || this.isDisconnected(carrierId)) return false;
    await this.open(carrierId, renewal.manager.link(), renewal);
    return true;
  }

  private isDisconnected(carrierId: string): boolean {
    return this.engine.network.view.linkHolds.get(carrierId)?.kind === 'disconnected';
  }

  private async settle(carrierId: string, tried: Renewal, link: CarrierLink, event: CarrierLinkEvent): Promise<void> {
    // It is settled, or another has come in its place.
    if (this.renewals.get(carrierId) !== tried) return;
    if (event.kind === 'up') {
      this.renewals.delete(carrierId);
      await this.worked(carrierId, tried);
    } else if (event.kind === 'down' && event.isOurCertificate === true) {
      this.renewals.delete(carrierId);
      await this.didNotWork(carrierId, tried, link, event.reason);
    }
  }

  private async worked(carrierId: string, { manager, standing }: Renewal): Promise<void> {
    this.registry.putManager(carrierId, manager);
    const kept = (await this.configuration?.keepCertificate(carrierId, manager.files)) ?? '';
    const text = `by ${standing.by}: our certificate for the link is ${wordsOf(manager)} now${kept === '' ? '' : `; ${kept}`}`;
    this.registry.recordOf(carrierId).noteLink('certificate renewed', text);
    await this.end(standing, 'certificate.renewed', text);
  }

  private async didNotWork(carrierId: string, { manager, standing }: Renewal, link: CarrierLink, reason: string): Promise<void> {
    const text = `by ${standing.by}: the link goes on with our former certificate, for with ${wordsOf(manager)} it did not come up: ${reason}`;
    this.registry.recordOf(carrierId).noteLink('certificate refused', text, 'major');
    await this.end(standing, 'certificate.refused', text);
    this.engine.clock.after(0, () => {
      // An operator may have disconnected or replaced it meanwhile.
      if (this.links.get(carrierId) !== link || this.isDisconnected(carrierId) || this.engine.isEnding()) return;
      this.reconnect(carrierId).catch((error: unknown) => tellFailure(this.engine, `link to ${carrierId}`, error));
    });
  }
}

const wordsOf = ({ ours }: Manager): string => {
  const [own] = ours;
  return own
    ? `${own.subject} (SHA-256 ${own.fingerprint.slice(0, 8)}…, until ${new Date(own.validToMs).toISOString().slice(0, 10)})`
    : 'the new one';
};
