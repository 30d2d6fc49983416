import { Button } from '@mantine/core';
import { useMemo, useState, type ReactNode } from 'react';
import type { SubjectLatency } from '../../../core/contract/network-shapes';
import { worseNs, type LatencyDefault, type LatencySubject } from '../../../core/model/latency';
import { useOperator } from '../../app/operator';
import { useCommand } from '../../app/use-command';
import { useMay } from '../../app/use-may';
import { useAnswer } from '../../client/use-answer';
import { Confirm } from '../../ui/confirm';
import { counted, formatMs, formatUtc } from '../../ui/numbers';
import { Sparkline } from '../../ui/sparkline';
import { UtcTime } from '../../ui/times';
import classes from './inspector.module.css';

interface LatencyHistoryProps {
  readonly subject: LatencySubject;
  readonly name: string;
  readonly latency: SubjectLatency;
  /** Asked anew when it changes. */
  readonly version: string;
}

/** So many steps are told in words; the line shows all. */
const told = 4;

/** What was in force for a part over the last 30 days, and where it came from; what an operator entered, or set as a default, can be taken back. */
export function LatencyHistory({ subject, name, latency, version }: LatencyHistoryProps) {
  const [openedAtMs] = useState(() => Date.now());
  const asked = useAnswer('latency.of-part', { subject, fromMs: Math.max(0, openedAtMs - 30 * 86_400_000) }, { version });
  const shown = asked.output;
  const steps = shown?.steps ?? [];
  const points = useMemo(
    () =>
      (shown?.steps ?? []).map((step) => ({ atMs: Math.max(step.atMs, shown?.fromMs ?? 0), ns: step.latency && worseNs(step.latency) })),
    [shown],
  );
  // The line begins with what is known: a part that is new has no 30 days.
  const fromMs = Math.max(shown?.fromMs ?? 0, points[0]?.atMs ?? 0);
  return (
    <>
      {shown !== null && steps.length > 0 && (
        <figure className={classes['latencyHistory']}>
          <Sparkline
            points={points}
            fromMs={fromMs}
            toMs={shown.toMs}
            height={32}
            label={`Latency in force since ${formatUtc(fromMs)}: ${counted(steps.length, 'step')}`}
          />
          <figcaption className={classes['sub']}>since {formatUtc(fromMs).slice(0, 16)}</figcaption>
          <ol className={classes['list']} aria-label="What was in force, the latest first">
            {steps
              .slice(-told)
              .reverse()
              .map(({ number, atMs, latency: then, provenance, isDefault }) => (
                <li key={number}>
                  <span className={classes['line']}>
                    <span>
                      {then === null ? 'unknown' : formatMs(worseNs(then), 3)} {isDefault ? 'default' : (provenance ?? '')}
                    </span>
                    <span className={classes['aside']}>
                      <UtcTime atMs={atMs} withDate />
                    </span>
                  </span>
                </li>
              ))}
          </ol>
          {steps.length > told && <p className={classes['sub']}>and {steps.length - told} before</p>}
        </figure>
      )}
      {asked.error !== '' && <p role="alert">Its latency over time cannot be told now: {asked.error}</p>}
      {latency.readings.map(({ provenance, azNs, zaNs, isInForce }) =>
        provenance === 'operator' || provenance === 'measured' ? (
          <Withdraw
            key={provenance}
            {...{ subject, name, provenance, isInForce }}
            oneWayNs={Math.max(azNs, zaNs)}
            next={latency.readings[latency.readings.findIndex((each) => each.provenance === provenance) + 1]?.provenance ?? null}
            hasDefault={latency.default !== null}
          />
        ) : null,
      )}
      {latency.default && <WithdrawDefault value={latency.default} isInForce={latency.isDefault} />}
    </>
  );
}

interface WithdrawProps {
  readonly subject: LatencySubject;
  readonly name: string;
  readonly provenance: 'operator' | 'measured';
  readonly oneWayNs: number;
  readonly isInForce: boolean;
  /** What is next in strength. */
  readonly next: string | null;
  readonly hasDefault: boolean;
}

function Withdraw({ subject, name, provenance, oneWayNs, isInForce, next, hasDefault }: WithdrawProps) {
  const command = useCommand();
  const by = useOperator();
  const what = `${provenance === 'operator' ? 'operator’s' : 'measured'} latency`;
  const then =
    next !== null
      ? `the ${next} one is in force again`
      : hasDefault
        ? 'the default is in force again'
        : 'it is unknown again, and no order with a limit is offered it';
  return (
    <Withdrawal
      what={`the ${what}`}
      of={name}
      procedure="latency.withdraw"
      onConfirm={() => void command.carryOut('latency.withdraw', { subject, provenance, by }, `The ${what} of ${name} is withdrawn.`)}
    >
      {formatMs(oneWayNs, 3)} one way. {isInForce ? `Once it is withdrawn ${then}.` : 'It is not in force: nothing changes for orders.'}{' '}
      Orders over {name} are totalled again, and moved where they are over their limit then.
    </Withdrawal>
  );
}

/** A default is for everything of its kind there, and not for the part alone at which it is shown. */
function WithdrawDefault({ value: { scope, scopeId, ns }, isInForce }: { readonly value: LatencyDefault; readonly isInForce: boolean }) {
  const command = useCommand();
  const by = useOperator();
  const where = scope === 'carrier-transit' ? `the nodes of ${scopeId}` : `the interconnects at ${scopeId}`;
  return (
    <Withdrawal
      what="the default"
      of={where}
      procedure="latency.withdraw-default"
      onConfirm={() =>
        void command.carryOut('latency.withdraw-default', { scope, scopeId, by }, `The default latency of ${where} is withdrawn.`)
      }
    >
      {formatMs(ns, 3)}, for all {where.slice('the '.length)} that have no reading of their own
      {isInForce ? '' : '; here a reading is in force'}. Once it is withdrawn their latency is unknown, and no order with a limit is offered
      them. Orders over them are totalled again.
    </Withdrawal>
  );
}

interface WithdrawalProps {
  readonly what: string;
  readonly of: string;
  readonly procedure: 'latency.withdraw' | 'latency.withdraw-default';
  readonly onConfirm: () => void;
  readonly children: ReactNode;
}

/** A button that asks once. */
function Withdrawal({ what, of, procedure, onConfirm, children }: WithdrawalProps) {
  const may = useMay();
  const [isAsking, setAsking] = useState(false);
  return (
    <p>
      <Button
        size="compact-xs"
        mt="xs"
        onClick={() => {
          setAsking(true);
        }}
        {...may(procedure)}
      >
        Withdraw {what} …
      </Button>
      <Confirm
        isOpen={isAsking}
        title={`Withdraw ${what} of ${of}`}
        act="Withdraw it"
        keep="Keep it"
        isCutting
        onClose={() => {
          setAsking(false);
        }}
        onConfirm={onConfirm}
      >
        <p>{children}</p>
      </Confirm>
    </p>
  );
}
