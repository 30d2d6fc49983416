import { boundCalls } from '../carriers/bound-calls';
import type { CarrierLink, CarrierLinkEvent } from '../carriers/carrier-link';
import { heldLink } from '../carriers/held-link';
import type { IdentityFiles, Manager } from '../carriers/manager';
import { commit, type Engine } from '../engine';
import type { CertificateFacts } from '../model/certificate';
import { holdWords } from '../model/link-hold';
import { tellFailure } from './announcements';
import type { LinkRegistry } from './link-registry';
import type { Notices } from './notices';

/** Another certificate of ours that is to be used for a link, and what follows once it has been. */
interface Renewal {
  readonly manager: Manager;
  readonly by: string;
  /** Where it is to be found at the next start: what became of that, in words. */
  readonly keep: (files: IdentityFiles) => Promise<string>;
}

/** The dedicated links of a host: which link each carrier has, and which certificate of ours it is made with. */
export class LinkWork {
  /** To be used when the link is made anew, until it has worked or was turned down; while this host lives. */
  private readonly renewals = new Map<string, Renewal>();
  private readonly engine: Engine;
  private readonly links: Map<string, CarrierLink>;
  private readonly notices: Notices;
  private readonly registry: LinkRegistry;

  constructor(engine: Engine, links: Map<string, CarrierLink>, notices: Notices, registry: LinkRegistry) {
    this.engine = engine;
    this.links = links;
    this.notices = notices;
    this.registry = registry;
  }

  /** In the place of the link that it has. One that an operator disconnected stays so. */
  async connect(carrierId: string, link: CarrierLink, manager: Manager | null): Promise<void> {
    if (manager) this.registry.putManager(carrierId, manager);
    this.renewals.delete(carrierId);
    const hold = this.engine.network.view.linkHolds.get(carrierId);
    if (hold?.kind === 'disconnected') await this.disconnect(carrierId, holdWords(hold));
    else await this.open(carrierId, link);
  }

  async disconnect(carrierId: string, words: string): Promise<void> {
    const former = this.links.get(carrierId);
    this.links.set(carrierId, heldLink(carrierId, words));
    await former?.close();
    this.registry.recordOf(carrierId).noteLink('disconnected', words, 'minor');
    await this.notices.onLinkEvent(carrierId, { kind: 'down', reason: words, atMs: this.engine.clock.now() });
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
    await former?.close();
  }

  /** Our certificate that is used at the next connection. */
  nextCertificate(carrierId: string): CertificateFacts | null {
    return this.renewals.get(carrierId)?.manager.ours[0] ?? null;
  }

  /** What the certificates that are to be used lie in, and their keys. */
  renewalFiles(): readonly string[] {
    return [...this.renewals.values()].flatMap(({ manager: { files } }) => [files.certFile, files.keyFile]);
  }

  /** The former certificate is used until the new one has worked. `isAtOnce`: the link is made anew now. */
  async renew(carrierId: string, renewal: Renewal, isAtOnce: boolean): Promise<void> {
    this.renewals.set(carrierId, renewal);
    if (isAtOnce) await this.takeUpRenewal(carrierId);
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

  private async worked(carrierId: string, { manager, by, keep }: Renewal): Promise<void> {
    this.registry.putManager(carrierId, manager);
    const kept = await keep(manager.files);
    const text = `by ${by}: our certificate for the link is ${wordsOf(manager)} now${kept === '' ? '' : `; ${kept}`}`;
    this.registry.recordOf(carrierId).noteLink('certificate renewed', text);
    await commit(this.engine, ({ note }) => note('certificate.renewed', carrierId, text, 'operator'));
  }

  private async didNotWork(carrierId: string, { manager, by }: Renewal, link: CarrierLink, reason: string): Promise<void> {
    const text = `by ${by}: the link goes on with our former certificate, for with ${wordsOf(manager)} it did not come up: ${reason}`;
    this.registry.recordOf(carrierId).noteLink('certificate refused', text, 'major');
    await commit(this.engine, ({ note }) => note('certificate.refused', carrierId, text, 'operator'));
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
