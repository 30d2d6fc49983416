import type { LinkWarning, ReportedService } from '../carrier-link';
import { activeAlarms } from './alarms';
import type { AlarmBoard } from './alarms';
import { connectivityOf } from './connectivity';
import type { Connectivity } from './connectivity';
import type { CarrierDocuments } from './full-read';
import { interpret } from './interpret';
import type { Interpretation } from './interpret';
import type { Json } from './json';
import type { Listing } from './memory';
import type { Notice } from './notices';
import { readServices } from './read-service';
import { snapshotOf, uuidOf } from './snapshot';
import type { Snapshot } from './snapshot';
import type { Terms } from './terms';
import { collectWarnings } from './warnings';

/** What is known of a carrier since it was last read whole, kept up with its notices. */
export interface Knowledge {
  readonly snapshot: Snapshot;
  readonly interpretation: Interpretation;
  readonly connectivity: Connectivity;
  /** As they were at the full read. */
  readonly services: readonly ReportedService[];
  /** Services and connections by uuid, as the manager sent them last; kept up. */
  readonly contents: Map<string, Json>;
  /** Whether the manager lists the alarms that stand. */
  readonly listsAlarms: boolean;
}

/** From the documents of a full read. The alarms in `notices` stand on top of what was read, for they may be missing in it. */
export function learn(
  documents: CarrierDocuments,
  notices: readonly Notice[],
  alarms: AlarmBoard,
  terms: Terms,
): { readonly known: Knowledge; readonly warnings: readonly LinkWarning[] } {
  // Without a list of what stands, what was told counts on.
  if (documents.faultContext !== undefined) alarms.replaceAlarms(activeAlarms(documents.faultContext));
  for (const { alarm } of notices) if (alarm) alarms.note(alarm);
  const snapshot = snapshotOf(documents.servicePoints, documents.topologyContext, terms);
  const interpretation = interpret(snapshot, alarms, terms.mapping);
  const connectivity = connectivityOf(documents.connectivityContext, terms);
  const ofServices = collectWarnings();
  const services = readServices(connectivity, { snapshot, index: interpretation.index, mapping: terms.mapping }, ofServices);
  const warnings = [...documents.warnings, ...interpretation.warnings, ...ofServices.list];
  const contents = new Map(connectivity.connections);
  for (const service of connectivity.services) contents.set(uuidOf(service) ?? '', service);
  return {
    known: { snapshot, interpretation, connectivity, services, contents, listsAlarms: documents.faultContext !== undefined },
    warnings,
  };
}

/** What a manager lists, to be compared with what it lists when it comes back. */
export function listingOf({ interpretation, services }: Knowledge): Listing {
  const { nodes, ports, resources } = interpretation;
  const names = (things: readonly { readonly uuid: string; readonly name: string }[]) =>
    new Map(things.map(({ uuid, name }) => [uuid, name]));
  return { node: names(nodes), port: names(ports), link: names(resources), service: names(services) };
}

/** What is no longer as it was when the link was lost; a carrier that was rebuilt meanwhile is to be noticed by people. */
export function warnOfOtherListing(before: Listing, now: Listing): readonly LinkWarning[] {
  return (['node', 'port', 'link', 'service'] as const).flatMap((kind) => {
    const gone = [...before[kind]].filter(([uuid]) => !now[kind].has(uuid));
    if (gone.length === 0) return [];
    const newNames = new Set([...now[kind]].filter(([uuid]) => !before[kind].has(uuid)).map(([, name]) => name));
    const renamed = gone.filter(([, name]) => newNames.has(name));
    const examples = gone.slice(0, 3).map(([uuid, name]) => (name === '' ? uuid : name));
    const more = gone.length > examples.length ? ` and ${gone.length - examples.length} more` : '';
    const under = renamed.length > 0 ? `; ${renamed.length} of them are listed under other uuids now` : '';
    const message = `the manager came back with another inventory: it no longer lists ${examples.join(', ')}${more}${under}; they are taken as ${kind === 'service' ? 'lost' : 'withdrawn'}: check with the carrier that this is meant`;
    return [{ subject: `inventory, ${kind}s`, message }];
  });
}
