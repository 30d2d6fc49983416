import type { ImportShown } from '../../../core/contract/shapes';
import { formatCount } from '../../ui/numbers';
import parts from '../step-parts.module.css';

const kinds = [
  ['node', 'Nodes'],
  ['resource', 'Links'],
  ['port', 'Ports'],
  ['interconnect', 'Interconnects'],
] as const;
const fates = ['new', 'changed', 'withdrawn', 'unchanged'] as const;

/** How much of each kind would be new, changed, withdrawn, or stay as it is. */
export function FateCounts({ counts }: { readonly counts: ImportShown['counts'] }) {
  return (
    <table className={parts['table']}>
      <thead>
        <tr>
          <th scope="col">What</th>
          {fates.map((fate) => (
            <th key={fate} scope="col" className={parts['number']}>
              {fate.charAt(0).toUpperCase() + fate.slice(1)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {kinds.map(([kind, name]) => (
          <tr key={kind}>
            <th scope="row">{name}</th>
            {fates.map((fate) => (
              <td key={fate} className={parts['number']}>
                {counts[kind][fate] === 0 ? <span className={parts['quiet']}>–</span> : formatCount(counts[kind][fate])}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
