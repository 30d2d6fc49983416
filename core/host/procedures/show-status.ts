import type { StatusShown } from '../../contract/shapes';
import { openEvents } from '../../model/impairment-events';
import type { CircuitQueries } from '../circuit-queries';
import type { Queries } from '../queries';
import type { CertificateWarning } from '../../model/certificate';
import type { NetworkView } from '../../network/network-view';

/** Who answers. */
export type Answering = Pick<StatusShown, 'version' | 'pid' | 'store' | 'isHost'>;

type Counting = { readonly certificateWarnings: () => readonly CertificateWarning[] } & Pick<Queries, 'orderCounts' | 'impairmentsInView'> &
  Pick<CircuitQueries, 'switches' | 'paths' | 'waitingByPath' | 'circuitOrderCounts'>;

export async function readStatus(host: Counting, view: NetworkView, answering: Answering, atMs: number): Promise<StatusShown> {
  const carriers = [...view.carriers.keys()];
  const up = carriers.filter((id) => !view.isStale(id)).length;
  const switches = await host.switches();
  const downIds = switches.filter(({ link }) => !link.isUp).map(({ id }) => id);
  const paths = await host.paths();
  const circuits = Object.entries(await host.circuitOrderCounts());
  return {
    ...answering,
    atMs,
    carriers: { up, down: carriers.length - up },
    certificates: host.certificateWarnings(),
    orders: await host.orderCounts(),
    switches: { up: switches.length - downIds.length, down: downIds.length, downIds },
    paths: {
      count: paths.length,
      heldIds: paths.filter(({ heldSinceMs }) => heldSinceMs !== null).map(({ id }) => id),
      waiting: await host.waitingByPath(),
    },
    circuits: Object.fromEntries(circuits.filter(([, count]) => count > 0)),
    openImpairments: openEvents(view.resources, await host.impairmentsInView()).length,
  };
}
