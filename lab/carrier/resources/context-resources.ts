import { document, notFound } from '../answer';
import type { Carrier } from '../carrier';
import { isLinkListed, isListed, isPortListed } from '../condition';
import { at, type Network } from '../network';
import { contextDocument, faultContext, sipDocuments } from '../tapi/context-document';
import type { View } from '../tapi/dialect';
import { linkDocument, nodeDocument, sipDocument, topologyDocument } from '../tapi/topology-document';
import { context, pattern, reads, type Methods, type Resource, type RestconfRequest } from './resource';

const topologies = String.raw`${context}/tapi-topology:topology-context`;

/** What the carrier has. `more`: what is below the context beside TAPI's own parts. */
export function contextResources(carrier: Carrier, more: (request: RestconfRequest) => object): readonly Resource[] {
  const topology = `${topologies}/topology=${carrier.network.topologyUuid}`;
  const one = (
    what: string,
    ids: (network: Network) => ReadonlyMap<string, string>,
    show: (view: View, id: string) => object | null,
  ): Methods => ({
    GET: (_, uuid) => {
      const id = ids(carrier.network).get(uuid);
      const shown = id === undefined ? null : show(carrier.view, id);
      return shown ? document(shown) : notFound(`${what} ${uuid}`);
    },
  });
  return [
    [pattern(context), reads((request) => ({ 'tapi-common:context': contextDocument(carrier.view, more(request)) }))],
    [pattern(`${context}/service-interface-point`), reads(() => ({ 'tapi-common:service-interface-point': sipDocuments(carrier.view) }))],
    [
      pattern(`${context}/service-interface-point=([^/]+)`),
      one(
        'service-interface-point',
        ({ portIds }) => portIds,
        (view, id) =>
          isPortListed(view.network, view.state, id)
            ? { 'tapi-common:service-interface-point': [sipDocument(view, at(view.network.ports, id))] }
            : null,
      ),
    ],
    [pattern(topologies), reads(() => ({ 'tapi-topology:topology-context': { topology: [topologyDocument(carrier.view)] } }))],
    [pattern(topology), reads(() => ({ 'tapi-topology:topology': [topologyDocument(carrier.view)] }))],
    [
      pattern(`${topology}/link=([^/]+)`),
      one(
        'link',
        ({ linkIds }) => linkIds,
        (view, id) => {
          const link = at(view.network.links, id);
          return isLinkListed(view.state, link) ? { 'tapi-topology:link': [linkDocument(view, link)] } : null;
        },
      ),
    ],
    [
      pattern(`${topology}/node=([^/]+)`),
      one(
        'node',
        ({ nodeIds }) => nodeIds,
        (view, id) => (isListed(view.state, id) ? { 'tapi-topology:node': [nodeDocument(view, at(view.network.nodes, id))] } : null),
      ),
    ],
    ...(carrier.view.dialect.hasFaultContext
      ? [
          [
            pattern(`${context}/tapi-fm:fault-management-context`),
            reads(() => ({ 'tapi-fm:fault-management-context': faultContext(carrier.view) })),
          ] as const,
        ]
      : []),
  ];
}
