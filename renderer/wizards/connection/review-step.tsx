import { Radio } from '@mantine/core';
import type { RouteCandidateShown } from '../../../core/contract/route-choices';
import { useTable } from '../../client/use-client';
import type { OrderFields } from '../../../core/model/order-fields';
import { RouteWaterfall } from '../../orders/route-waterfall';
import { readEnd } from '../../../core/model/order-cells';
import { useEndWords } from '../../orders/use-end-words';
import { CarrierName } from '../../ui/carrier-name';
import { Facts } from '../../ui/list-screen';
import { asSentence, counted, formatMs, formatPrice, priceUnitWords } from '../../ui/numbers';
import { StateMark } from '../../ui/state-mark';
import type { OpenDraft } from '../use-draft';
import type { ConnectionFields } from './connection-fields';
import { routeSent } from './route-sent';
import classes from './connection.module.css';

interface ReviewStepProps {
  readonly draft: OpenDraft<ConnectionFields>;
  readonly typed: OrderFields;
  readonly selected: RouteCandidateShown | null;
  /** Why it was not entered; empty: it was not tried. */
  readonly refusal: string;
  readonly amiss: string | null;
  readonly isWaiting: boolean;
  /** What the engine would decide. */
  readonly message: string;
}

/** What will be ordered, and which carrier will be asked for what: exactly that, and nothing else. */
export function ReviewStep({ draft, typed, selected, refusal, amiss, isWaiting, message }: ReviewStepProps) {
  const carriers = useTable('carriers');
  const [a, z] = [readEnd(typed.a ?? ''), readEnd(typed.z ?? '')];
  const endWords = useEndWords([a, z]);
  const { fields, change } = draft;
  /** Exactly the route that is shown is ordered. */
  const isFixed = routeSent(fields, selected) !== null;
  return (
    <div className={classes['review']}>
      <section aria-labelledby="ordered" className={classes['column']}>
        <h2 id="ordered">What is ordered</h2>
        <Facts
          facts={[
            ['Order', <span className="mono">{typed.order}</span>],
            ['Customer', <bdi>{typed.customer}</bdi>],
            ['Of', carriers.rows.get(typed.accessing ?? '')?.name ?? typed.accessing ?? ''],
            ['From A', endWords(a)],
            ['To Z', endWords(z)],
            ['Signal', typed.signal ?? ''],
            ['Limit', `${typed.limit ?? ''} ${typed.basis === 'round-trip' ? 'round trip' : 'one way'}`],
            ['Alternatives', `found ${typed.recovery ?? 'after'}`],
            ['Apart from', (typed['diverse-from'] ?? '') === '' ? 'no order' : (typed['diverse-from'] ?? '')],
          ]}
        />
        {selected && (
          <Facts
            facts={[
              ['Latency', `${formatMs(selected.shown.oneWayNs, 3)} one way`],
              ['Margin', formatMs(selected.marginNs, 3)],
              ['Price', <span title={priceUnitWords}>{formatPrice(selected.shown.price)}</span>],
            ]}
          />
        )}
        <Radio.Group
          label="If this route cannot be taken when its turn comes"
          value={isFixed ? fields.otherwise : 'best'}
          onChange={(value) => {
            change({ otherwise: value === 'best' ? 'best' : 'ask' });
          }}
        >
          <div className={classes['radios']}>
            <Radio size="xs" value="ask" disabled={!isFixed} label="Say what moved, and wait for a decision" />
            <Radio size="xs" value="best" disabled={!isFixed} label="Take the best that there is" />
          </div>
        </Radio.Group>
        {!isFixed && <p className={classes['quiet']}>There is no route to fix: it takes the best that there is once it can be served.</p>}
      </section>
      <section aria-labelledby="asked" className={classes['wide']}>
        <h2 id="asked">Who will be asked for what</h2>
        {refusal !== '' && (
          <div className={classes['moved']} role="alert">
            <StateMark mark={{ severity: 'major' }}>Not entered</StateMark>
            <p>{asSentence(refusal)}</p>
          </div>
        )}
        {amiss !== null && refusal === '' && (
          <div className={classes['moved']} role="alert">
            <StateMark mark={{ severity: 'minor' }}>Moved since you chose</StateMark>
            <p>{asSentence(amiss)}</p>
          </div>
        )}
        {isWaiting && (
          <div className={classes['moved']} role="status">
            <StateMark mark={{ severity: 'warning' }}>It will wait</StateMark>
            <p>{asSentence(message)}</p>
          </div>
        )}
        {selected === null ? (
          <p className={classes['quiet']}>No carrier is asked for anything until there is a route.</p>
        ) : (
          <>
            <table className={classes['table']} aria-label="Who will be asked for what">
              <thead>
                <tr>
                  <th className={classes['number']}>Part</th>
                  <th>Carrier</th>
                  <th>From port</th>
                  <th>To port</th>
                  <th>Over</th>
                  <th className={classes['number']}>Slots</th>
                  <th className={classes['number']}>Takes</th>
                  <th className={classes['number']}>At most</th>
                </tr>
              </thead>
              <tbody>
                {selected.segments.map(({ carrierId, aPort, zPort, resources, slots, oneWayNs, maxDelayNs }, at) => (
                  <tr key={`${carrierId} ${aPort}`}>
                    <td className={classes['number']}>{at + 1}</td>
                    <td>
                      <CarrierName carrierId={carrierId} />
                    </td>
                    <td className="mono">{aPort}</td>
                    <td className="mono">{zPort}</td>
                    <td>
                      {resources.length === 0
                        ? 'one node, no line'
                        : resources.map(({ id, name, freeSlots }) => (
                            <span key={id} className={classes['line']} title={`${counted(freeSlots, 'slot')} free, ${slots} needed`}>
                              <bdi>{name}</bdi>
                              <small>{freeSlots} free</small>
                            </span>
                          ))}
                    </td>
                    <td className={classes['number']}>{slots}</td>
                    <td className={classes['number']}>{formatMs(oneWayNs, 3)}</td>
                    <td className={classes['number']}>{formatMs(maxDelayNs, 3)}</td>
                  </tr>
                ))}
              </tbody>
            </table>
            <p className={classes['quiet']}>
              {selected.segments.length === 1
                ? 'One carrier provides all of it; nothing else is touched.'
                : `${counted(selected.segments.length, 'part')} are asked for at once; if one is refused, all are given back. Nothing else is touched.`}
            </p>
            <RouteWaterfall
              order={{ limit: { oneWayNs: selected.shown.oneWayNs + selected.marginNs, enteredAs: 'one-way' }, state: 'planned' }}
              serving={selected.shown}
              compared={null}
              answeredAtMs={null}
            />
          </>
        )}
      </section>
    </div>
  );
}
