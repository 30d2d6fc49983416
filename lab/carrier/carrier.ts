import { isDeepStrictEqual } from 'node:util';
import { admit, admitMove, type Admitted } from './admission';
import { refused, type Refusal } from './answer';
import { changesBetween, type Change } from './changes';
import { isLinkListed, isLinkUp } from './condition';
import { emptyState, loadState, saveState, type HeldService, type HeldState } from './held-state';
import type { Inventory } from './inventory';
import { at, buildNetwork, type Network } from './network';
import { delayMs } from './random';
import type { ServiceRequest } from './service-request';
import { snapshot, type Snapshot } from './snapshot';
import type { Dialect, View } from './tapi/dialect';

export interface CarrierOptions {
  readonly inventory: Inventory;
  readonly dialect: Dialect;
  readonly stateFile: string;
  /** Median time to provision. */
  readonly provisionMs: number;
  readonly random: () => number;
  readonly onChanges: (changes: readonly Change[], atMs: number) => void;
}

/** One carrier's network as it lives: it is written down before anyone hears of a change. */
export class Carrier {
  readonly #options: CarrierOptions;
  readonly #timers = new Map<string, NodeJS.Timeout>();
  #network: Network;
  #state: HeldState;
  /** What clients were last told, or could read. */
  #shown: Snapshot;

  constructor(options: CarrierOptions) {
    this.#options = options;
    this.#state = loadState(options.stateFile);
    this.#network = buildNetwork(options.inventory, this.#state.renamed);
    this.#shown = snapshot(this.#network, this.#state);
    for (const service of this.#state.services) {
      if (service.phase === 'pending') this.#completeLater(service);
      else if (service.move) this.#arriveLater(service.uuid, service.move.readyAtMs);
    }
  }

  get state(): HeldState {
    return this.#state;
  }

  get network(): Network {
    return this.#network;
  }

  get shown(): Snapshot {
    return this.#shown;
  }

  get view(): View {
    return { dialect: this.#options.dialect, network: this.#network, state: this.#state };
  }

  /** Changes the state by `next`, writes it down, then tells what has changed. */
  act(next: (state: HeldState) => HeldState): void {
    const before = this.#shown;
    this.actUntold(next);
    const changes = changesBetween(before, this.#shown);
    if (changes.length > 0) this.#options.onChanges(changes, Date.now());
  }

  /** As `act`, and tells nobody. */
  actUntold(next: (state: HeldState) => HeldState): void {
    const after = next(this.#state);
    saveState(this.#options.stateFile, after);
    if (after.renamed !== this.#state.renamed) this.#network = buildNetwork(this.#options.inventory, after.renamed);
    this.#state = after;
    this.#shown = snapshot(this.#network, after);
  }

  /** Accepts a service, to be provisioned in a while, or says why not. */
  create(request: ServiceRequest): { readonly kind: 'accepted' } | Refusal {
    const admitted = admit(this.#options.dialect, this.#network, this.#state, request);
    if (admitted.kind === 'refused') return admitted;
    const ordered = this.#takeOrderedRefusal(admitted);
    if (ordered?.mode === 'refuse') return refused('resource-denied', ordered.words);
    const service: HeldService = {
      uuid: request.uuid,
      name: request.name,
      aPort: admitted.aPort,
      zPort: admitted.zPort,
      slots: request.slots,
      links: [...admitted.links],
      phase: 'pending',
      readyAtMs: this.#readyAtMs(),
      failure: ordered?.words ?? null,
      requested: request.requested,
      asked: 0,
      move: null,
    };
    this.act((state) => ({ ...state, services: [...state.services, service] }));
    this.#completeLater(service);
    return { kind: 'accepted' };
  }

  /** Sends a service on its way to another route, or says why not; where it is there already, only the request is noted. */
  move(service: HeldService, request: ServiceRequest): { readonly kind: 'accepted' } | Refusal {
    const admitted = admitMove(this.#network, this.#state, service, request);
    if (admitted.kind === 'refused') return admitted;
    if (admitted.kind === 'stays') {
      if (!isDeepStrictEqual(service.requested, request.requested)) {
        this.#change(service.uuid, (held) => ({ ...held, requested: request.requested }));
      }
      return { kind: 'accepted' };
    }
    const ordered = this.#takeOrderedRefusal(admitted);
    if (ordered?.mode === 'refuse') return refused('resource-denied', ordered.words);
    const readyAtMs = this.#readyAtMs();
    const move = { links: [...admitted.links], readyAtMs, failure: ordered?.words ?? null, former: service.requested };
    this.#change(service.uuid, (held) => ({ ...held, requested: request.requested, asked: held.asked + 1, move }));
    this.#arriveLater(service.uuid, readyAtMs);
    return { kind: 'accepted' };
  }

  /** False: there is no such service. */
  delete(uuid: string): boolean {
    if (!this.#state.services.some((service) => service.uuid === uuid)) return false;
    clearTimeout(this.#timers.get(uuid));
    this.#timers.delete(uuid);
    this.act((state) => ({ ...state, services: state.services.filter((service) => service.uuid !== uuid) }));
    return true;
  }

  /** Holds nothing any more, and nothing of it is broken; tells nobody. */
  clear(): void {
    this.close();
    this.actUntold(emptyState);
  }

  /** Ends all that is under way; what was pending goes on at the next start. */
  close(): void {
    for (const timer of this.#timers.values()) clearTimeout(timer);
    this.#timers.clear();
  }

  /** The refusal that whoever runs the exercise has ordered for this request, counted off. */
  #takeOrderedRefusal({ links }: Admitted): HeldState['refusals'][number] | undefined {
    const found = this.#state.refusals.find((refusal) => refusal.link === null || links.includes(refusal.link));
    if (!found) return undefined;
    const refusals = this.#state.refusals
      .map((each) => (each === found ? { ...each, left: each.left - 1 } : each))
      .filter((each) => each.left > 0);
    this.act((state) => ({ ...state, refusals }));
    return found;
  }

  #readyAtMs(): number {
    return Date.now() + delayMs(this.#options.provisionMs, this.#options.random);
  }

  #change(uuid: string, next: (service: HeldService) => HeldService): void {
    this.act((state) => ({ ...state, services: state.services.map((each) => (each.uuid === uuid ? next(each) : each)) }));
  }

  #completeLater({ uuid, readyAtMs }: HeldService): void {
    this.#later(uuid, readyAtMs, () => {
      this.#change(uuid, (service) => ({ ...service, phase: service.failure === null ? 'installed' : 'failed' }));
    });
  }

  /** The change-over; where a link of the new route cannot be used by then, all stays as it was. */
  #arriveLater(uuid: string, readyAtMs: number): void {
    this.#later(uuid, readyAtMs, () => {
      this.#change(uuid, (service) => {
        const { move } = service;
        if (!move) return service;
        const links = move.links.map((id) => at(this.#network.links, id));
        const canCarry = links.every((link) => isLinkUp(this.#state, link) && isLinkListed(this.#state, link));
        return move.failure === null && canCarry
          ? { ...service, move: null, links: move.links }
          : { ...service, move: null, requested: move.former, asked: service.asked + 1 };
      });
    });
  }

  #later(uuid: string, atMs: number, act: () => void): void {
    const timer = setTimeout(
      () => {
        this.#timers.delete(uuid);
        act();
      },
      Math.max(0, atMs - Date.now()),
    );
    this.#timers.set(uuid, timer);
  }
}
