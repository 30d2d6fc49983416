import { Button, Menu } from '@mantine/core';
import { useState } from 'react';
import type { ImpairmentRow } from '../../core/contract/live';
import type { InputOf } from '../../core/contract/procedures';
import type { HitOutcome } from '../../core/model/impairment';
import { addressOf, goTo } from '../app/address';
import { useOperator } from '../app/operator';
import { useCommand } from '../app/use-command';
import { AskWords } from '../ui/ask-words';
import { CarrierName } from '../ui/carrier-name';
import { CopyId } from '../ui/copy-id';
import { Facts, Side, SideSection } from '../ui/list-screen';
import type { Mark } from '../ui/severity';
import { StateMark } from '../ui/state-mark';
import { Age, useNow, UtcTime } from '../ui/times';
import { hitWords, outcomeOrder, outcomeWord } from './impairment-rows';
import classes from './impairment-side.module.css';

const hitMarks: Readonly<Record<HitOutcome, Mark>> = {
  unrestorable: { severity: 'critical' },
  pending: { severity: 'major' },
  restored: { severity: 'cleared' },
  cleared: { severity: 'cleared' },
  released: { shape: 'dash' },
};

const shelvings = [
  ['15 min', 15],
  ['1 h', 60],
  ['4 h', 240],
  ['12 h', 720],
] as const;

type Step = InputOf<'impairments.handle'>['step'];

/** One impairment: what is done about it, by the engine and by people. */
export function ImpairmentSide({ impairment }: { readonly impairment: ImpairmentRow }) {
  const command = useCommand();
  const by = useOperator();
  const now = useNow();
  const [isTicketAsked, setTicketAsked] = useState(false);
  const { id, subject, subjectName, cause, text, severity, raisedAtMs, clearedAtMs, carrierId, hits, handling } = impairment;
  const isOpen = clearedAtMs === null;
  const isMine = handling.owner === by;
  const handle = (step: Step, done: string): void => {
    void command.carryOut('impairments.handle', { impairmentId: id, by, step }, done);
  };
  return (
    <Side
      label={`Impairment of ${subjectName}`}
      onClose={() => {
        goTo(addressOf('recovery'));
      }}
      title={
        <>
          <StateMark mark={{ severity }}>
            <span className={classes['subject']}>
              <bdi>{subjectName}</bdi> {cause.replace('-', ' ')}
            </span>
          </StateMark>
        </>
      }
      actions={
        isOpen && (
          <>
            {handling.acknowledgedBy === null && (
              <Button
                variant="filled"
                onClick={() => {
                  handle({ kind: 'acknowledge' }, 'Acknowledged.');
                }}
              >
                Acknowledge
              </Button>
            )}
            <Button
              onClick={() => {
                handle({ kind: 'own', owner: isMine ? null : by }, isMine ? 'You own it no longer.' : 'You own it now.');
              }}
            >
              {isMine ? 'Give it back' : 'Own it'}
            </Button>
            <Shelving
              isShelved={handling.shelvedUntilMs !== null && handling.shelvedUntilMs > now}
              onShelve={(minutes, words) => {
                handle({ kind: 'shelve', untilMs: Date.now() + minutes * 60_000 }, `Shelved for ${words}.`);
              }}
              onUnshelve={() => {
                handle({ kind: 'unshelve' }, 'It asks for attention again.');
              }}
            />
            <Button
              onClick={() => {
                setTicketAsked(true);
              }}
            >
              Ticket
            </Button>
          </>
        )
      }
    >
      <SideSection>
        <p>{text}</p>
        <Facts
          facts={[
            ['Raised', <UtcTime key="raised" atMs={raisedAtMs} withDate />],
            ['Age', <Age key="age" sinceMs={raisedAtMs} />],
            ...(clearedAtMs === null ? [] : [['Cleared', <UtcTime key="cleared" atMs={clearedAtMs} withDate />] as const]),
            ...(carrierId === null ? [] : [['Carrier', <CarrierName key="carrier" carrierId={carrierId} />] as const]),
            ['Id', <CopyId key="id" id={id} />],
          ]}
        />
        <p>
          <a href={mapAddress(subject)}>Show it on the map</a>
        </p>
      </SideSection>
      <SideSection title="Handling">
        <Facts
          facts={[
            ['Acknowledged', handling.acknowledgedBy === null ? 'by nobody yet' : handling.acknowledgedBy],
            ['Owner', handling.owner ?? 'nobody'],
            [
              'Shelved until',
              handling.shelvedUntilMs === null ? 'not shelved' : <UtcTime key="until" atMs={handling.shelvedUntilMs} withDate />,
            ],
            ['Ticket', handling.ticket ?? 'none'],
          ]}
        />
      </SideSection>
      <SideSection title={hitWords(hits)}>
        <ul className={classes['hits']}>
          {[...hits]
            .sort((a, b) => outcomeOrder.indexOf(a.outcome) - outcomeOrder.indexOf(b.outcome))
            .map(({ orderId, outcome, text: words }) => (
              <li key={orderId}>
                <div>
                  <a href={addressOf('orders', [orderId])}>
                    <bdi>{orderId}</bdi>
                  </a>
                  <StateMark mark={hitMarks[outcome]}>{outcomeWord(outcome)}</StateMark>
                </div>
                {words !== '' && <p>{words}</p>}
              </li>
            ))}
        </ul>
        {hits.length === 0 && 'No connection used it when it was raised, and none was hit since.'}
      </SideSection>
      <AskWords
        isOpen={isTicketAsked}
        title={`Ticket for ${subjectName}`}
        label="Its reference elsewhere"
        placeholder="INC-4471"
        initial={handling.ticket ?? ''}
        maxLength={200}
        act="Attach it"
        onClose={() => {
          setTicketAsked(false);
        }}
        onAct={(ticket) => {
          handle({ kind: 'ticket', ticket }, `Ticket ${ticket} is attached.`);
        }}
      />
    </Side>
  );
}

interface ShelvingProps {
  readonly isShelved: boolean;
  readonly onShelve: (minutes: number, words: string) => void;
  readonly onUnshelve: () => void;
}

function Shelving({ isShelved, onShelve, onUnshelve }: ShelvingProps) {
  if (isShelved) return <Button onClick={onUnshelve}>Unshelve</Button>;
  return (
    <Menu>
      <Menu.Target>
        <Button>Shelve</Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>It asks for no attention for</Menu.Label>
        {shelvings.map(([words, minutes]) => (
          <Menu.Item
            key={words}
            onClick={() => {
              onShelve(minutes, words);
            }}
          >
            {words}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}

const mapAddress = ({ kind, id }: ImpairmentRow['subject']): string => addressOf('network', [], { [kind]: id });
