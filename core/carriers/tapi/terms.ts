import type { CarrierMapping } from '../mapping';
import type { Json } from './json';
import { isObject } from './json';
import type { Dialect, ObjectKind } from './versions/dialect';

/** How one carrier's manager is to be understood: by its version of TAPI and by the carrier's mapping table. */
export interface Terms {
  readonly dialect: Dialect;
  readonly mapping: CarrierMapping;
}

/** An object of the manager's in the one shape that is known here. */
export const asCurrent = (kind: ObjectKind, value: Json, { dialect, mapping }: Terms): Json =>
  isObject(value) ? dialect.asCurrent[kind](value, mapping.names) : value;
