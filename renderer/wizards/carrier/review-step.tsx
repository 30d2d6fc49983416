import type { ConnectingShown } from '../../../core/contract/connecting';
import { MappingLines } from '../../carriers/mapping-lines';
import { counted } from '../../ui/numbers';
import { Panel } from '../../ui/panel';
import { StateMark } from '../../ui/state-mark';
import { FateCounts } from '../offered/fate-counts';
import parts from '../step-parts.module.css';
import type { CarrierFields } from './carrier-draft';

interface ReviewStepProps {
  readonly shown: ConnectingShown;
  readonly fields: CarrierFields;
  /** What is not as it was when one looked before. */
  readonly moved: readonly string[];
  readonly refusal: string;
}

/** Exactly what will be done, and by what it was worked out. */
export function ReviewStep({ shown, fields, moved, refusal }: ReviewStepProps) {
  const { carrier, counts, ordersHit, fingerprint, mapping, listed, sharedSites } = shown;
  const joins = sharedSites
    .flatMap(({ carriers }) => carriers.flatMap(({ interconnects }) => interconnects))
    .filter(({ fate }) => fate === 'new').length;
  return (
    <>
      {refusal !== '' && (
        <div className={parts['verdict']} role="alert">
          <StateMark mark={{ severity: 'major' }}>Not connected</StateMark>
          <p>{refusal}</p>
        </div>
      )}
      {moved.length > 0 && (
        <div className={parts['verdict']} role="alert">
          <StateMark mark={{ severity: 'minor' }}>It has moved</StateMark>
          <p>Nothing is connected. {moved.join(' ')} What you see is what it is now: look at it, and connect that.</p>
        </div>
      )}
      <div className={parts['columns']}>
        <div className={parts['column']}>
          <Panel title="What connecting it will do" fact={`${carrier.name}, ${carrier.id}`}>
            <div className={parts['inside']}>
              <p>
                A link to {fields.url} is opened and kept up. {counted(listed.nodes, 'node')}, {counted(listed.links, 'link')} and{' '}
                {counted(joins, 'new interconnect')} are entered; what it tells of from then on follows by itself. Nothing is ordered or
                changed at the carrier.
              </p>
              <p>The carrier is written into the host’s configuration, so that the next start connects it too.</p>
            </div>
            <FateCounts counts={counts} />
          </Panel>
          <Panel title="Mapping table" fact="how what it says is read" className={parts['fill']}>
            <div className={parts['scroll']} tabIndex={0} role="region" aria-label="Mapping table">
              <MappingLines lines={mapping.lines} />
            </div>
          </Panel>
        </div>
        <div className={`${parts['column'] ?? ''} ${parts['scroll'] ?? ''}`}>
          <Panel title="By what it is known">
            <div className={parts['inside']}>
              <dl className={parts['facts']}>
                <dt>Certificate</dt>
                <dd className={parts['mono']}>{fingerprint}</dd>
                <dt>Authority</dt>
                <dd className={parts['mono']}>{fields.caFile}</dd>
                <dt>Yours</dt>
                <dd className={parts['mono']}>{fields.certFile}</dd>
                <dt>Its key</dt>
                <dd className={parts['mono']}>{fields.keyFile}</dd>
              </dl>
            </div>
          </Panel>
          <Panel title="Orders that this concerns" className={parts['fill']}>
            {ordersHit.length === 0 ? (
              <div className={parts['inside']}>
                <p className={parts['quiet']}>
                  None: no order runs over, or is planned over, something that would be changed or withdrawn.
                </p>
              </div>
            ) : (
              <ul className={`${parts['list'] ?? ''} ${parts['scroll'] ?? ''}`}>
                {ordersHit.map(({ orderId, state, text }) => (
                  <li key={orderId} className={parts['line']}>
                    {orderId}, {state}: {text}
                  </li>
                ))}
              </ul>
            )}
          </Panel>
        </div>
      </div>
    </>
  );
}
