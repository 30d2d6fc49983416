import type { LinkWarning } from '../carrier-link';
import type { Json } from './json';
import { member } from './json';
import { wordsOf } from './restconf/answer';
import type { RestconfClient } from './restconf/client';
import type { Dialect } from './versions/dialect';

/** The documents of one full read. */
export interface CarrierDocuments {
  readonly servicePoints: Json | undefined;
  readonly topologyContext: Json | undefined;
  readonly connectivityContext: Json | undefined;
  /** undefined: the manager does not offer its active conditions. */
  readonly faultContext: Json | undefined;
  readonly warnings: readonly LinkWarning[];
}

type FullReadOutcome =
  | { readonly kind: 'read'; readonly documents: CarrierDocuments }
  /** Nothing has changed since the last one, by the manager's entity tags. */
  | { readonly kind: 'unchanged' }
  | { readonly kind: 'failed'; readonly reason: string };

/** Reads everything; keeps entity tags, so that a poll of a manager that has them costs little. */
export interface FullReader {
  /** With `isConditional`, what has not changed is not sent again. */
  read(isConditional: boolean): Promise<FullReadOutcome>;
}

interface Part {
  readonly path: string;
  readonly name: string;
  readonly content: Json | undefined;
  readonly etag: string | null;
  readonly doubt: string | null;
}

const context = 'tapi-common:context';
const pathsAndNames = [
  [`${context}/service-interface-point`, 'service-interface-point'],
  [`${context}/tapi-topology:topology-context`, 'topology-context'],
  [`${context}/tapi-connectivity:connectivity-context`, 'connectivity-context'],
  [`${context}/tapi-fm:fault-management-context`, 'fault-management-context'],
] as const;

export function createFullReader(client: RestconfClient, root: string, { hasActiveAlarms }: Dialect): FullReader {
  const paths = pathsAndNames.filter(([, name]) => hasActiveAlarms || name !== 'fault-management-context');
  let last = new Map<string, Part>();
  return {
    async read(isConditional) {
      const before = isConditional ? last : new Map<string, Part>();
      const outcomes = await Promise.all(paths.map(([path, name]) => readPart(client, root, path, name, before.get(path))));
      const failure = outcomes.find((outcome) => typeof outcome === 'string');
      if (typeof failure === 'string') return { kind: 'failed', reason: failure };
      const parts = new Map(outcomes.flatMap((part) => (typeof part === 'string' ? [] : [[part.path, part] as const])));
      const isUnchanged = isConditional && last.size > 0 && [...parts].every(([path, part]) => part === last.get(path));
      last = parts;
      if (isUnchanged) return { kind: 'unchanged' };
      const [servicePoints, topologyContext, connectivityContext, faultContext] = pathsAndNames.map(([path]) => parts.get(path)?.content);
      const warnings = [...parts.values()].flatMap(({ path, doubt }) => (doubt === null ? [] : [{ subject: path, message: doubt }]));
      return { kind: 'read', documents: { servicePoints, topologyContext, connectivityContext, faultContext, warnings } };
    },
  };
}

/** A part that is not there is empty; the fault context may be missing in any way, for TAPI 2.5.0 does not require it. */
async function readPart(
  client: RestconfClient,
  root: string,
  path: string,
  name: string,
  before: Part | undefined,
): Promise<Part | string> {
  const answer = await client.request({ method: 'GET', path: `${root}/data/${path}`, etag: before?.etag ?? null });
  switch (answer.kind) {
    case 'answered':
      return { path, name, content: member(answer.json, name), etag: answer.etag, doubt: answer.doubt };
    case 'unchanged':
      return before ?? `the manager answered "not modified" to a read of ${name} that was not conditional: the carrier has to correct it`;
    case 'refused':
      if (answer.status === 404 || (name === 'fault-management-context' && answer.status < 500 && ![401, 403].includes(answer.status))) {
        return { path, name, content: undefined, etag: null, doubt: null };
      }
      return `the manager refuses to show its ${name}: ${wordsOf(answer)}: check that our client may read it`;
    case 'failed':
      return `the full read failed at ${name}: ${answer.reason}`;
  }
}
