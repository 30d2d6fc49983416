import { isLinkListed, isListed, isPortListed } from '../condition';
import { at } from '../network';
import { connectionUuid, isRealised } from '../snapshot';
import type { LogEntry, Subject } from '../stream-log';
import { conditionUuid, severityOf } from './alarm';
import { connectionDocument, serviceDocument } from './connectivity-document';
import type { View } from './dialect';
import { sourceOf } from './notices';
import { tapiTime } from './tapi-time';
import { linkDocument, nodeDocument, sipDocument } from './topology-document';

/** tapi-streaming: one log record. A thing that has gone in the meantime is sent without its content: its tombstone follows. */
export function logRecord(view: View, log: { readonly id: string; token(entry: LogEntry): string }, entry: LogEntry) {
  const recordType = { stands: 'CREATE_UPDATE', deleted: 'DELETE', tombstone: 'TOMBSTONE' }[entry.type];
  const header = {
    'tapi-context': view.network.contextUuid,
    token: log.token(entry),
    'full-log-record-offset-id': [
      { 'value-name': 'log-id', value: log.id },
      { 'value-name': 'sequence-number', value: String(entry.sequence) },
    ],
    'log-append-time-stamp': tapiTime(entry.atMs),
    'entity-key': entry.key,
    'record-type': `tapi-streaming:RECORD_TYPE_${recordType}`,
  };
  return { 'log-record-header': header, ...(entry.type === 'tombstone' ? {} : { 'log-record-body': body(view, entry) }) };
}

function body(view: View, { subject, type, atMs }: LogEntry) {
  const { topologyUuid, contextUuid } = view.network;
  const content = view.dialect.streams.contents[subject.kind === 'condition' ? 'condition' : subject.objectKind];
  const shown =
    subject.kind === 'condition' ? conditionDocument(view, subject, type === 'stands') : type === 'stands' ? entity(view, subject) : null;
  const isInTopology = subject.kind === 'entity' && (subject.objectKind === 'link' || subject.objectKind === 'node');
  return {
    'event-time-stamp': { 'primary-time-stamp': tapiTime(atMs) },
    'event-source': sourceOf({ kind: subject.objectKind }),
    ...(isInTopology ? { 'parent-address': [contextUuid, topologyUuid] } : {}),
    'record-content': content.type,
    ...(shown ? { [content.member]: shown } : {}),
  };
}

/** As a GET of it shows it; null: it is not there. */
function entity(view: View, { objectKind, uuid }: Subject): object | null {
  const { network, state } = view;
  switch (objectKind) {
    case 'link': {
      const link = network.links.get(network.linkIds.get(uuid) ?? '');
      if (link) return isLinkListed(state, link) ? linkDocument(view, link) : null;
      // Nobody knows this one: it is told of all the same, on purpose.
      const [any] = network.links.values();
      return any ? { ...linkDocument(view, any), uuid, name: [{ 'value-name': 'link-name', value: 'unknown' }] } : null;
    }
    case 'node': {
      const id = network.nodeIds.get(uuid);
      return id !== undefined && isListed(state, id) ? nodeDocument(view, at(network.nodes, id)) : null;
    }
    case 'port': {
      const id = network.portIds.get(uuid);
      return id !== undefined && isPortListed(network, state, id) ? sipDocument(view, at(network.ports, id)) : null;
    }
    case 'service': {
      const service = state.services.find((each) => each.uuid === uuid);
      return service ? serviceDocument(view, service) : null;
    }
    case 'connection': {
      const service = state.services.find((each) => isRealised(each) && connectionUuid(each) === uuid);
      return service ? connectionDocument(view, service) : null;
    }
  }
}

function conditionDocument(view: View, subject: Extract<Subject, { kind: 'condition' }>, isActive: boolean) {
  const { objectKind, uuid, alarm } = subject;
  return {
    'condition-native-name': alarm,
    'measured-entity-uuid': uuid,
    'measured-entity-class': view.dialect.streams.contents[objectKind].type,
    'detector-uuid': conditionUuid(uuid, alarm),
    'condition-detector-type': 'tapi-streaming:CONDITION_DETECTOR_TYPE_ALARM_DETECTOR',
    'alarm-condition-detector-detail': {
      'alarm-detector-state': `tapi-streaming:ALARM_DETECTOR_STATE_${isActive ? 'ACTIVE' : 'CLEAR'}`,
      'legacy-properties': {
        'perceived-severity': isActive ? severityOf[alarm] : 'CLEARED',
        'service-affect': 'SERVICE_AFFECTING',
      },
    },
  };
}
