import { Button, Menu } from '@mantine/core';
import { useState } from 'react';
import type { ImpairmentRow } from '../../core/contract/live';
import type { HitOutcome } from '../../core/model/impairment';
import { addressOf, goTo } from '../app/address';
import { useOperator } from '../app/operator';
import { useMay } from '../app/use-may';
import { AskWords } from '../ui/ask-words';
import { CarrierName } from '../ui/carrier-name';
import { CopyId } from '../ui/copy-id';
import { counted } from '../ui/numbers';
import { Facts, Side, SideSection } from '../ui/list-screen';
import type { Mark } from '../ui/severity';
import { StateMark } from '../ui/state-mark';
import { Age, useNow, UtcTime } from '../ui/times';
import { newWizard } from '../wizards/wizard-address';
import { beingRestored, groupFacts, waitingForSomebody, type ImpairmentGroup } from './impairment-groups';
import { handlingWords, hitStanding, hitWord, hitWords, severityWhy, standingOrder } from './impairment-rows';
import classes from './impairment-side.module.css';
import { useHandling } from './use-handling';

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

/** What broke, as one event: what is done about it, by the engine and by people. What is done here is done for all that belongs to it. */
export function ImpairmentSide({ group }: { readonly group: ImpairmentGroup }) {
  const tell = useHandling(group.members);
  const by = useOperator();
  const now = useNow();
  const may = useMay();
  const [isTicketAsked, setTicketAsked] = useState(false);
  const { name, words, severity, sinceMs, hits, heldBackIds, members, unhit, carrierIds } = group;
  const [first] = members;
  if (!first) return null;
  const restoration = addressOf('recovery', [group.risk ?? first.id], { tab: 'storm' });
  const open = members.filter(({ clearedAtMs }) => clearedAtMs === null);
  const isOpen = open.length > 0;
  const toRecover = waitingForSomebody(group);
  const isBeingRestored = beingRestored(group) > 0;
  /** What is repaired of it is not handled any more. */
  const handled = isOpen ? open : members;
  const isMine = handled.every(({ handling }) => handling.owner === by);
  const clearedAtMs = isOpen ? null : Math.max(...members.map((member) => member.clearedAtMs ?? 0));
  // Until the first of them asks for attention again.
  const shelvedUntilMs = handled.reduce<number | null>(
    (until, { handling }) => (until === null || handling.shelvedUntilMs === null ? null : Math.min(until, handling.shelvedUntilMs)),
    handled[0]?.handling.shelvedUntilMs ?? null,
  );
  const placeOf = (hit: (typeof hits)[number]): number => standingOrder.indexOf(hitStanding(hit, heldBackIds));
  const isAllUsedHit = unhit.every(({ condition }) => condition === 'down' || condition === 'withdrawn');
  const handle = (...asked: Parameters<typeof tell>): void => void tell(...asked);
  return (
    <Side
      label={`Impairment of ${name}`}
      onClose={() => {
        goTo(addressOf('recovery'));
      }}
      title={
        <>
          <StateMark mark={{ severity }} title={severityWhy[severity]}>
            <span className={classes['subject']}>
              <bdi>{words}</bdi>
            </span>
          </StateMark>
        </>
      }
      actions={
        isOpen && (
          <>
            {toRecover > 0 && (
              <Button
                component="a"
                variant="filled"
                href={newWizard('recovery', { event: group.risk ?? first.id })}
                {...may('recovery.carry-out')}
              >
                Recover {toRecover}
              </Button>
            )}
            {toRecover === 0 && isBeingRestored && (
              <Button component="a" variant="filled" href={restoration}>
                Look on
              </Button>
            )}
            {open.some(({ handling }) => handling.acknowledgedBy === null) && (
              <Button
                variant={toRecover > 0 || isBeingRestored ? 'default' : 'filled'}
                onClick={() => {
                  handle({ kind: 'acknowledge' }, 'Acknowledged.');
                }}
                {...may('impairments.handle')}
              >
                Acknowledge
              </Button>
            )}
            <Button
              onClick={() => {
                handle({ kind: 'own', owner: isMine ? null : by }, isMine ? 'You own it no longer.' : 'You own it now.');
              }}
              {...may('impairments.handle')}
            >
              {isMine ? 'Give it back' : 'Own it'}
            </Button>
            <Shelving
              isShelved={open.every(({ handling: { shelvedUntilMs } }) => shelvedUntilMs !== null && shelvedUntilMs > now)}
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
              {...may('impairments.handle')}
            >
              Ticket
            </Button>
          </>
        )
      }
    >
      <SideSection>
        <p>{group.risk === null ? first.text : `${groupFacts(group)}.`}</p>
        {!isOpen && <p>It is cleared: nothing is left to recover. What was moved stays where it is until it is reverted.</p>}
        <Facts
          facts={[
            ['Raised', <UtcTime key="raised" atMs={sinceMs} withDate />],
            ['Age', <Age key="age" sinceMs={sinceMs} />],
            ...(clearedAtMs === null ? [] : [['Cleared', <UtcTime key="cleared" atMs={clearedAtMs} withDate />] as const]),
            ...(carrierIds.length === 0
              ? []
              : [[carrierIds.length === 1 ? 'Carrier' : 'Carriers', <Carriers key="carriers" ids={carrierIds} />] as const]),
            ...(group.risk === null ? [['Id', <CopyId key="id" id={first.id} />] as const] : [['Shared risk', group.risk] as const]),
          ]}
        />
        <p>
          <a href={group.risk === null ? mapAddress(first.subject) : addressOf('network', [], { impairment: group.id })}>
            Show it on the map
          </a>
          {hits.length > 0 && (
            <>
              {', '}
              <a href={restoration}>see its restoration</a>
            </>
          )}
          {', '}
          <a href={addressOf('print', ['incident', ...members.map(({ id }) => id)])}>report to print</a>
        </p>
      </SideSection>
      {group.risk !== null && (
        <SideSection
          title={`${members.length} of its ${counted(group.resourceCount, 'resource')} ${isAllUsedHit ? 'used by connections' : 'with connections hit'}`}
        >
          <ul className={classes['hits']}>
            {members.map((member) => (
              <li key={member.id}>
                <div>
                  <a href={addressOf('recovery', [member.id])}>
                    <bdi>{member.subjectName}</bdi>
                  </a>
                  <StateMark mark={{ severity: member.severity }} title={severityWhy[member.severity]}>
                    {member.severity}
                  </StateMark>
                </div>
                <p>{[member.text, handlingWords(member)].filter((part) => part !== '').join(', ')}</p>
              </li>
            ))}
            {unhit.map(({ id, name: resource }) => (
              <li key={id}>
                <div>
                  <a href={addressOf('network', [], { resource: id })}>
                    <bdi>{resource}</bdi>
                  </a>
                </div>
                <p>{isAllUsedHit ? 'not used by any connection' : 'no connection hit'}</p>
              </li>
            ))}
          </ul>
        </SideSection>
      )}
      <SideSection title="Handling">
        <Facts
          facts={[
            ['Acknowledged', said(handled, ({ acknowledgedBy }) => acknowledgedBy, 'by nobody yet')],
            ['Owner', said(handled, ({ owner }) => owner, 'nobody')],
            ['Shelved until', shelvedUntilMs === null ? 'not shelved' : <UtcTime key="until" atMs={shelvedUntilMs} withDate />],
            ['Ticket', said(handled, ({ ticket }) => ticket, 'none')],
          ]}
        />
      </SideSection>
      <SideSection title={hitWords(hits, heldBackIds)}>
        <ul className={classes['hits']}>
          {[...hits]
            .sort((a, b) => placeOf(a) - placeOf(b))
            .map(({ orderId, outcome, text }) => (
              <li key={orderId}>
                <div>
                  <a href={addressOf('orders', [orderId])}>
                    <bdi>{orderId}</bdi>
                  </a>
                  <StateMark mark={hitMarks[outcome]}>{hitWord({ orderId, outcome }, heldBackIds)}</StateMark>
                </div>
                {text !== '' && <p>{text}</p>}
              </li>
            ))}
        </ul>
        {hits.length === 0 && 'No connection used it when it was raised, and none was hit since.'}
      </SideSection>
      <AskWords
        isOpen={isTicketAsked}
        title={`Ticket for ${name}`}
        label="Its reference elsewhere"
        placeholder="INC-4471"
        initial={first.handling.ticket ?? ''}
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

function Carriers({ ids }: { readonly ids: readonly string[] }) {
  return ids.map((id) => (
    <div key={id}>
      <CarrierName carrierId={id} />
    </div>
  ));
}

interface ShelvingProps {
  readonly isShelved: boolean;
  readonly onShelve: (minutes: number, words: string) => void;
  readonly onUnshelve: () => void;
}

function Shelving({ isShelved, onShelve, onUnshelve }: ShelvingProps) {
  const may = useMay();
  if (isShelved)
    return (
      <Button onClick={onUnshelve} {...may('impairments.handle')}>
        Unshelve
      </Button>
    );
  return (
    <Menu>
      <Menu.Target>
        <Button {...may('impairments.handle')}>Shelve</Button>
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

/** Who or what stands at all of them, and at how many where not at all. */
function said(members: readonly ImpairmentRow[], of: (handling: ImpairmentRow['handling']) => string | null, none: string): string {
  const values = [...new Set(members.flatMap(({ handling }) => of(handling) ?? []))].join(', ');
  const without = members.filter(({ handling }) => of(handling) === null).length;
  if (values === '') return none;
  return without === 0 ? values : `${values} (${without} of ${members.length}: ${none})`;
}

const mapAddress = ({ kind, id }: ImpairmentRow['subject']): string => addressOf('network', [], { [kind]: id });
