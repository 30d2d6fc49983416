import type { LinkWarning } from '../carrier-link';
import type { CarrierMapping } from '../mapping';
import { createAlarmBoard } from '../tapi/alarms';
import { interpret } from '../tapi/interpret';
import { entries, member, parseJson } from '../tapi/json';
import { snapshotOf } from '../tapi/snapshot';
import { dialectByDocument, dialects } from '../tapi/versions/choose';
import type { ImportProblem, ReadOutcome } from './found';

/**
 * Reads a TAPI context (2.1.3 or 2.5.0) as a manager would answer it (`tapi-common:context`), by the carrier's mapping table. Services and alarms in it are not
 * read: what the carrier carries today shows in its available capacity, and what was wrong when the file was made says nothing of the day that is planned.
 */
export function readTapiFile(text: string, file: string, mapping: CarrierMapping): ReadOutcome {
  const parsed = parseJson(text);
  if (parsed.kind === 'malformed') return unreadable(`it is no JSON: ${parsed.reason}`);
  const context = member(parsed.value, 'context') ?? parsed.value;
  const [servicePoints, topologyContext] = [member(context, 'service-interface-point'), member(context, 'topology-context')];
  if (entries(member(topologyContext, 'topology')).length === 0) {
    return unreadable('there is no topology in it: save what the manager answers to a read of tapi-common:context');
  }
  // A file lists no revisions: where nothing in it says which version it is, it reads the same in both.
  const dialect = mapping.tapiVersion === 'listed' ? dialectByDocument(context).dialect : dialects[mapping.tapiVersion];
  const snapshot = snapshotOf(servicePoints, topologyContext, { dialect, mapping });
  const { nodes, ports, resources, warnings } = interpret(snapshot, createAlarmBoard([]), mapping);
  return {
    kind: 'content',
    content: {
      nodes: nodes.map((thing) => ({ thing, file, where: `node ${thing.uuid}` })),
      ports: ports.map((thing) => ({ thing, file, where: `service-interface-point ${thing.uuid}` })),
      // What a manager does not say, or what was refused of it, stays unknown.
      resources: resources.map((thing) => ({ thing, file, where: `link ${thing.uuid}`, isLatencyDerived: false })),
      problems: warnings.map((warning) => problemFrom(warning, file)),
    },
  };
}

/** The interpretation says in these words what it did not take. */
const problemFrom = ({ subject, message }: LinkWarning, file: string): ImportProblem => ({
  file,
  where: subject,
  severity: /\bleft out\b|: the first is (kept|taken)\b/.test(message) ? 'left-out' : 'doubted',
  message,
});

const unreadable = (message: string): ReadOutcome => ({ kind: 'unreadable', where: '', message });
