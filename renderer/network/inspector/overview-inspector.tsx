import type { OrderState } from '../../../core/model/order';
import { useRow } from '../../client/use-client';
import { addressOf } from '../../app/address';
import { CarrierName } from '../../ui/carrier-name';
import { byImportance, groupFacts } from '../../recovery/impairment-groups';
import { formatCount } from '../../ui/numbers';
import { StateMark } from '../../ui/state-mark';
import { Age } from '../../ui/times';
import type { NetworkKnown } from '../network-model';
import classes from './inspector.module.css';
import { Facts, Pick, Section, type OnSelect } from './pieces';

/** Nothing is selected: how the network does, and what to select first. */
export function OverviewInspector({ known, onSelect }: { readonly known: NetworkKnown; readonly onSelect: OnSelect }) {
  const status = useRow('status', 'status');
  const open = [...known.groups].sort(byImportance);
  const orders = (states: readonly OrderState[]): string =>
    formatCount(states.reduce((sum, state) => sum + (status?.orders[state] ?? 0), 0));
  return (
    <>
      <Section title="Impairments" aside={open.length > shownMost ? <a href={addressOf('recovery')}>all {open.length}</a> : null}>
        {open.length === 0 ? (
          <p className={classes['sub']}>Nothing is impaired.</p>
        ) : (
          <ul className={classes['list']}>
            {open.slice(0, shownMost).map((group) => (
              <li key={group.id}>
                <span className={classes['line']}>
                  <StateMark mark={{ severity: group.severity }}>
                    <Pick to={{ kind: 'impairment', id: group.id }} onSelect={onSelect}>
                      {group.words}
                    </Pick>
                  </StateMark>
                  <span className={classes['aside']}>
                    <Age sinceMs={group.sinceMs} />
                  </span>
                </span>
                <span className={classes['sub']}>
                  {group.severity}, {groupFacts(group)}
                </span>
              </li>
            ))}
          </ul>
        )}
      </Section>
      {status && (
        <Section title="Connections">
          <Facts
            rows={[
              ['active', orders(['active'])],
              ['impaired, not restored', orders(['impaired'])],
              ['being restored', orders(['restoring'])],
              ['being provisioned', orders(['reserved', 'provisioning'])],
              ['waiting', orders(['received', 'identifying', 'planned'])],
            ]}
          />
        </Section>
      )}
      <Section title="Carriers" aside="nodes · dedicated">
        <ul className={classes['list']}>
          {[...known.carriers.values()].map(({ id, nodes, dedicatedResources, resources }) => (
            <li key={id}>
              <span className={classes['line']}>
                <CarrierName carrierId={id} />
                <span className={classes['aside']}>
                  {formatCount(nodes)} · {formatCount(dedicatedResources)} of {formatCount(resources)}
                </span>
              </span>
            </li>
          ))}
        </ul>
      </Section>
      <Section>
        <p className={classes['sub']}>
          Select a site, a line or an order to see what it carries, its latency and where that figure comes from.
        </p>
      </Section>
    </>
  );
}

/** Those that matter most; the rest is in Recovery. */
const shownMost = 6;
