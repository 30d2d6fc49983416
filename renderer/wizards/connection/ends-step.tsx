import { readEnd } from '../../../core/model/order-cells';
import { Button } from '@mantine/core';
import { IconArrowsExchange } from '@tabler/icons-react';
import { useTable } from '../../client/use-client';
import { WaysMap } from '../../network/ways-map';
import { EndSelect } from '../../orders/end-select';
import type { OrderField, OrderFields } from '../../../core/model/order-fields';
import classes from './connection.module.css';

export interface Typing {
  readonly typed: OrderFields;
  readonly set: (field: OrderField, value: string | null) => void;
  readonly touch: (field: OrderField) => void;
  readonly problem: (field: OrderField) => string | undefined;
}

/** Where it begins and ends: searched for, or chosen on the map, by mouse or keys. */
export function EndsStep({ typed, set, problem }: Typing) {
  const nodes = useTable('nodes');
  const siteOf = (end: string | undefined): string | null => {
    if (end === undefined || end === '') return null;
    const { kind, id } = readEnd(end);
    return kind === 'site' ? id : kind === 'node' ? (nodes.rows.get(id)?.siteId ?? null) : null;
  };
  const [a, z] = [typed.a ?? '', typed.z ?? ''];
  const pick = (siteId: string): void => {
    if (a === '') set('a', siteId);
    else if (z === '' && siteId !== a) set('z', siteId);
    // Both are said: the click begins anew at the end that is chosen again, else it moves Z.
    else if (siteId === a) set('a', null);
    else if (siteId === z) set('z', null);
    else set('z', siteId);
  };
  return (
    <div className={classes['beside']}>
      <section className={classes['column']} aria-label="Ends">
        <EndSelect
          label="A"
          value={a}
          error={problem('a')}
          onChange={(value) => {
            set('a', value);
          }}
        />
        <EndSelect
          label="Z"
          value={z}
          error={problem('z')}
          onChange={(value) => {
            set('z', value);
          }}
        />
        <Button
          leftSection={<IconArrowsExchange size={14} />}
          disabled={a === '' && z === ''}
          onClick={() => {
            set('a', z);
            set('z', a);
          }}
        >
          Exchange A and Z
        </Button>
        <p className={classes['quiet']}>
          A site means any free port there; a node or a port means just that one. On the map: arrow keys go from site to site, Enter takes
          it.
        </p>
      </section>
      <div className={classes['map']}>
        <WaysMap
          ends={[siteOf(a), siteOf(z)]}
          way={null}
          others={noRoutes}
          onSite={pick}
          hint={
            a === '' ? 'Choose where it begins' : z === '' ? 'Choose where it ends' : 'Choose another end, or one again to take it away'
          }
        />
      </div>
    </div>
  );
}

const noRoutes: readonly never[] = [];
