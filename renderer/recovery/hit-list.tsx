import type { RecoveryHitShown, RecoverySurveyShown } from '../../core/contract/recovery';
import { useCarriers } from '../ui/carrier-name';
import { counted } from '../ui/numbers';
import { RowTable } from '../ui/row-table';
import { StateMark } from '../ui/state-mark';
import classes from './hit-list.module.css';
import { PhaseBar } from './phase-bar';
import { phaseMarks, phaseWords, standingWords } from './recovery-words';

interface HitListProps {
  readonly survey: RecoverySurveyShown;
  readonly selectedId: string | null;
  readonly onSelect: (orderId: string) => void;
  readonly onLeave?: () => void;
  /** In the place of how it stands: what was chosen for it. */
  readonly standing?: (hit: RecoveryHitShown) => string | null;
}

/** Whom it hits, worst first, with how far each is. */
export function HitList({ survey, selectedId, onSelect, onLeave, standing }: HitListProps) {
  const { counts, hits } = survey;
  const carriers = useCarriers();
  const nameOf = (carrierId: string): string => carriers.get(carrierId)?.name ?? carrierId;
  const all = Object.values(counts).reduce((sum, count) => sum + count, 0);
  return (
    <section className={classes['list']} aria-label="Whom it hits">
      <div className={classes['head']}>
        <div className={classes['title']}>
          <b>{counted(all, 'connection')} hit</b>
          <span>worst first{all > hits.length && `, the first ${hits.length}`}</span>
        </div>
        <PhaseBar {...survey} />
      </div>
      <RowTable
        label="Connections hit"
        rows={hits}
        rowHeight={45}
        keyOf={({ order }) => order.id}
        selectedKey={selectedId}
        onSelect={({ order }) => {
          onSelect(order.id);
        }}
        {...(onLeave ? { onLeave } : {})}
        columns={[
          {
            ...{ id: 'connection', head: 'Connection', width: 'minmax(0, 1fr)' },
            cell: (hit) => <Hit hit={hit} words={standing?.(hit) ?? standingWords(hit, nameOf)} />,
            title: ({ order, text }) => `${order.id}, ${order.customer}: ${text}`,
          },
        ]}
        empty="Nobody is hit."
      />
    </section>
  );
}

function Hit({ hit: { order, a, z, phase }, words }: { readonly hit: RecoveryHitShown; readonly words: string }) {
  return (
    <span className={classes['hit']}>
      <span className={classes['ends']}>
        <bdi>{a}</bdi> – <bdi>{z}</bdi>
      </span>
      <StateMark mark={phaseMarks[phase]}>{phaseWords[phase]}</StateMark>
      <span className={classes['who']}>
        <bdi className="mono">{order.id}</bdi> <bdi>{order.customer}</bdi>, {order.signal}, prio {order.priority}
      </span>
      <span className={classes['words']}>{words}</span>
    </span>
  );
}
