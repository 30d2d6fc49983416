import { Button } from '@mantine/core';
import { addressOf } from '../../app/address';
import { useRow } from '../../client/use-client';
import { Facts } from '../../ui/list-screen';
import { formatCount } from '../../ui/numbers';
import { Panel } from '../../ui/panel';
import { linkMarks } from '../../ui/severity';
import { StateMark } from '../../ui/state-mark';
import { Age } from '../../ui/times';
import parts from '../step-parts.module.css';
import type { CarrierFields } from './carrier-draft';

/** What became of it, live, and what comes next. */
export function DoneStep({ fields }: { readonly fields: CarrierFields }) {
  const carrier = useRow('carriers', fields.id);
  const link = carrier?.link ?? 'down';
  const isUp = link === 'up';
  return (
    <div className={parts['step']}>
      <div className={parts['columns']}>
        <div className={parts['column']}>
          <div className={parts['verdict']} role="status">
            <StateMark mark={isUp ? { severity: 'cleared' } : linkMarks[link]}>{isUp ? 'Connected' : 'Being connected'}</StateMark>
            <p>
              {isUp
                ? `The link to ${fields.name} is up, and everything that it has was read.`
                : `The link to ${fields.name} is being opened${carrier?.linkText ? `: ${carrier.linkText}` : ''}. It is tried again by itself.`}
            </p>
          </div>
          <Panel title={fields.name} fact={fields.url}>
            <div className={parts['inside']}>
              <Facts
                facts={[
                  [
                    'Link',
                    <StateMark key="link" mark={linkMarks[link]}>
                      {link}
                    </StateMark>,
                  ],
                  ['Last heard', carrier?.heardAtMs == null ? 'not yet' : <Age key="heard" sinceMs={carrier.heardAtMs} isRelative />],
                  ['Nodes', carrier ? formatCount(carrier.nodes) : 'unknown'],
                  ['Resources', carrier ? formatCount(carrier.resources) : 'unknown'],
                  ['Dedicated to the virtual network', carrier ? formatCount(carrier.dedicatedResources) : 'unknown'],
                  ['Client ports', carrier ? formatCount(carrier.clientPorts) : 'unknown'],
                ]}
              />
            </div>
          </Panel>
        </div>
        <div className={parts['column']}>
          <Panel title="What comes next">
            <div className={parts['inside']}>
              <p>Orders can be routed over it from now on, where its latencies are known and interconnects lead to it.</p>
              <div className={parts['row']}>
                <Button component="a" href={addressOf('network', [], { carrier: fields.id })} variant="filled">
                  See it on the map
                </Button>
                <Button component="a" href={addressOf('carriers', [fields.id])}>
                  Open {fields.name}
                </Button>
              </div>
              {fields.connected?.keptIn != null && (
                <p className={parts['quiet']}>
                  It is written down in <span className={parts['mono']}>{fields.connected.keptIn}</span>.
                </p>
              )}
              <p className={parts['quiet']}>Note when its certificates end: the screen Carriers warns of that.</p>
            </div>
          </Panel>
        </div>
      </div>
    </div>
  );
}
