import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import type { PracticeCarrier } from '../practice';

/** Where a carrier is that nobody has connected yet, as whoever connects it needs it. */
export interface ToConnect {
  readonly id: string;
  readonly name: string;
  readonly role: string;
  readonly url: string;
  readonly caFile: string;
  readonly certFile: string;
  readonly keyFile: string;
}

export const toConnectFile = 'to-connect.json';

export const filesOf = (id: string) => ({ ca: `${id}-ca.pem`, cert: `${id}-client-cert.pem`, key: `${id}-client-key.pem` });

export const toConnect = (place: string, { id, name, role, url }: PracticeCarrier): ToConnect => {
  const { ca, cert, key } = filesOf(id);
  return { id, name, role, url, caFile: join(place, ca), certFile: join(place, cert), keyFile: join(place, key) };
};

export const entryOf = ({ id, name, role, url }: Pick<PracticeCarrier, 'id' | 'name' | 'role' | 'url'>) => ({
  id,
  name,
  role,
  url,
  ...filesOf(id),
});

const entry = z.looseObject({ id: z.string(), name: z.string(), url: z.string() });
type Entry = z.infer<typeof entry>;

/** What the configuration of the last start had that was connected by hand. */
export interface Former {
  /** The carrier that was to be connected, under whatever id it was, with where it is and its files of today. */
  entriesAt(carrier: PracticeCarrier): readonly object[];
  /** Carriers of somebody else's. */
  others(carriers: readonly PracticeCarrier[]): readonly object[];
}

export function readFormer(configuration: string, place: string): Former {
  const entries = z.object({ carriers: z.array(entry) }).safeParse(json(configuration)).data?.carriers ?? [];
  const url = z.object({ url: z.string() }).safeParse(json(join(place, toConnectFile))).data?.url;
  const isSpare = (one: Entry): boolean => url !== undefined && one.url === url;
  return {
    entriesAt: (carrier) => entries.filter(isSpare).map((one) => ({ ...one, url: carrier.url, ...filesOf(carrier.id) })),
    others: (carriers) => entries.filter((one) => !isSpare(one) && !carriers.some(({ id }) => id === one.id)),
  };
}

function json(file: string): unknown {
  if (!existsSync(file)) return null;
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    // Somebody has damaged it: it is written anew.
    return null;
  }
}
