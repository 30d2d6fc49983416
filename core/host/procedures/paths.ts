import { pathFields, readPath, type PathField, type PathFields } from '../../circuits/path-intake';
import { exactDuration } from '../../model/duration';
import type { PathRequest } from '../../model/virtual-path';
import type { PathChange } from '../../pools/manage-path';
import type { Host } from '../create-host';
import { answer, done, failed, refused, type Handlers } from './serving';
import { showBulkRequest, showPath } from './show-path';
import { strangeFields } from './typed-fields';

export const pathHandlers: Handlers<
  'paths.list' | 'paths.show' | 'paths.add' | 'paths.change' | 'paths.remove' | 'paths.retry' | 'paths.requests'
> = {
  async 'paths.list'({ host, clock }) {
    const names = await switchNames(host);
    return answer((await host.virtualPaths()).map((status) => showPath(status, names, clock.now())));
  },
  async 'paths.show'({ host, clock }, { pathId }) {
    const status = await host.virtualPath(pathId);
    if (!status) return failed('not-found', await unknownPath(host, pathId));
    const users = new Map((await host.circuitOrders({ pathId })).map(({ id, endUser }) => [id, endUser]));
    return answer({
      ...showPath(status, await switchNames(host), clock.now()),
      circuits: status.circuits.map((circuit) => ({
        ...circuit,
        endUser: circuit.orderId === null ? null : (users.get(circuit.orderId) ?? null),
      })),
      waitingOrderIds: status.waiting,
      requests: await host.bulkRequests({ pathId, count: shownRequests }),
    });
  },
  async 'paths.add'({ host }, { fields, by }) {
    const strange = strangeFields(fields, pathFields, 'a path');
    if (strange !== null) return failed('invalid-input', strange);
    const intake = readPath(fields);
    if (intake.kind === 'malformed') return failed('invalid-input', wordsOf(intake.problems));
    const submission = await host.addPath(intake.request, by);
    return submission.kind === 'refused' ? refused(submission) : answer({ pathId: intake.request.id });
  },
  async 'paths.change'({ host }, { pathId, fields, by }) {
    const strange = strangeFields(fields, changeable, 'a path that can be changed');
    if (strange !== null) return failed('invalid-input', strange);
    if (Object.keys(fields).length === 0)
      return failed('invalid-input', `nothing of path ${pathId} is to be changed; name one of ${changeable.join(', ')}`);
    const status = await host.virtualPath(pathId);
    if (!status) return failed('not-found', await unknownPath(host, pathId));
    const intake = readPath({ ...fieldsOf(status.path), ...fields });
    if (intake.kind === 'malformed') return failed('invalid-input', wordsOf(intake.problems));
    const submission = await host.changePath(pathId, changeOf(intake.request, fields), by);
    return submission.kind === 'refused' ? refused(submission) : done;
  },
  'paths.remove': async ({ host }, { pathId, by }) => settled(host, pathId, await host.removePath(pathId, by)),
  'paths.retry': async ({ host }, { pathId, by }) => settled(host, pathId, await host.retryPath(pathId, by)),
  async 'paths.requests'({ host }, { pathId, count }) {
    const known = [...(await host.carriedPaths()).values()].map(({ path }) => path);
    const paths = new Map([...(await host.removedPaths()), ...known].map((path) => [path.id, path]));
    if (pathId !== undefined && !paths.has(pathId)) return failed('not-found', await unknownPath(host, pathId));
    const requests = await host.bulkRequests({ ...(pathId === undefined ? {} : { pathId }), count });
    return answer(
      requests.flatMap((request) => {
        const path = paths.get(request.pathId);
        return path ? [showBulkRequest(request, path)] : [];
      }),
    );
  },
};

const shownRequests = 10;

const wordsOf = (problems: readonly { readonly message: string }[]): string => problems.map(({ message }) => message).join('; ');

async function settled(host: Host, pathId: string, submission: Awaited<ReturnType<Host['removePath']>>) {
  if (submission.kind === 'received') return done;
  return (await host.carriedPaths()).has(pathId) ? refused(submission) : failed('not-found', await unknownPath(host, pathId));
}

async function unknownPath(host: Host, pathId: string): Promise<string> {
  const known = [...(await host.carriedPaths()).keys()];
  return `virtual path ${pathId} is not known; ${known.length > 0 ? 'check its id' : 'add one first'}`;
}

/** Or was, and ended orders name it. */
export const isPathKnown = async (host: Host, pathId: string): Promise<boolean> =>
  (await host.carriedPaths()).has(pathId) || (await host.removedPaths()).some(({ id }) => id === pathId);

export const switchNames = async (host: Host): Promise<ReadonlyMap<string, string>> =>
  new Map((await host.switches()).map(({ id, name }) => [id, name]));

/** What of a path can be changed, and where it is in a change. */
const changes: Readonly<Partial<Record<PathField, (request: PathRequest) => PathChange>>> = {
  provider: ({ provider }) => ({ provider }),
  vcis: ({ vcis }) => ({ vcis }),
  'delta-threshold': ({ deltaThreshold }) => ({ deltaThreshold }),
  'bulk-size': ({ bulkSize }) => ({ bulkSize }),
  'time-threshold': ({ timeThresholdMs }) => ({ timeThresholdMs }),
  attempts: ({ maxAttempts }) => ({ maxAttempts }),
  backoff: ({ backoffMs }) => ({ backoffMs }),
  quarantine: ({ quarantineMs }) => ({ quarantineMs }),
  reserve: ({ isReserveHeld }) => ({ isReserveHeld }),
  order: ({ carriedByOrderId }) => ({ carriedByOrderId }),
};
const changeable = pathFields.filter((field) => changes[field] !== undefined);

/** Only what was named: what somebody else changes at the same moment stays. */
const changeOf = (request: PathRequest, fields: PathFields): PathChange =>
  changeable.reduce<PathChange>(
    (change, field) => (fields[field] === undefined ? change : { ...change, ...changes[field]?.(request) }),
    {},
  );

const fieldsOf = (path: PathRequest): PathFields => ({
  ...{ path: path.id, switch: path.switchId, provider: path.provider, side: path.side, vpi: String(path.vpi) },
  ...{ vcis: `${path.vcis.first}-${path.vcis.last}`, 'delta-threshold': String(path.deltaThreshold), 'bulk-size': String(path.bulkSize) },
  ...{ 'time-threshold': exactDuration(path.timeThresholdMs), attempts: String(path.maxAttempts) },
  ...{ backoff: exactDuration(path.backoffMs), quarantine: exactDuration(path.quarantineMs) },
  ...{ reserve: path.isReserveHeld ? 'hold' : 'use', order: path.carriedByOrderId ?? '' },
});
