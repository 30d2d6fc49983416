import { entries, member } from './json';
import type { Json } from './json';
import { uuidOf } from './snapshot';
import { asCurrent } from './terms';
import type { Terms } from './terms';

/** The services that a manager lists, and the connections that realise them. */
export interface Connectivity {
  readonly services: readonly Json[];
  /** By uuid. */
  readonly connections: ReadonlyMap<string, Json>;
}

/** From the contents of `connectivity-context`. */
export function connectivityOf(context: Json | undefined, terms: Terms): Connectivity {
  const connections = entries(member(context, 'connection')).map((value) => asCurrent('connection', value, terms));
  return {
    services: entries(member(context, 'connectivity-service')).map((value) => asCurrent('service', value, terms)),
    connections: new Map(connections.map((connection) => [uuidOf(connection) ?? '', connection])),
  };
}
