import { join } from 'node:path';
import type { PracticeCarrier } from '../../../lab/practice';
import { standardMapping } from '../../carriers/mapping';
import type { TapiLimits } from '../../carriers/tapi/limits';
import type { TlsIdentity } from '../../carriers/tapi/restconf/identity';
import { createTapiLink } from '../../carriers/tapi/tapi-link';
import type { EngineSettings } from '../../engine';
import type { Carrier } from '../../model/network';
import { isFinal, type Order, type OrderState } from '../../model/order';
import { openStore } from '../../store/sqlite-store';
import { usualSwitchLimits } from '../../model/switch';
import { finalCircuitOrderStates } from '../../model/virtual-circuit';
import type { SwitchAddress } from '../../switches/switch-address';
import type { Tl1Limits } from '../../switches/tl1/limits';
import { createTl1At } from '../../switches/tl1/tl1-at';
import { createHost, type Host } from '../create-host';
import type { CarrierConfiguration } from '../carrier-keeping';
import { systemClock, systemNewId, systemPause, systemRandom } from '../system-clock';

/** Where a manager is and how to be let in. */
export interface CarrierAddress extends Carrier {
  readonly url: string;
  readonly tls: TlsIdentity;
}

export const addressOf = ({ id, name, role, url, caPem, client }: PracticeCarrier): CarrierAddress => ({
  id,
  name,
  role,
  url,
  tls: { caPem, certPem: client.certPem, keyPem: client.keyPem },
});

/** Where a switch is and how to be let in; over SSH only with the fingerprint in the address. */
export interface SwitchAt {
  readonly id: string;
  readonly address: SwitchAddress;
}

/** The engine as it runs for an operator, but for its patience: a store on disk, links over TLS, the machine's time. */
export interface RealEngine {
  readonly host: Host;
  readonly file: string;
  connect(address: CarrierAddress, limits?: Partial<TapiLimits>): Promise<void>;
  connectSwitch(address: SwitchAt, limits?: Partial<Tl1Limits>): Promise<void>;
  close(): Promise<void>;
}

const impatient: Partial<TapiLimits> = { requestMs: 2_000, backoffMinMs: 20, backoffMaxMs: 200, resyncGapMs: 100, retryReadMs: 200 };

const impatientWithSwitches: Partial<Tl1Limits> = {
  ...{ answerMs: 2_000, probeMs: 1_000, strayMs: 50, changedGapMs: 50 },
  ...{ backoffMinMs: 20, backoffMaxMs: 200, busyMinMs: 10, busyMaxMs: 20 },
};

export async function startRealEngine(
  folder: string,
  settings: Partial<EngineSettings> = {},
  carrierConfiguration: CarrierConfiguration = { keepCertificate: async () => '', forget: async () => '' },
): Promise<RealEngine> {
  const file = join(folder, 'longlines.db');
  const store = await openStore(file, { clock: systemClock, pause: systemPause });
  const host = await createHost({ store, clock: systemClock, newId: systemNewId, settings, carrierConfiguration });
  let closing: Promise<void> | null = null;
  return {
    host,
    file,
    async connect({ id, name, role, url, tls }, limits = {}) {
      const link = createTapiLink({
        carrierId: id,
        url,
        tls,
        mapping: standardMapping,
        clock: systemClock,
        random: systemRandom,
        newId: systemNewId,
        limits: { ...impatient, ...limits },
      });
      await host.connectCarrier({ id, name, role }, link);
    },
    async connectSwitch({ id, address }, limits = {}) {
      const system = createTl1At(address, {
        switchId: id,
        hostKeys: { pinned: async () => null, pin: async (_host, _port, key) => key },
        clock: systemClock,
        random: systemRandom,
        limits: { ...impatientWithSwitches, ...limits },
      });
      await host.connectSwitch({ id, name: id, limits: usualSwitchLimits }, system);
    },
    close: () => (closing ??= host.close().then(() => store.close())),
  };
}

/** Active, waiting for something that it names, or ended. */
export const isAtRest = ({ state }: Order): boolean => isFinal(state) || ['active', 'impaired', 'planned'].includes(state);

/** Resolves once the order is in the state; rejects with where it ended if that was elsewhere. */
export function orderIn(host: Host, orderId: string, state: OrderState): Promise<void> {
  return new Promise((resolve, reject) => {
    const stop = host.onEvent((event) => {
      if (event.kind === 'order.changed' && event.orderId === orderId) look(event.to, event.cause);
    });
    const look = (now: OrderState, cause: string) => {
      if (now === state) resolve();
      else if (isFinal(now)) reject(new Error(`order ${orderId} is ${now}, not ${state}: ${cause}`));
      else return;
      stop();
    };
    host.dossier(orderId).then((dossier) => {
      if (dossier) look(dossier.order.state, dossier.order.cause);
    }, reject);
  });
}

/** Every switch is up, nobody waits, and nothing is asked of a switch. */
export async function areCircuitsAtRest(host: Host): Promise<boolean> {
  if ((await host.switches()).some(({ link }) => !link.isUp)) return false;
  await host.settled();
  const requests = await host.bulkRequests({ count: 1_000 });
  const isResting = (await host.circuitOrders({})).every(({ state }) => state === 'active' || finalCircuitOrderStates.includes(state));
  return isResting && requests.every(({ state }) => state !== 'pending');
}
