import { z } from 'zod';
import type { CertificateFacts, CertificateOwner, Expiry } from '../model/certificate';
import type { LinkHold } from '../model/link-hold';
import { messageKinds, type LinkMessage, type MessageBody, type NoticeWay } from '../model/link-message';
import { by, id, text } from './inputs';

/** A dedicated link itself: `id` is its carrier's. Times are milliseconds since the epoch. */
export interface LinkRow {
  readonly id: string;
  /** The manager's address; empty: it was not connected since the host began. */
  readonly url: string;
  /** An operator keeps it from being used; null: it is not. */
  readonly hold: LinkHold | null;
  /** When anything came from the manager. */
  readonly heardAtMs: number | null;
  /** How things were at this time is known. */
  readonly informedAtMs: number | null;
  /** There and back to the manager: the middle of the last ten minutes, and the last one; null: not measured yet. */
  readonly roundTripMs: number | null;
  readonly lastTripMs: number | null;
  readonly trips: readonly number[];
  /** `TAPI 2.5.0`; empty: not known yet. */
  readonly protocol: string;
  readonly notices: NoticeWay | null;
  /** Notices that were missed since the host began. */
  readonly gaps: number;
  readonly tls: string;
  /** Of ours, the manager's and its authority's the one that ends first. */
  readonly certificate: Pick<LinkCertificate, 'whose' | 'expiry' | 'validFromMs' | 'validToMs'> | null;
  readonly readAtMs: number | null;
  readonly readMs: number | null;
  readonly underWay: number;
  /** How many were noted since the host began: another number is another message. */
  readonly messages: number;
  readonly lastMessageAtMs: number | null;
  /** Its manager was connected since the host began: its link can be made anew. */
  readonly isManaged: boolean;
}

export interface LinkCertificate extends CertificateFacts {
  readonly whose: CertificateOwner;
  /** 0: its own; then those that issued it. */
  readonly place: number;
  readonly expiry: Expiry;
}

export interface LinkShown {
  readonly certificates: readonly LinkCertificate[];
  /** Where ours comes from; null: the manager was not connected since the host began. */
  readonly files: { readonly certFile: string; readonly keyFile: string } | null;
  /** Another one of ours that is used at the next connection. */
  readonly next: CertificateFacts | null;
  /** How what the manager says is read; empty as above. */
  readonly mapping: readonly MappingLine[];
}

/** One line of a carrier's mapping table: what it says, and what that is here. `isOwn`: not as the standard table has it. */
export interface MappingLine {
  readonly group: string;
  readonly theirs: string;
  readonly ours: string;
  readonly isOwn: boolean;
}

export interface MessageShown {
  readonly message: LinkMessage;
  /** null: there was none, or it made room for later ones. */
  readonly body: MessageBody | null;
}

export interface CertificateTried {
  readonly certificate: CertificateFacts;
  readonly protocol: string;
  readonly roundTripMs: number;
}

export const messagesAsked = z.strictObject({
  carrierId: id.optional(),
  kinds: z.array(z.enum(messageKinds)).max(messageKinds.length).optional(),
  isNotable: z.boolean().optional(),
  text: z.string().max(200).optional(),
  before: z.int().min(1).optional(),
  count: z.int().min(1).max(10_000),
});
export const messageAsked = z.strictObject({ number: z.int().min(1) });
/** Without a carrier: each. */
export const nothingOrCarrier = z.strictObject({ carrierId: id.optional() });
export const linkAsked = z.strictObject({ carrierId: id });
export const linkHeld = z.strictObject({ carrierId: id, kind: z.enum(['paused', 'disconnected']), reason: text(500), ...by });
export const linkResumed = z.strictObject({ carrierId: id, reason: text(500), ...by });
const identity = { carrierId: id, certFile: text(4096), keyFile: text(4096) };
export const certificateTried = z.strictObject(identity);
/** `isAtOnce`: the link is made anew now; else it is used when the link is made anew the next time. */
export const certificateRenewed = z.strictObject({ ...identity, isAtOnce: z.boolean(), ...by });
export const carrierRemoved = z.strictObject({ carrierId: id, reason: text(500), ...by });

/** Two ports of two carriers at one site, that may be joined. */
export interface InterconnectProposed {
  readonly siteId: string;
  readonly siteName: string;
  readonly a: ProposedEnd;
  readonly z: ProposedEnd;
  readonly signals: readonly string[];
  /** Why these two, in words. */
  readonly why: string;
  /** Others that could be joined just as well at each side. */
  readonly freeA: readonly ProposedEnd[];
  readonly freeZ: readonly ProposedEnd[];
}
export interface ProposedEnd {
  readonly carrierId: string;
  readonly portId: string;
  readonly portName: string;
  readonly nodeName: string;
}
export interface InterconnectKnown {
  readonly id: string;
  readonly siteId: string | null;
  readonly siteName: string;
  readonly a: ProposedEnd;
  readonly z: ProposedEnd;
  /** Matched by the plug identifiers that both carriers report, or confirmed by an operator. */
  readonly origin: 'plug-id' | 'operator';
  readonly condition: string;
  /** Whose connection uses it; null: it is free. */
  readonly orderId: string | null;
}
export interface InterconnectsShown {
  readonly known: readonly InterconnectKnown[];
  readonly proposed: readonly InterconnectProposed[];
  readonly rejected: readonly {
    readonly a: ProposedEnd;
    readonly z: ProposedEnd;
    readonly by: string;
    readonly reason: string;
    readonly atMs: number;
  }[];
}
const twoPorts = { aPortId: id, zPortId: id };
export const portsJoined = z.strictObject({ ...twoPorts, ...by });
export const portsRejected = z.strictObject({ ...twoPorts, reason: text(500), ...by });
export const interconnectParted = z.strictObject({ interconnectId: id, reason: text(500), ...by });
