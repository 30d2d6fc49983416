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
import { createHost, type Host } from '../create-host';
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

/** The engine as it runs for an operator, but for its patience: a store on disk, links over TLS, the machine's time. */
export interface RealEngine {
  readonly host: Host;
  readonly file: string;
  connect(address: CarrierAddress, limits?: Partial<TapiLimits>): Promise<void>;
  close(): Promise<void>;
}

const impatient: Partial<TapiLimits> = { requestMs: 2_000, backoffMinMs: 20, backoffMaxMs: 200, resyncGapMs: 100, retryReadMs: 200 };

export async function startRealEngine(folder: string, settings: Partial<EngineSettings> = {}): Promise<RealEngine> {
  const file = join(folder, 'longlines.db');
  const store = await openStore(file, { clock: systemClock, pause: systemPause });
  const host = await createHost({ store, clock: systemClock, newId: systemNewId, settings });
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
