import { Button } from '@mantine/core';
import { useState } from 'react';
import type { CarrierShown } from '../../core/contract/shapes';
import { addressOf, goTo } from '../app/address';
import { useOperator } from '../app/operator';
import { useCommand } from '../app/use-command';
import { useMay } from '../app/use-may';
import { AskWords } from '../ui/ask-words';
import { CarrierName } from '../ui/carrier-name';
import { CopyId } from '../ui/copy-id';
import { Facts, Side, SideSection } from '../ui/list-screen';
import { formatCount } from '../ui/numbers';
import { linkMarks } from '../ui/severity';
import { StateMark } from '../ui/state-mark';
import { Age, UtcTime } from '../ui/times';

interface CarrierSideProps {
  readonly carrier: CarrierShown;
  readonly onCompare: (carrierId: string) => void;
}

/** One carrier, and what can be done about it. */
export function CarrierSide({ carrier, onCompare }: CarrierSideProps) {
  const command = useCommand();
  const may = useMay();
  const by = useOperator();
  const [asking, setAsking] = useState<'pause' | 'resume' | null>(null);
  const { id, name, role, link, linkText, sinceMs, heardAtMs, recoveryPausedBy, warnings } = carrier;
  const close = (): void => {
    setAsking(null);
  };
  return (
    <Side
      label={`Carrier ${name}`}
      onClose={() => {
        goTo(addressOf('carriers'));
      }}
      title={<CarrierName carrierId={id} />}
      actions={
        <>
          <Button
            disabled={link !== 'up'}
            title={link === 'up' ? undefined : 'it resynchronises by itself once its link is up'}
            onClick={() => {
              void command.carryOut('carriers.resynchronise', { carrierId: id, by }, `${name} is read anew in full.`);
            }}
            {...may('carriers.resynchronise')}
          >
            Resynchronise
          </Button>
          <Button
            disabled={link !== 'up'}
            onClick={() => {
              onCompare(id);
            }}
            {...may('reconciliation.compare')}
          >
            Compare
          </Button>
          <Button
            onClick={() => {
              setAsking(recoveryPausedBy === null ? 'pause' : 'resume');
            }}
            {...may('recovery.pause')}
          >
            {recoveryPausedBy === null ? 'Pause recovery' : 'Resume recovery'}
          </Button>
        </>
      }
    >
      <SideSection title="Link">
        <Facts
          facts={[
            [
              'State',
              <StateMark key="link" mark={linkMarks[link]}>
                {link === 'file' ? 'known from files' : link}
              </StateMark>,
            ],
            ['Since', sinceMs === null ? 'unknown' : <UtcTime key="since" atMs={sinceMs} withDate />],
            ['Last heard', heardAtMs === null ? 'never' : <Age key="heard" sinceMs={heardAtMs} suffix=" ago" />],
            ['Id', <CopyId key="id" id={id} />],
            ['Role', role === 'both' ? 'dedicating, accessing' : role],
          ]}
        />
        {linkText !== '' && <p>{linkText}</p>}
      </SideSection>
      <SideSection title="What it brings">
        <Facts
          facts={[
            ['Nodes', formatCount(carrier.nodes)],
            ['Resources', formatCount(carrier.resources)],
            ['Dedicated to the virtual network', formatCount(carrier.dedicatedResources)],
            ['Client ports', formatCount(carrier.clientPorts)],
          ]}
        />
      </SideSection>
      <SideSection title="Recovery">
        {recoveryPausedBy === null
          ? 'What breaks here is restored automatically, as each order’s policy says.'
          : `Nothing is moved automatically where it is on the way: ${recoveryPausedBy}.`}
      </SideSection>
      <SideSection title={`Doubts (${warnings.length})`}>
        {warnings.length === 0
          ? 'None of its answers was doubted since the host began.'
          : warnings.map((warning) => <p key={warning}>{warning}</p>)}
      </SideSection>
      <AskWords
        isOpen={asking !== null}
        title={asking === 'pause' ? `Pause automatic recovery at ${name}` : `Resume automatic recovery at ${name}`}
        label="Why, for the history"
        placeholder="Work on the ring until 04:00"
        act={asking === 'pause' ? 'Pause it' : 'Resume it'}
        onClose={close}
        onAct={(reason) => {
          const input = { carrierId: id, by, reason };
          if (asking === 'pause') void command.carryOut('recovery.pause', input, `Recovery is paused at ${name}.`);
          else void command.carryOut('recovery.resume', input, `Recovery goes on at ${name}; what waited is worked on.`);
        }}
      >
        <p>
          {asking === 'pause'
            ? 'Connections that have it on their way stay where they are, even when they break, until you resume it. Others go on.'
            : 'Connections that broke meanwhile are restored at once, the most important first.'}
        </p>
      </AskWords>
    </Side>
  );
}
