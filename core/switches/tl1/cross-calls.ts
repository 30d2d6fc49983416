import { isSameLine } from '../../model/switch';
import type { ConnectOutcome, CrossConnection, DisconnectOutcome, SwitchRefusal, Unsettled } from '../creation-system';
import { crossAid } from './aids';
import { ask } from './ask';
import type { Tl1Conversation } from './ask';
import { retrieveCircuits, retrieveCrosses, retrieveCrossesOfLine } from './retrieve';
import type { HeldCross } from './retrieve';

/** `ENT-CRS-VC`; whatever is answered but yes is compared with what the switch holds. */
export async function connectAt(conversation: Tl1Conversation, cross: CrossConnection, isAgain = false): Promise<ConnectOutcome> {
  const asked = await ask(conversation, { verb: 'ENT-CRS-VC', aid: crossAid(cross), state: 'IS' });
  switch (asked.kind) {
    case 'done':
      return { kind: 'connected' };
    case 'busy':
      return { kind: 'busy', ...asked.refusal };
    case 'stopped':
      return { kind: 'unsettled', reason: 'ENT-CRS-VC was not sent', isLinkLost: false };
    case 'unsettled':
      return asked.isLinkLost ? asked : ((await settleConnect(conversation, cross, null)) ?? asked);
    case 'partly':
    case 'refused': {
      const settled = await settleConnect(conversation, cross, asked.refusal);
      if (settled) return settled;
      // A bulk request may have made the circuit between the refusal and the reading.
      if (asked.codes.includes('IENE') && !isAgain) return connectAt(conversation, cross, true);
      return { kind: 'refused', ...asked.refusal };
    }
  }
}

/** What follows from what the switch holds; null: nothing that was not known. Without a refusal the command may be carried out yet. */
async function settleConnect(
  conversation: Tl1Conversation,
  cross: CrossConnection,
  refusal: SwitchRefusal | null,
): Promise<ConnectOutcome | null> {
  // Refused is not done, whether or not it can be told why.
  const unread = (read: Unread): ConnectOutcome | null => (refusal !== null && read.kind === 'refused' ? null : unsettledOf(read));
  const range = { first: cross.vci, last: cross.vci };
  const ofCircuit = await retrieveCrosses(conversation, cross.vpi, range);
  if (ofCircuit.kind !== 'crosses') return unread(ofCircuit);
  const found = ofCircuit.crosses[0];
  if (found && isSameLine(found.cross.line, cross.line))
    return found.isInService ? { kind: 'connected' } : putInService(conversation, cross);
  if (refusal === null) return null;
  if (found) return { kind: 'taken', what: 'circuit', by: found.cross };
  const ofLine = await retrieveCrossesOfLine(conversation, cross.line);
  if (ofLine.kind !== 'crosses') return unread(ofLine);
  const taker = ofLine.crosses[0];
  if (taker) return { kind: 'taken', what: 'line', by: taker.cross };
  const circuit = await retrieveCircuits(conversation, cross.vpi, range);
  if (circuit.kind !== 'held') return unread(circuit);
  return circuit.held.length === 0 ? { kind: 'absent' } : null;
}

/** Left out of service by a disconnection that was broken off. */
async function putInService(conversation: Tl1Conversation, cross: CrossConnection): Promise<ConnectOutcome> {
  const asked = await ask(conversation, { verb: 'ED-CRS-VC', aid: crossAid(cross), state: 'IS' });
  switch (asked.kind) {
    case 'done':
      return { kind: 'connected' };
    case 'busy':
      return { kind: 'busy', ...asked.refusal };
    case 'stopped':
      return { kind: 'unsettled', reason: 'ED-CRS-VC was not sent', isLinkLost: false };
    case 'unsettled':
      return asked;
    case 'partly':
    case 'refused':
      return { kind: 'refused', ...asked.refusal };
  }
}

/** `ED-CRS-VC` to out of service, then `DLT-CRS-VC`; only if it is just this cross-connection. */
export async function disconnectAt(conversation: Tl1Conversation, cross: CrossConnection): Promise<DisconnectOutcome> {
  const before = await findCross(conversation, cross);
  if (before.kind !== 'found') return before;
  const steps = [
    ...(before.held.isInService ? [{ verb: 'ED-CRS-VC', aid: crossAid(cross), state: 'OOS' }] : []),
    { verb: 'DLT-CRS-VC', aid: crossAid(cross) },
  ];
  for (const step of steps) {
    const asked = await ask(conversation, step);
    if (asked.kind === 'done') continue;
    if (asked.kind === 'busy') return { kind: 'busy', ...asked.refusal };
    if (asked.kind === 'stopped') return { kind: 'unsettled', reason: `${step.verb} was not sent`, isLinkLost: false };
    if (asked.kind === 'unsettled' && asked.isLinkLost) return asked;
    const now = await findCross(conversation, cross);
    if (now.kind !== 'found') return now;
    if (asked.kind !== 'unsettled') return { kind: 'refused', ...asked.refusal };
    // Put out of service after all: that step is done.
    if (step.state === 'OOS' && !now.held.isInService) continue;
    return asked;
  }
  return { kind: 'disconnected' };
}

async function findCross(
  conversation: Tl1Conversation,
  cross: CrossConnection,
): Promise<{ readonly kind: 'found'; readonly held: HeldCross } | DisconnectOutcome> {
  const read = await retrieveCrosses(conversation, cross.vpi, { first: cross.vci, last: cross.vci });
  if (read.kind !== 'crosses') return unsettledOf(read);
  const held = read.crosses.find((each) => isSameLine(each.cross.line, cross.line));
  return held ? { kind: 'found', held } : { kind: 'disconnected' };
}

type Unread = ({ readonly kind: 'refused' } & SwitchRefusal) | Unsettled;

/** What the switch holds could not be read, so that it stays open what became of the rest. */
const unsettledOf = (read: Unread): Unsettled =>
  read.kind === 'unsettled'
    ? read
    : { kind: 'unsettled', reason: `what the switch holds could not be read: ${read.code}, ${read.message}`, isLinkLost: false };
