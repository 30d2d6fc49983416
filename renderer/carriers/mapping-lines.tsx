import { Fragment } from 'react';
import type { MappingLine } from '../../core/contract/links';
import { StateMark } from '../ui/state-mark';
import classes from './mapping-lines.module.css';

/** The lines of a mapping table; those that differ from the standard table say so. */
export function MappingLines({ lines }: { readonly lines: readonly MappingLine[] }) {
  return (
    <table className={classes['table']}>
      <thead>
        <tr>
          <th scope="col">The carrier says</th>
          <th scope="col">Here that is</th>
        </tr>
      </thead>
      <tbody>
        {groupsOf(lines).map(([group, lines]) => (
          <Fragment key={group}>
            <tr className={classes['group']}>
              <th scope="colgroup" colSpan={2}>
                {group}
              </th>
            </tr>
            {lines.map(({ theirs, ours, isOwn }) => (
              <tr key={theirs}>
                <td className="mono">{theirs}</td>
                <td>{isOwn ? <StateMark mark={{ shape: 'target' }}>{ours}, its own</StateMark> : ours}</td>
              </tr>
            ))}
          </Fragment>
        ))}
      </tbody>
    </table>
  );
}

function groupsOf(lines: readonly MappingLine[]): readonly (readonly [string, readonly MappingLine[]])[] {
  const groups = new Map<string, MappingLine[]>();
  for (const line of lines) groups.set(line.group, [...(groups.get(line.group) ?? []), line]);
  return [...groups];
}
