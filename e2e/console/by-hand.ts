import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { z } from 'zod';
import { readInventory } from '../../lab/carrier/inventory';
import { buildNetwork } from '../../lab/carrier/network';
import { inventoryFolder } from '../../lab/places';
import { connectivityPath, rawClient } from '../../lab/testing/raw-client';
import { serviceBody } from '../../lab/testing/service-body';
import type { Lab } from './lab';
import { expect } from './story';
import type { Place } from './place';

const configured = z.object({
  carriers: z.array(
    z.object({
      id: z.string(),
      name: z.string(),
      role: z.enum(['dedicating', 'accessing', 'both']),
      url: z.string(),
      ca: z.string(),
      cert: z.string(),
      key: z.string(),
    }),
  ),
});
const dossier = z.object({
  segments: z.array(
    z.object({
      id: z.string(),
      carrierId: z.string(),
      state: z.string(),
      aPortId: z.string(),
      zPortId: z.string(),
      resourceIds: z.array(z.string()),
    }),
  ),
});
const uuidOf = (id: string): string => id.slice(id.indexOf('/') + 1);

/** The order's part at its first carrier is deleted at the manager, and one like it made there under another id, as somebody at the carrier would by hand. */
export async function madeByHand(place: Place, lab: Lab, orderId: string): Promise<string> {
  const [segment] = dossier.parse(await place.ask('orders', 'show', orderId)).segments.filter(({ state }) => state === 'held');
  if (!segment) throw new Error(`${orderId} has no part`);
  const carrier = configured.parse(JSON.parse(readFileSync(lab.configuration, 'utf8'))).carriers.find(({ id }) => id === segment.carrierId);
  if (!carrier) throw new Error(`${segment.carrierId} is not configured`);
  const network = buildNetwork(readInventory(join(inventoryFolder(), `${carrier.id}.json`)));
  const text = (file: string): string => readFileSync(resolve(dirname(lab.configuration), file), 'utf8');
  const reached = { ...carrier, caPem: text(carrier.ca), client: { certPem: text(carrier.cert), keyPem: text(carrier.key) } };
  const client = rawClient(reached, network.inventory.restconfRoot);
  try {
    expect((await client.delete(`${connectivityPath}/connectivity-service=${segment.id}`)).status).toBe(204);
    const ends = { aSip: uuidOf(segment.aPortId), zSip: uuidOf(segment.zPortId) };
    const links = segment.resourceIds.map(uuidOf);
    const wanted = serviceBody({ uuid: randomUUID(), name: 'by hand', ...ends, topologyUuid: network.topologyUuid, linkUuids: links });
    expect((await client.post(connectivityPath, wanted)).status).toBe(201);
  } finally {
    await client.close();
  }
  return carrier.id;
}
