import type { DossierShown } from '../../core/contract/shapes';
import type { SegmentState } from '../../core/model/connection';
import { CarrierName } from '../ui/carrier-name';
import { CopyId } from '../ui/copy-id';
import { counted, formatMs } from '../ui/numbers';
import type { Mark } from '../ui/severity';
import { StateMark } from '../ui/state-mark';
import { UtcTime } from '../ui/times';
import classes from './order-carriers.module.css';

const marks: Readonly<Record<SegmentState, Mark>> = {
  booked: { shape: 'circle' },
  creating: { shape: 'half' },
  held: { shape: 'dot' },
  deleting: { shape: 'half' },
  cleared: { shape: 'target' },
  ended: { shape: 'dash' },
};

const words: Readonly<Record<SegmentState, string>> = {
  booked: 'booked, not asked for yet',
  creating: 'being created',
  held: 'held',
  deleting: 'being deleted',
  cleared: 'deleted, still booked for its replacement',
  ended: 'ended',
};

/** What each carrier was asked for and what it last said, connection by connection, the latest first. */
export function OrderCarriers({ connections, segments }: Pick<DossierShown, 'connections' | 'segments'>) {
  const shown = [...connections]
    .sort((one, other) => other.createdAtMs - one.createdAtMs)
    .map((connection) => ({ connection, parts: segments.filter(({ connectionId }) => connectionId === connection.id) }));
  if (segments.length === 0) return <p className={classes['nothing']}>No carrier has been asked for anything yet.</p>;
  return (
    <div className={classes['carriers']}>
      {shown.map(({ connection, parts }) => (
        <section key={connection.id} aria-label={`Connection, ${connection.state}`}>
          <h4>
            Connection {connection.state}, made <UtcTime atMs={connection.createdAtMs} withDate />
          </h4>
          {[...parts]
            .sort((one, other) => one.ordinal - other.ordinal)
            .map(({ id, carrierId, state, slots, maxDelayNs, detail }) => (
              <div key={id} className={classes['part']}>
                <CarrierName carrierId={carrierId} />
                <StateMark mark={marks[state]}>{words[state]}</StateMark>
                <span className={classes['quiet']}>
                  {counted(slots, 'slot')}, at most {formatMs(maxDelayNs, 3)}
                </span>
                <CopyId id={id} size={11} />
                {detail !== '' && (
                  <p className={classes['detail']}>
                    <bdi>{detail}</bdi>
                  </p>
                )}
              </div>
            ))}
        </section>
      ))}
    </div>
  );
}
