import { z } from 'zod';
import type { CertificateFacts } from '../model/certificate';
import type { LatencyCheck } from '../model/latency-check';
import { by, byWhom, carrier, carrierAddress, text } from './inputs';
import type { MappingLine } from './links';
import type { OfferedFate, OfferedNetwork } from './offered-network';
import type { ImportShown } from './shapes';

/** How a manager that is not connected yet is reached: files of the host's machine, as `carriers.connect` takes them. */
export const managerAddress = carrierAddress.pick({ url: true, caFile: true, certFile: true, keyFile: true, serverName: true });
export type ManagerAddress = z.infer<typeof managerAddress>;

export const pemKinds = ['authority', 'certificate', 'key'] as const;
export type PemKind = (typeof pemKinds)[number];
/** What was pasted or loaded where the files are not on the host's machine: the host writes it to a file of its own, which goes once no draft and no carrier names it. */
export const pemGiven = z.strictObject({ what: z.enum(pemKinds), pem: z.string().min(1).max(262_144), ...by });

/** A carrier as it is to be connected. `mapping`: its mapping table as JSON, only what differs from the usual. */
export const connectingPlan = z.strictObject({
  carrier: z.strictObject(carrier),
  address: managerAddress,
  mapping: z.record(z.string(), z.unknown()).default({}),
});
export type ConnectingPlan = z.input<typeof connectingPlan>;
/** `isFresh`: the manager is asked again, even if what it said a moment ago is still at hand. */
export const connectingPreview = z.strictObject({ plan: connectingPlan, isFresh: z.boolean().default(false) });
export const connectingOrder = z.strictObject({ plan: connectingPlan, digest: text(200), ...byWhom });

/** In the order in which they are tried. */
export const probeChecks = ['held', 'reached', 'name', 'validity', 'authority', 'accepted', 'manager', 'version'] as const;
export interface ProbeCheck {
  readonly id: (typeof probeChecks)[number];
  readonly state: 'passed' | 'doubted' | 'failed' | 'not-tried';
  /** What was found, and what to do where it is wrong. */
  readonly text: string;
}

/** What is at an address, seen with the certificates that were given. Nothing is entered. */
export interface ProbeShown {
  /** A dedicated link would stand. */
  readonly isUsable: boolean;
  readonly atMs: number;
  readonly checks: readonly ProbeCheck[];
  /** Empty: not given, or not seen. The manager's own certificate is the first of its chain. */
  readonly certificates: {
    readonly manager: readonly CertificateFacts[];
    readonly authority: readonly CertificateFacts[];
    readonly ours: readonly CertificateFacts[];
  };
  /** `TLSv1.3`, `TLS_AES_256_GCM_SHA384`; null: none was established. */
  readonly tls: { readonly protocol: string; readonly cipher: string } | null;
  readonly tapiVersion: string | null;
}

/** The mapping table, and of it what is chosen step by step. */
export interface MappingShown {
  readonly lines: readonly MappingLine[];
  /** From the carrier's code of a site to the one that the others use. */
  readonly sites: Readonly<Record<string, string>>;
  readonly dedicated: 'all' | 'none' | { readonly name: string; readonly value: string };
}

/** A place where another carrier stands too. */
export interface SharedSite {
  readonly siteId: string;
  readonly siteName: string;
  readonly carriers: readonly {
    readonly carrierId: string;
    readonly carrierName: string;
    /** Pairs of ports that name each other as the far end of one plug. */
    readonly interconnects: readonly {
      readonly id: string;
      readonly port: string;
      readonly otherPort: string;
      readonly fate: OfferedFate;
    }[];
  }[];
}

/** Everything that connecting a carrier would do; nothing is done. */
export interface ConnectingShown extends Omit<ImportShown, 'problems'> {
  readonly readAtMs: number;
  readonly tapiVersion: string;
  /** Of the manager's own certificate. */
  readonly fingerprint: string;
  /** What there is of the carrier already: nothing, files, or a link that this one replaces. */
  readonly replaces: 'nothing' | 'files' | 'link';
  readonly listed: {
    readonly sites: number;
    readonly nodes: number;
    readonly nodesWithoutSite: number;
    readonly links: number;
    readonly dedicatedLinks: number;
    readonly clientPorts: number;
    readonly plugs: number;
    readonly services: number;
  };
  readonly latencyCheck: LatencyCheck;
  /** `name` entries of links, by which a rule of what is dedicated can go. */
  readonly linkMarks: readonly { readonly name: string; readonly value: string; readonly links: number }[];
  /** `name` entries of nodes, with one value as an example. */
  readonly nodeNames: readonly { readonly name: string; readonly nodes: number; readonly example: string }[];
  readonly sharedSites: readonly SharedSite[];
  readonly network: OfferedNetwork;
  readonly mapping: MappingShown;
  /** What is left out or doubted, by the object's name or a path in the manager's document. */
  readonly warnings: readonly { readonly subject: string; readonly message: string }[];
}

export type ConnectingAnswer =
  | {
      readonly kind: 'connected';
      readonly carrierId: string;
      /** Where it is written down, so that the next start connects it too; null: nowhere. */ readonly keptIn: string | null;
    }
  /** Nothing is done: what was previewed is not what would be done now. `moved`: in what they differ. */
  | { readonly kind: 'changed'; readonly message: string; readonly moved: readonly string[]; readonly preview: ConnectingShown };
