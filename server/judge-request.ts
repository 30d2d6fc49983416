import { networkKinds, purposes, type NetworkKind, type Purpose } from '../core/contract/channel';

/** What a request is, as far as it is looked at before anything is done. */
export interface RequestFacts {
  readonly method: string;
  /** As it came: path and query. */
  readonly url: string;
  readonly host: string | undefined;
  readonly origin: string | undefined;
  /** It wants to become a WebSocket. */
  readonly isUpgrade: boolean;
  readonly hasBody: boolean;
}

export interface Expected {
  /** `http://127.0.0.1:7171`: as it was printed, and no other name for the same machine. */
  readonly origin: string;
  readonly maxUrlLength: number;
  readonly isFile: (path: string) => boolean;
}

export type Route =
  | { readonly kind: 'file'; readonly path: string }
  /** Whether a token is good, signing in, signing out. */
  | { readonly kind: 'session'; readonly act: 'ask' | 'sign-in' | 'sign-out' }
  /** To the page with its token, for a code that is good once. */
  | { readonly kind: 'open'; readonly code: string; readonly network: NetworkKind }
  | { readonly kind: 'socket'; readonly purpose: Purpose; readonly network: NetworkKind };

export interface Refusal {
  readonly kind: 'refused';
  readonly status: number;
  /** Names the remedy. */
  readonly message: string;
}

export const refusal = (status: number, message: string): Refusal => ({ kind: 'refused', status, message });

/**
 * Which route a request takes, or why none. Host is compared exactly, so that a foreign name that leads here (DNS rebinding) is of no use; and Origin, so
 * that another page cannot speak in the operator's name: it has to be there on whatever is more than a file. The token is judged after.
 */
export function judgeRequest(facts: RequestFacts, { origin, maxUrlLength, isFile }: Expected): Route | Refusal {
  const { method, url, isUpgrade } = facts;
  if (url.length > maxUrlLength) return refusal(414, `the address is longer than ${maxUrlLength} characters`);
  if (facts.host?.toLowerCase() !== new URL(origin).host) return refusal(421, `this is the console of ${origin}: open that address`);
  if (facts.origin !== undefined && facts.origin !== origin) return refusal(403, 'the page that asks is not of this console');
  if (!url.startsWith('/')) return refusal(400, 'the address is none');
  const mark = url.indexOf('?');
  const [path, query] = mark < 0 ? [url, ''] : [url.slice(0, mark), url.slice(mark + 1)];
  const purpose = purposes.find((one) => path === `/${one}`);
  if (facts.hasBody && !(path === '/session' && method === 'POST')) return refusal(413, 'no content is taken here');
  if (purpose !== undefined) {
    if (method !== 'GET') return refusal(405, 'a WebSocket begins with GET');
    if (!isUpgrade) return refusal(426, 'this address is for a WebSocket');
    return socketRoute(purpose, query, facts.origin);
  }
  if (isUpgrade) return refusal(404, 'there is no WebSocket at this address');
  if (path === '/session') {
    const act = sessionActs.get(method);
    if (act === undefined) return refusal(405, 'GET, POST or DELETE');
    // A browser leaves it out when it gets from its own origin.
    if (act !== 'ask' && facts.origin === undefined) return refusal(403, 'the page that asks does not say who it is');
    return { kind: 'session', act };
  }
  if (path === '/open') {
    if (method !== 'GET') return refusal(405, 'GET');
    const code = /^once=([\w-]{43})(&network=(live|practice))?$/.exec(query);
    return code?.[1] === undefined
      ? refusal(400, 'the address is not whole')
      : { kind: 'open', code: code[1], network: code[3] === 'practice' ? 'practice' : 'live' };
  }
  const file = path === '/' ? '/index.html' : path;
  if (!isFile(file)) return refusal(404, `there is nothing at this address; the console is at ${origin}/`);
  if (method !== 'GET' && method !== 'HEAD') return refusal(405, 'GET or HEAD');
  return { kind: 'file', path: file };
}

const sessionActs = new Map<string, Extract<Route, { kind: 'session' }>['act']>([
  ['GET', 'ask'],
  ['POST', 'sign-in'],
  ['DELETE', 'sign-out'],
]);

function socketRoute(purpose: Purpose, query: string, origin: string | undefined): Route | Refusal {
  if (origin === undefined) return refusal(403, 'the page that asks does not say who it is');
  const parameters = [...new URLSearchParams(query)];
  const [named, ...more] = parameters;
  if (named === undefined) return { kind: 'socket', purpose, network: 'live' };
  const network = networkKinds.find((kind) => kind === named[1]);
  if (named[0] !== 'network' || more.length > 0 || network === undefined)
    return refusal(400, `a WebSocket takes network=${networkKinds.join(' or network=')}, and nothing else`);
  return { kind: 'socket', purpose, network };
}
