import type { ReportedNode, ReportedPort, ReportedResource } from '../carrier-link';
import { keepWarnings, sayAgain } from './warnings';
import type { SaidWarning, Warnings } from './warnings';

/** What was made last time, of what parts, by kind and uuid. */
export type Workshop = Readonly<Record<keyof Products, ReadonlyMap<string, Made>>>;

interface Made {
  readonly parts: readonly unknown[];
  readonly product: Products[keyof Products] | null;
  readonly warnings: readonly SaidWarning[];
}

interface Products {
  readonly node: ReportedNode;
  readonly port: ReportedPort;
  readonly resource: ReportedResource;
}

export interface OpenWorkshop {
  /** The product, made of these parts; the very one of last time where all its parts are the very same, with the same warnings. */
  make<Kind extends keyof Products>(
    kind: Kind,
    uuid: string,
    parts: readonly unknown[],
    make: (warnings: Warnings) => Products[Kind] | null,
  ): Products[Kind] | null;
  close(): Workshop;
}

export function openWorkshop(before: Workshop | null, warnings: Warnings): OpenWorkshop {
  const products = { node: new Map<string, Made>(), port: new Map<string, Made>(), resource: new Map<string, Made>() };
  return {
    make(kind, uuid, parts, make) {
      const last = before?.[kind].get(uuid);
      const made = last && isSame(last.parts, parts) ? last : makeAnew(parts, make, last);
      products[kind].set(uuid, made);
      sayAgain(made.warnings, warnings);
      return made.product as Products[typeof kind] | null;
    },
    close: () => products,
  };
}

/** A product that turned out the same stays the very one, so that what is made of it stays as well. */
function makeAnew(parts: readonly unknown[], make: (warnings: Warnings) => Made['product'], last: Made | undefined): Made {
  const said: SaidWarning[] = [];
  const product = make(keepWarnings(said));
  const isUnchanged = last !== undefined && JSON.stringify(last.product) === JSON.stringify(product);
  return { parts, product: isUnchanged ? last.product : product, warnings: said };
}

const isSame = (before: readonly unknown[], now: readonly unknown[]): boolean =>
  before.length === now.length && now.every((part, at) => part === before[at]);
