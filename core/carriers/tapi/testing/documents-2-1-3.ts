import { entries, isObject, leaf, localName, memberAt } from '../json';
import type { Json, JsonObject } from '../json';
import type { Documents } from './documents';

/** The same carrier as a manager of TAPI 2.1.3 shows it. */
export function as213(documents: Documents): Documents {
  return {
    servicePoints: documents.servicePoints.map((point) => withQualifiers(point, 'supported-layer-protocol-qualifier')),
    nodes: documents.nodes.map((node) => ({
      ...node,
      'owned-node-edge-point': entries(node['owned-node-edge-point']).map((edgePoint) =>
        isObject(edgePoint) ? edgePointOf(edgePoint) : edgePoint,
      ),
    })),
    links: documents.links.map((link) => withBareUnits(link) as JsonObject),
    services: documents.services.map((service) => {
      const { 'connectivity-constraint': constraint, 'topology-constraint': topology, ...rest } = service;
      return withBareUnits({
        ...rest,
        'requested-capacity': memberAt(constraint, 'requested-capacity'),
        'include-link': entries(topology)
          .flatMap((one) => entries(memberAt(one, 'include-link')))
          .flatMap((one) => leaf(memberAt(one, 'link-uuid')) ?? []),
      }) as JsonObject;
    }),
    connections: documents.connections.map((connection) => ({
      ...connection,
      route: entries(connection['route']).map((route) =>
        isObject(route) ? { ...route, 'resilience-route': undefined, 'resilience-route-pac': route['resilience-route'] } : route,
      ),
    })),
  };
}

function edgePointOf(edgePoint: JsonObject): JsonObject {
  const { 'inter-domain-plug-id-pac': plug, ...rest } = withQualifiers(edgePoint, 'supported-cep-layer-protocol-qualifier');
  if (plug === undefined) return rest;
  const name = (valueName: string, from: string) => ({ 'value-name': valueName, value: memberAt(plug, from) });
  return {
    ...rest,
    name: [name('PLUG_LOCAL_ID', 'plug-id-inter-domain-local-id'), name('PLUG_REMOTE_ID', 'plug-id-inter-domain-remote-id')],
  };
}

function withQualifiers(object: JsonObject, name: string): JsonObject {
  const { 'supported-cep-layer-protocol-qualifier-instances': instances, ...rest } = object;
  if (instances === undefined) return rest;
  const qualifiers = entries(instances).flatMap((entry) => leaf(memberAt(entry, 'layer-protocol-qualifier')) ?? []);
  return { ...rest, [name]: qualifiers.map((qualifier) => qualifier.replace('tapi-digital-otn:', 'tapi-odu:')) };
}

/** `tapi-common:CAPACITY_UNIT_GBPS` is `GBPS` there. */
function withBareUnits(value: Json): Json {
  if (Array.isArray(value)) return (value as readonly Json[]).map(withBareUnits);
  if (!isObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, inner]) => [
      name,
      name === 'unit' ? localName(leaf(inner) ?? '').replace('CAPACITY_UNIT_', '') : inner === undefined ? undefined : withBareUnits(inner),
    ]),
  );
}
