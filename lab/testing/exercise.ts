import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readInventory } from '../carrier/inventory';
import { at, buildNetwork, type Link, type Network } from '../carrier/network';
import type { CarrierManager } from '../launcher';
import { inventoryFolder } from '../places';
import { startPractice, type PracticeCarrier, type PracticeCarrierId, type PracticeOptions } from '../practice';
import { connectivityPath, rawClient, type RawAnswer, type RawClient } from './raw-client';
import { routePatch, serviceBody, type ServiceBody } from './service-body';

/** One practice carrier in a process of its own, a client to it, and the network as it was built, to name things by. */
export interface Exercise {
  readonly folder: string;
  readonly carrier: PracticeCarrier;
  readonly manager: CarrierManager;
  readonly client: RawClient;
  readonly network: Network;
  link(id: string): Link;
  /** The SIP of a port, by the port's id. */
  sip(portId: string): string;
  /** Asks for a service over links by their ids. */
  provision(wanted: Wanted): Promise<RawAnswer & { readonly uuid: string }>;
  /** Asks for another route of a service, by links' ids. */
  reroute(uuid: string, links: readonly string[], headers?: Readonly<Record<string, string>>): Promise<RawAnswer>;
  end(): Promise<void>;
}

export interface Wanted extends Partial<Pick<ServiceBody, 'uuid' | 'slots' | 'qualifier' | 'name'>> {
  readonly from: string;
  readonly to: string;
  /** Null: let the carrier choose. */
  readonly links: readonly string[] | null;
}

export async function startExercise(id: PracticeCarrierId, options: PracticeOptions = {}): Promise<Exercise> {
  const folder = await mkdtemp(join(tmpdir(), `longlines-${id}-`));
  const practice = await startPractice(folder, { provisionMs: 5, ...options, carriers: [id] });
  const carrier = practice.carrier(id);
  const network = buildNetwork(readInventory(join(inventoryFolder(), `${id}.json`)));
  const client = rawClient(carrier, network.inventory.restconfRoot);
  const link = (name: string) => at(network.links, name);
  const sip = (portId: string) => at(network.ports, portId).uuid;
  return {
    folder,
    carrier,
    manager: carrier.manager,
    client,
    network,
    link,
    sip,
    async provision({ from, to, links, ...rest }) {
      const uuid = rest.uuid ?? randomUUID();
      const linkUuids = links?.map((name) => link(name).uuid) ?? null;
      const wanted = { ...rest, uuid, aSip: sip(from), zSip: sip(to), topologyUuid: network.topologyUuid, linkUuids };
      const body = serviceBody(wanted, options.tapi);
      return { uuid, ...(await client.post(connectivityPath, body)) };
    },
    reroute(uuid, links, headers) {
      const linkUuids = links.map((name) => link(name).uuid);
      const body = routePatch({ uuid, topologyUuid: network.topologyUuid, linkUuids }, options.tapi);
      return client.patch(`${connectivityPath}/connectivity-service=${uuid}`, body, headers);
    },
    async end() {
      await client.close();
      await practice.stop();
      await rm(folder, { recursive: true });
    },
  };
}

/** `tag: message` of an RFC 8040 error document. */
export function errorOf(answer: RawAnswer): string {
  const { error } = (answer.content as { 'ietf-restconf:errors': { error: { 'error-tag': string; 'error-message': string }[] } })[
    'ietf-restconf:errors'
  ];
  return error.map((each) => `${each['error-tag']}: ${each['error-message']}`).join('; ');
}
