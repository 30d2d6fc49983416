import { Button } from '@mantine/core';
import { IconRefresh } from '@tabler/icons-react';
import type { ConnectingShown } from '../../../core/contract/connecting';
import { formatCount } from '../../ui/numbers';
import { Panel } from '../../ui/panel';
import { Age } from '../../ui/times';
import { OfferedMap } from '../offered/offered-map';
import parts from '../step-parts.module.css';

interface OfferStepProps {
  readonly shown: ConnectingShown;
  readonly isAsking: boolean;
  readonly onReadAgain: () => void;
}

/** What the manager lists: how much of what, where, and what of it was doubted. */
export function OfferStep({ shown, isAsking, onReadAgain }: OfferStepProps) {
  const { listed, unknownLatency, warnings, carrier, replaces } = shown;
  const figures: readonly (readonly [string, number, string])[] = [
    ['Sites', listed.sites, listed.nodesWithoutSite === 0 ? '' : `${formatCount(listed.nodesWithoutSite)} nodes at none`],
    ['Nodes', listed.nodes, unknownLatency.nodes === 0 ? '' : `${formatCount(unknownLatency.nodes)} without transit`],
    ['Links', listed.links, unknownLatency.resources === 0 ? '' : `${formatCount(unknownLatency.resources)} without latency`],
    ['Dedicated of them', listed.dedicatedLinks, ''],
    ['Client ports', listed.clientPorts, ''],
    ['Interconnect ports', listed.plugs, ''],
    ['Services', listed.services, listed.services === 0 ? '' : 'held there already'],
  ];
  return (
    <>
      {replaces !== 'nothing' && (
        <div className={parts['verdict']} role="note">
          <p>
            {replaces === 'link'
              ? `${carrier.name} is connected already, by this id. Connecting it here replaces that link by this one; what runs over it goes on.`
              : `${carrier.name} is known from files. Once its manager is heard, what it reports counts alone, and what only the files listed is withdrawn.`}
          </p>
        </div>
      )}
      <div className={parts['columns']}>
        <Panel title={`${carrier.name} on the map`} fact="beside the carriers that are known" className={parts['fill']}>
          <OfferedMap carrierId={carrier.id} name={carrier.name} network={shown.network} />
        </Panel>
        <div className={parts['column']}>
          <Panel
            title="What it lists"
            fact={
              <>
                TAPI {shown.tapiVersion}, read <Age sinceMs={shown.readAtMs} isRelative />
              </>
            }
            actions={
              <Button leftSection={<IconRefresh size={14} />} loading={isAsking} onClick={onReadAgain}>
                Read it again
              </Button>
            }
          >
            <dl className={`${parts['inside'] ?? ''} ${parts['figures'] ?? ''}`}>
              {figures.map(([name, count, note]) => (
                <div key={name}>
                  <dt>{name}</dt>
                  <dd>
                    {formatCount(count)} {note !== '' && <small>{note}</small>}
                  </dd>
                </div>
              ))}
            </dl>
          </Panel>
          <Warnings warnings={warnings} />
        </div>
      </div>
    </>
  );
}

/** What was left out or doubted. */
export function Warnings({ warnings }: Pick<ConnectingShown, 'warnings'>) {
  return (
    <Panel
      title={`Doubts (${formatCount(warnings.length)})`}
      className={parts['fill']}
      fact={warnings.length === 0 ? undefined : 'left out or not believed'}
    >
      {warnings.length === 0 ? (
        <div className={parts['inside']}>
          <p className={parts['quiet']}>Nothing that it said was doubted.</p>
        </div>
      ) : (
        <ul className={`${parts['list'] ?? ''} ${parts['scroll'] ?? ''}`} aria-label="Doubts" tabIndex={0}>
          {warnings.map(({ subject, message }) => (
            <li key={`${subject} ${message}`} className={parts['line']}>
              {message}
            </li>
          ))}
        </ul>
      )}
    </Panel>
  );
}
