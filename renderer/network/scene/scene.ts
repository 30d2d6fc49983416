import type { Level } from '../topology/level';
import type { Severity } from '../topology/troubles';
import type { Box, Point, View } from './geometry';

/** A colour of the theme: `--ll-<token>`. */
export type ColourToken =
  | `carrier-${1 | 2 | 3 | 4 | 5}`
  | `${Severity}-fg`
  | 'neutral'
  | 'neutral-fill'
  | 'border-3'
  | 'text-1'
  | 'text-2'
  | 'text-3'
  | 'selection-line'
  | 'map-casing';

export interface LineStyle {
  readonly token: ColourToken;
  readonly width: number;
  readonly dash: 'solid' | 'dotted' | 'dashed';
  /** Recedes behind what is selected. */
  readonly isReceding: boolean;
}

/** Lines of one style: `count, x, y, x, y …` of one after the other, in pixels of the screen. */
export interface Strokes {
  readonly style: LineStyle;
  readonly paths: number[];
}

/** What a pointer, or the keyboard, can be on. */
export type Target =
  | { readonly kind: 'site' | 'node' | 'resource' | 'impairment'; readonly id: string }
  | { readonly kind: 'region'; readonly id: string; readonly at: Point };

export interface DotMark extends Point {
  readonly radius: number;
  readonly token: ColourToken;
  /** Hollow: as last known. */
  readonly isStale: boolean;
  readonly isOnRoute: boolean;
  readonly isReceding: boolean;
  readonly severity: Severity | null;
}

export interface SiteMark {
  readonly id: string;
  readonly at: Point;
  readonly box: Box;
  /** Around several dots; null: one dot needs none. */
  readonly capsule: Box | null;
  readonly dots: readonly DotMark[];
  readonly ties: readonly { readonly a: Point; readonly z: Point; readonly isOnRoute: boolean }[];
  readonly isOnRoute: boolean;
  readonly isSelected: boolean;
  readonly isReceding: boolean;
  readonly isGuessed: boolean;
  /** Of a selected order: on the node where it begins or ends. */
  readonly end: { readonly letter: 'A' | 'Z'; readonly at: Point } | null;
  readonly severity: Severity | null;
}

export interface RegionMark {
  readonly id: string;
  readonly at: Point;
  readonly radius: number;
  readonly count: number;
  /** Places of its sites in the topology. */
  readonly sites: readonly number[];
  /** How its ring is shared among carriers; sums to 1. */
  readonly shares: readonly { readonly token: ColourToken; readonly share: number }[];
  readonly severity: Severity | null;
  readonly isReceding: boolean;
}

export interface RouteLeg {
  readonly points: readonly [Point, Point];
  readonly token: ColourToken;
}

export interface ChipMark {
  readonly box: Box;
  readonly text: string;
  /** Of its carrier; null: an alternative's. */
  readonly token: ColourToken | null;
}

export interface LabelMark {
  readonly box: Box;
  readonly text: string;
  readonly look: 'hub' | 'plain' | 'minor' | 'away';
  readonly isReceding: boolean;
}

/** Where something is wrong: a severity's shape on the line. */
export interface TroubleMark {
  readonly at: Point;
  readonly severity: Severity;
  readonly impairmentId: string | null;
}

export interface CalloutMark {
  readonly impairmentId: string;
  readonly box: Box;
  readonly from: Point;
  readonly severity: Severity;
}

/** Everything that a picture of the network shows, in pixels of the view that it was made for. */
export interface Scene {
  readonly view: View;
  readonly level: Level;
  readonly halos: readonly { readonly a: Point; readonly z: Point; readonly severity: Severity }[];
  readonly strokes: readonly Strokes[];
  readonly downs: readonly { readonly points: readonly Point[]; readonly severity: Severity }[];
  readonly alternatives: readonly (readonly [Point, Point])[];
  readonly route: readonly RouteLeg[];
  readonly regions: readonly RegionMark[];
  readonly sites: readonly SiteMark[];
  readonly chips: readonly ChipMark[];
  readonly labels: readonly LabelMark[];
  readonly troubles: readonly TroubleMark[];
  readonly callouts: readonly CalloutMark[];
  readonly hits: Hits;
}

export interface Hits {
  /** `ax, ay, zx, zy` of each resource drawn. */
  readonly lineEnds: readonly number[];
  readonly lineIds: readonly string[];
  readonly things: readonly { readonly box: Box; readonly target: Target }[];
}
