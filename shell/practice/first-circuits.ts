import type { CircuitOrderField } from '../../core/model/circuit-order-fields';
import type { PathField } from '../../core/circuits/path-intake';

interface FirstPath {
  readonly fields: Readonly<Partial<Record<PathField, string>>>;
  /** Circuits that are ordered on it. */
  readonly circuits: number;
}

const path = (
  name: string,
  switchId: string,
  provider: string,
  vpi: number,
  vcis: string,
  circuits: number,
  more: FirstPath['fields'] = {},
): FirstPath => ({
  fields: {
    path: name,
    switch: switchId,
    provider,
    vpi: String(vpi),
    vcis,
    'bulk-size': '16',
    'delta-threshold': '6',
    quarantine: '5 min',
    ...more,
  },
  circuits,
});

/** Virtual paths of both switches: one with room, one that has just been filled up, one that holds its reserve, one that is nearly exhausted. */
export const firstPaths: readonly FirstPath[] = [
  path('VP-NYC-1', 'sw-nyc-1', 'Northern Broadband', 1, '32-231', 58, { order: 'ORD-0001' }),
  path('VP-NYC-2', 'sw-nyc-1', 'Quay Telephone', 2, '32-95', 41, { reserve: 'hold' }),
  path('VP-NYC-3', 'sw-nyc-1', 'Halyard Net', 3, '32-55', 22, { 'bulk-size': '8', 'delta-threshold': '2' }),
  path('VP-LON-1', 'sw-lon-1', 'Tidewater Access', 1, '32-159', 37),
  path('VP-LON-2', 'sw-lon-1', 'Kestrel Broadband', 2, '32-127', 76, { 'bulk-size': '32' }),
  path('VP-LON-3', 'sw-lon-1', 'Ashgrove Net', 3, '32-79', 9),
];

/** Each on a line of its own at its path's switch. */
export function firstCircuits(): readonly Readonly<Partial<Record<CircuitOrderField, string>>>[] {
  const lines = new Map<string, number>();
  let number = 0;
  return firstPaths.flatMap(({ fields, circuits }) =>
    Array.from({ length: circuits }, () => {
      const switchId = fields.switch ?? '';
      const line = lines.get(switchId) ?? 0;
      lines.set(switchId, line + 1);
      number += 1;
      const name = String(number).padStart(4, '0');
      return {
        ...{ order: `VC-${name}`, 'end-user': `subscriber ${name}`, path: fields.path ?? '' },
        line: `1-${1 + Math.floor(line / 512)}-${1 + (Math.floor(line / 32) % 16)}-${1 + (line % 32)}`,
      };
    }),
  );
}
