import fc from 'fast-check';
import type { ReportedNode, ReportedPort, ReportedResource } from '../../carriers/carrier-link';
import { conditions, type Condition } from '../../model/network';
import { reportedNode, reportedPort, reportedResource, site } from './carrier-reports';

// Few names, so that everything meets everything: things come, change, go, come back, dangle, and name each other's plugs.
export const uuid = fc.constantFrom('1', '2', '3');
const plug = fc.constantFrom(...['AB', 'BA', 'CD', 'DC', 'AD'].map(([localId = '', remoteId = '']) => ({ localId, remoteId })));
const condition = fc.constantFrom<Condition>(...conditions.filter((any) => any !== 'withdrawn'));
export const fewNs = fc.integer({ min: 0, max: 30 });
const signals = fc.constantFrom<ReportedPort['signals']>(['10GE-LAN'], ['1GE', '10GE-LAN'], []);

const anyNode: fc.Arbitrary<ReportedNode> = fc
  .record({
    uuid,
    condition,
    transitNs: fc.option(fewNs),
    site: fc.option(
      fc.tuple(fc.constantFrom('LON', 'PAR'), fc.option(fc.integer({ min: -2, max: 2 }))).map(([id, at]) => site(id, at, at)),
    ),
  })
  .map(({ uuid: id, ...rest }) => reportedNode(id, rest));
const anyPort: fc.Arbitrary<ReportedPort> = fc
  .record({ uuid, nodeUuid: uuid, condition, signals, plug: fc.option(plug) })
  .map(({ uuid: id, nodeUuid, ...rest }) => reportedPort(id, nodeUuid, rest));
const anyResource: fc.Arbitrary<ReportedResource> = fc
  .record({
    uuid,
    a: uuid,
    z: uuid,
    condition,
    signals,
    isDedicated: fc.boolean(),
    availableSlots: fc.nat(16),
    latency: fc.option(fc.record({ azNs: fewNs, zaNs: fewNs })),
  })
  .map(({ uuid: id, a, z, ...rest }) => reportedResource(id, a, z, rest));

const byUuid = { selector: ({ uuid: id }: { uuid: string }) => id, maxLength: 3 };
export const things = {
  nodes: fc.uniqueArray(anyNode, byUuid),
  ports: fc.uniqueArray(anyPort, byUuid),
  resources: fc.uniqueArray(anyResource, byUuid),
};
