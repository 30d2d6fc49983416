import type { Signal } from '../../../core/model/signal';
import type { Dialect } from './dialect';

/** The signal that a qualifier names, in the words of one version; null: none that is offered here. */
export function signalOf(dialect: Dialect, qualifier: string): Signal | null {
  const found = Object.entries(dialect.qualifiers).find(([, each]) => each === qualifier);
  return found ? (found[0] as Signal) : null;
}
