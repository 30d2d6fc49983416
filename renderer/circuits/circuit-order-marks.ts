import type { CircuitOrderState } from '../../core/model/virtual-circuit';
import type { Mark } from '../ui/severity';

export const circuitOrderMarks: Readonly<Record<CircuitOrderState, Mark>> = {
  waiting: { severity: 'minor' },
  given: { shape: 'target' },
  connecting: { shape: 'half' },
  active: { shape: 'dot' },
  releasing: { shape: 'half' },
  released: { shape: 'dash' },
  failed: { severity: 'major' },
};
