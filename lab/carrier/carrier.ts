import { admit } from './admission';
import { refused, type Refusal } from './answer';
import { loadState, saveState, type HeldService, type HeldState } from './held-state';
import type { Network } from './network';
import { delayMs } from './random';
import type { ServiceRequest } from './service-request';
import { snapshot, type Snapshot } from './snapshot';
import { noticesBetween, type Notice } from './tapi/notices';

export interface CarrierOptions {
  readonly network: Network;
  readonly stateFile: string;
  /** Median time to provision. */
  readonly provisionMs: number;
  readonly random: () => number;
  readonly onNotice: (notice: Notice) => void;
}

/** One carrier's network as it lives: it is written down before anyone hears of a change. */
export class Carrier {
  readonly network: Network;
  readonly #options: CarrierOptions;
  readonly #timers = new Map<string, NodeJS.Timeout>();
  #state: HeldState;
  /** What clients were last told, or could read. */
  #shown: Snapshot;

  constructor(options: CarrierOptions) {
    this.#options = options;
    this.network = options.network;
    this.#state = loadState(options.stateFile);
    this.#shown = snapshot(this.network, this.#state);
    for (const service of this.#state.services) if (service.phase === 'pending') this.#completeLater(service);
  }

  get state(): HeldState {
    return this.#state;
  }

  /** Changes the state by `next`, writes it down, then tells what has changed. */
  act(next: (state: HeldState) => HeldState): void {
    const after = next(this.#state);
    saveState(this.#options.stateFile, after);
    this.#state = after;
    const shown = snapshot(this.network, after);
    const notices = noticesBetween(this.#shown, shown, Date.now());
    this.#shown = shown;
    for (const notice of notices) this.#options.onNotice(notice);
  }

  /** Accepts a service, to be provisioned in a while, or says why not. */
  create(request: ServiceRequest): { readonly kind: 'accepted' } | Refusal {
    const admitted = admit(this.network, this.#state, request);
    if (admitted.kind === 'refused') return admitted;
    const ordered = this.#state.refusals.findIndex((refusal) => refusal.link === null || admitted.links.includes(refusal.link));
    const refusal = this.#state.refusals[ordered];
    const refusals = this.#state.refusals
      .map((each, index) => (index === ordered ? { ...each, left: each.left - 1 } : each))
      .filter((each) => each.left > 0);
    if (refusal?.mode === 'refuse') {
      this.act((state) => ({ ...state, refusals }));
      return refused('resource-denied', refusal.words);
    }
    const service: HeldService = {
      uuid: request.uuid,
      name: request.name,
      aPort: admitted.aPort,
      zPort: admitted.zPort,
      slots: request.slots,
      links: [...admitted.links],
      phase: 'pending',
      readyAtMs: Date.now() + delayMs(this.#options.provisionMs, this.#options.random),
      failure: refusal?.words ?? null,
      requested: request.requested,
    };
    this.act((state) => ({ ...state, refusals, services: [...state.services, service] }));
    this.#completeLater(service);
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

  /** Ends all that is under way; what was pending goes on at the next start. */
  close(): void {
    for (const timer of this.#timers.values()) clearTimeout(timer);
    this.#timers.clear();
  }

  #completeLater(service: HeldService): void {
    const timer = setTimeout(
      () => {
        this.#timers.delete(service.uuid);
        this.act((state) => ({
          ...state,
          services: state.services.map((each) =>
            each.uuid === service.uuid ? { ...each, phase: each.failure === null ? 'installed' : 'failed' } : each,
          ),
        }));
      },
      Math.max(0, service.readyAtMs - Date.now()),
    );
    this.#timers.set(service.uuid, timer);
  }
}
