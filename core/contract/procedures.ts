import type { z } from 'zod';
import type { Draft } from '../model/draft';
import type { PackOrigin } from '../model/field-pack';
import type { HistoryEntry, HistoryVerdict } from '../model/history';
import type { Handling } from '../model/impairment';
import type { MessagePage } from '../model/link-message';
import type { Margin } from '../model/margin';
import type { RecoveryPause } from '../model/recovery-pause';
import * as account from './accounts';
import * as circuitInput from './circuit-inputs';
import type * as circuit from './circuit-shapes';
import * as connecting from './connecting';
import * as draft from './drafts';
import * as field from './field-pack';
import { historyFind, type HistoryEventsShown, type HistoryPageShown } from './history';
import * as imports from './imports';
import * as input from './inputs';
import * as links from './links';
import type * as network from './network-shapes';
import { practiceFault, practiceStart, type PracticeShown } from './practice';
import { procedure } from './procedure';
import * as queue from './queue';
import * as choice from './route-choices';
import * as recovery from './recovery';
import type * as shown from './shapes';
import * as watch from './watch';

/** What changed nothing but what was asked for, and has nothing to tell. */
export interface Done {
  readonly done: true;
}

/** Everything that may be asked of the host, by name. */
export const procedures = {
  status: procedure<shown.StatusShown>()('store', input.nothing),

  /** Every outgoing connection since the host began; there is no other. */
  'connections.list': procedure<readonly network.OutgoingShown[]>()('store', input.nothing),

  'carriers.list': procedure<readonly shown.CarrierShown[]>()('store', input.nothing),
  'carriers.connect': procedure<Done>()('links', input.carrierConnected),
  /** Of the wizard: what is at an address, what it would bring, and connecting exactly that. */
  'connecting.keep-pem': procedure<{ readonly file: string }>()('links', connecting.pemGiven),
  'connecting.probe': procedure<connecting.ProbeShown>()('links', connecting.managerAddress),
  'connecting.preview': procedure<connecting.ConnectingShown>()('links', connecting.connectingPreview),
  'connecting.carry-out': procedure<connecting.ConnectingAnswer>()('links', connecting.connectingOrder),
  'carriers.resynchronise': procedure<Done>()('links', input.ofCarrier),
  /** Refused with what runs over it. `configuration`: what became of its entry there, in words. */
  'carriers.remove': procedure<{ readonly configuration: string }>()('links', links.carrierRemoved),
  'links.messages': procedure<MessagePage>()('store', links.messagesAsked),
  'links.message': procedure<links.MessageShown>()('store', links.messageAsked),
  'links.show': procedure<links.LinkShown>()('store', links.linkAsked),
  'links.hold': procedure<Done>()('links', links.linkHeld),
  'links.resume': procedure<Done>()('links', links.linkResumed),
  'links.try-certificate': procedure<links.CertificateTried>()('links', links.certificateTried),
  'links.renew-certificate': procedure<{ readonly text: string }>()('links', links.certificateRenewed),
  'interconnects.list': procedure<links.InterconnectsShown>()('store', links.nothingOrCarrier),
  'interconnects.confirm': procedure<Done>()('store', links.portsJoined),
  'interconnects.reject': procedure<Done>()('store', links.portsRejected),
  'interconnects.allow': procedure<Done>()('store', links.portsJoined),
  'interconnects.part': procedure<Done>()('store', links.interconnectParted),
  'recovery.pause': procedure<Done>()('store', input.pause),
  'recovery.resume': procedure<Done>()('queues', input.pause),
  'recovery.pauses': procedure<readonly RecoveryPause[]>()('store', input.nothing),

  'inventory.list': procedure<shown.InventoryShown>()('store', input.inventoryList),
  'inventory.preview': procedure<shown.ImportShown>()('store', input.importPreview),
  'inventory.import': procedure<shown.ImportAnswer>()('store', input.importOrder),

  'network.subject': procedure<network.SubjectShown>()('store', input.ofSubject),
  'network.best': procedure<network.BestShown>()('store', input.sitesJoined),

  'latency.enter': procedure<Done>()('store', input.latencyReading),
  'latency.withdraw': procedure<Done>()('store', watch.latencyWithdrawn),
  'latency.of-part': procedure<watch.PartLatencyShown>()('store', watch.partLatencyAsked),
  'latency.of-order': procedure<watch.OrderLatencyShown>()('store', watch.orderLatencyAsked),
  'latency.traces': procedure<readonly watch.TraceShown[]>()('store', watch.tracesAsked),
  'latency.margins': procedure<readonly Margin[]>()('store', input.marginsAsked),
  'latency.default': procedure<{ readonly scopeIds: readonly string[] }>()('store', input.latencyDefault),
  'latency.withdraw-default': procedure<{ readonly scopeIds: readonly string[] }>()('store', input.latencyDefaultWithdrawn),

  'orders.list': procedure<readonly shown.OrderShown[]>()('store', input.ordersFilter),
  'orders.check': procedure<shown.OrderCheck>()('store', input.typedFields),
  'orders.submit': procedure<{ readonly orderId: string }>()('queues', choice.orderTyped),
  'orders.candidates': procedure<choice.OrderCandidates>()('store', choice.candidatesAsked),
  'orders.choose': procedure<Done>()('queues', choice.orderChosen),
  /** Those that were queued offline, and what has moved since. */
  'orders.queued': procedure<queue.QueuedOrdersShown>()('store', queue.queuedAsked),
  'orders.confirm-queued': procedure<readonly queue.QueueConfirmedShown[]>()('queues', queue.queueConfirmed),
  'orders.when-heard': procedure<Done>()('queues', queue.whenHeardSet),
  'orders.await': procedure<shown.AwaitedShown>()('store', input.ordersAwaited),
  'orders.show': procedure<shown.DossierShown>()('store', input.ofOrder),
  'orders.over': procedure<network.OrdersOverShown>()('store', input.ofSubject),
  'orders.explain': procedure<shown.ExplanationShown>()('store', input.ofOrder),
  'orders.cancel': procedure<Done>()('queues', input.cancellation),
  'orders.freeze': procedure<Done>()('store', input.orderIntervention),
  'orders.unfreeze': procedure<Done>()('queues', input.orderIntervention),
  'orders.move': procedure<shown.MoveShown>()('queues', input.orderMove),
  'orders.revert': procedure<shown.MoveShown>()('queues', input.orderIntervention),

  'impairments.list': procedure<readonly shown.ImpairmentListedShown[]>()('store', input.impairmentsFilter),
  'impairments.show': procedure<shown.ImpairmentListedShown>()('store', input.ofImpairment),
  'impairments.report': procedure<watch.IncidentShown>()('store', watch.incidentAsked),
  'impairments.handle': procedure<Handling>()('store', input.impairmentStep),

  'recovery.survey': procedure<recovery.RecoverySurveyShown>()('store', recovery.recoverySurveyed),
  'recovery.ways': procedure<recovery.WaysShown>()('links', recovery.waysAsked),
  'recovery.preview': procedure<readonly recovery.PreviewedMoveShown[]>()('links', recovery.movesPreviewed),
  'recovery.carry-out': procedure<readonly recovery.CarriedOutShown[]>()('links', recovery.movesCarriedOut),

  'what-if': procedure<shown.WhatIfShown>()('links', input.suppositions),

  'reconciliation.compare': procedure<shown.ReconciliationShown>()('links', input.comparison),
  'reconciliation.list': procedure<readonly shown.StandingDiscrepancyShown[]>()('store', input.nothing),
  'reconciliation.settle': procedure<shown.RemedyShown>()('queues', input.remedyAsked),

  'lock-outs.list': procedure<readonly shown.LockOutShown[]>()('store', input.nothing),
  'lock-outs.add': procedure<{ readonly runningOver: readonly { readonly orderId: string; readonly customer: string }[] }>()(
    'store',
    input.subjectIntervention,
  ),
  'lock-outs.release': procedure<Done>()('queues', input.subjectIntervention),

  'windows.list': procedure<readonly shown.WindowShown[]>()('store', input.nothing),
  'windows.plan': procedure<shown.WindowPlannedShown>()('queues', input.windowPlan),
  'windows.change': procedure<shown.WindowPlannedShown>()('queues', input.windowChange),
  'windows.cancel': procedure<shown.WindowPlannedShown>()('queues', input.windowCancel),
  'windows.preview': procedure<shown.WindowPreviewShown>()('links', input.windowPreview),

  'switches.list': procedure<readonly circuit.SwitchShown[]>()('store', input.nothing),
  'switches.connect': procedure<Done>()('links', circuitInput.switchConnected),
  'switches.compare': procedure<Done>()('links', circuitInput.ofSwitch),
  'switches.remove': procedure<Done>()('store', circuitInput.onSwitch),
  'paths.list': procedure<readonly circuit.PathShown[]>()('store', input.nothing),
  'paths.show': procedure<circuit.PathDossierShown>()('store', circuitInput.ofPath),
  'paths.add': procedure<{ readonly pathId: string }>()('queues', circuitInput.pathTyped),
  'paths.change': procedure<Done>()('queues', circuitInput.pathChangeTyped),
  'paths.remove': procedure<Done>()('store', circuitInput.onPath),
  'paths.retry': procedure<Done>()('queues', circuitInput.onPath),
  'paths.requests': procedure<readonly circuit.BulkRequestShown[]>()('store', circuitInput.requestsAsked),
  'circuits.order': procedure<readonly circuit.CircuitOutcomeShown[]>()('queues', circuitInput.circuitOrdersTyped),
  'circuits.check': procedure<readonly circuit.CircuitCheckShown[]>()('store', circuitInput.circuitOrdersChecked),
  'circuits.release': procedure<readonly circuit.CircuitReleaseShown[]>()('queues', circuitInput.circuitsReleased),
  'circuits.list': procedure<readonly circuit.CircuitOrderShown[]>()('store', circuitInput.circuitsFilter),
  'circuits.show': procedure<circuit.CircuitDossierShown>()('store', circuitInput.ofCircuitOrder),
  'circuits.touched-by': procedure<circuit.LineShown>()('store', circuitInput.lineTyped),
  'conditions.show': procedure<circuit.ConditionsShown>()('store', input.nothing),
  'conditions.check': procedure<circuit.ConditionsCheckShown>()('store', circuitInput.conditionsChecked),
  'conditions.save': procedure<circuit.ConditionsSavedShown>()('queues', circuitInput.conditionsSaved),
  'conditions.try': procedure<circuit.ConditionsTriedShown>()('store', circuitInput.conditionsTried),

  'host-keys.forget': procedure<Done>()('store', circuitInput.onHostKey),
  'sessions.content': procedure<readonly circuit.SessionPieceShown[]>()('store', circuitInput.ofSession),
  'sessions.erase': procedure<Done>()('store', circuitInput.onSession),

  /** Of the shell, in whichever network one asks: see `practice.ts`. */
  'practice.state': procedure<PracticeShown>()('store', input.nothing),
  'practice.start': procedure<PracticeShown>()('store', practiceStart),
  /** Answered once it is being ended: who asks through a window of the practice loses that window. */
  'practice.stop': procedure<PracticeShown>()('store', input.nothing),
  'practice.break': procedure<{ readonly text: string }>()('store', practiceFault),
  'practice.repair': procedure<Done>()('store', input.nothing),

  'drafts.list': procedure<readonly draft.DraftShown[]>()('store', input.nothing),
  'drafts.show': procedure<Draft>()('store', draft.ofDraft),
  'drafts.save': procedure<draft.DraftSavedShown>()('store', draft.draftSaved),
  'drafts.discard': procedure<draft.DraftDiscardedShown>()('store', draft.draftDiscarded),
  'imports.list': procedure<readonly imports.ImportShown[]>()('store', input.nothing),
  'imports.show': procedure<imports.ImportShown>()('store', imports.ofImport),
  'imports.rows': procedure<imports.ImportRowsShown>()('store', imports.importRowsAsked),
  'imports.begin': procedure<Done>()('store', imports.importBegun),
  /** Tries them, and says what it came to so far. */
  'imports.add': procedure<imports.ImportShown>()('store', imports.importRowsGiven),
  'imports.carry-out': procedure<imports.ImportShown>()('queues', imports.onImport),
  'imports.stop': procedure<imports.ImportShown>()('store', imports.onImport),
  /** Cancels or releases what it entered. */
  'imports.take-back': procedure<imports.ImportShown>()('queues', imports.onImport),
  'imports.discard': procedure<Done>()('store', imports.onImport),
  'accounts.list': procedure<readonly account.AccountShown[]>()('store', input.nothing),
  'accounts.add': procedure<Done>()('store', account.accountAdded),
  'accounts.role': procedure<Done>()('store', account.accountRole),
  'accounts.password': procedure<Done>()('store', account.accountPassword),
  'accounts.remove': procedure<Done>()('store', account.onAccount),
  'accounts.own-password': procedure<Done>()('store', account.ownPassword),
  'secrets.list': procedure<account.SecretsShown>()('store', input.nothing),
  'secrets.keep': procedure<Done>()('store', account.secretKept),
  'secrets.remove': procedure<Done>()('store', account.onSecret),

  /** A part of the network for the field, and what was changed there. */
  'field-pack.count': procedure<field.PackCountedShown>()('store', field.packCounted),
  'field-pack.make': procedure<field.PackMadeShown>()('store', field.packMade),
  'field-pack.inspect': procedure<field.PackShown>()('store', field.sealedGiven),
  /** Of the shell, in whichever network one asks; `close` and `remove`: nothing of it is lost, or all. */
  'field-pack.open': procedure<PackOrigin>()('store', field.sealedGiven),
  'field-pack.reopen': procedure<Done>()('store', field.packReopened),
  'field-pack.close': procedure<Done>()('store', input.nothing),
  'field-pack.remove': procedure<Done>()('store', field.packReopened),
  'field-pack.state': procedure<field.FieldStateShown>()('store', input.nothing),
  'field-pack.changes': procedure<readonly field.FieldChangeShown[]>()('store', input.nothing),
  'field-pack.note': procedure<Done>()('store', field.fieldNote),
  'field-pack.propose': procedure<field.SealedShown>()('store', field.proposalMade),
  'field-pack.review': procedure<field.ProposalShown>()('store', field.sealedGiven),
  'field-pack.apply': procedure<readonly field.ChangeAppliedShown[]>()('queues', field.proposalApplied),

  compliance: procedure<shown.ComplianceShown>()('store', input.complianceAsked),
  'hand-over': procedure<shown.HandOverShown>()('store', input.shift),

  'history.tail': procedure<readonly HistoryEntry[]>()('store', input.historyTail),
  'history.find': procedure<HistoryPageShown>()('store', historyFind),
  'history.events': procedure<HistoryEventsShown>()('store', input.nothing),
  'history.verify': procedure<HistoryVerdict>()('store', input.historyCheck),
  'history.export-head': procedure<{ readonly head: string }>()('store', input.nothing),
  backup: procedure<{ readonly file: string; readonly bytes: number }>()('store', input.backup),
} as const;

export type ProcedureName = keyof typeof procedures;
/** As it is given, and as it is once it was checked. */
export type InputOf<Name extends ProcedureName> = z.input<(typeof procedures)[Name]['input']>;
export type CheckedInputOf<Name extends ProcedureName> = z.output<(typeof procedures)[Name]['input']>;
export type OutputOf<Name extends ProcedureName> = NonNullable<(typeof procedures)[Name]['output']>;

export const isProcedureName = (name: string): name is ProcedureName => Object.hasOwn(procedures, name);
