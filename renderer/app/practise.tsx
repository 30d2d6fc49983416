import { Button, Progress } from '@mantine/core';
import { IconClockPlus, IconPlayerPlay, IconSchool, IconScissors, IconTool } from '@tabler/icons-react';
import { useState } from 'react';
import type { PracticeFault, PracticeShown } from '../../core/contract/practice';
import { StateMark } from '../ui/state-mark';
import { newWizard } from '../wizards/wizard-address';
import { addressOf } from './address';
import classes from './practise.module.css';
import { useShell } from './shell-context';
import { useCommand } from './use-command';
import { useMay } from './use-may';
import { usePractice, useStartPractice } from './use-practice';

/** A network to practise on: starts it, leads through what it is for, and breaks and repairs it. */
export function Practise() {
  const { network, setNetwork } = useShell();
  const { practice, ask } = usePractice();
  const command = useCommand();
  const may = useMay();
  const starting = useStartPractice();
  const [disturbing, setDisturbing] = useState<string | null>(null);
  const doing = starting.doing ?? disturbing;
  const isRunning = practice?.state === 'running';
  const isHere = network === 'practice';

  const start = (isFresh: boolean): void => {
    void starting.start(isFresh).then(ask);
  };
  const disturb = async (fault: PracticeFault): Promise<void> => {
    setDisturbing('Being broken');
    await command.carryOut('practice.break', fault, ({ text }) => text);
    setDisturbing(null);
    ask();
  };

  return (
    <div className={classes['page']}>
      <header className={classes['head']}>
        <h2>A network to practise on</h2>
        <p>
          Four carriers, 100 nodes and two access switches run on this machine, and a fifth carrier that is to be connected, as processes of
          their own, with certificates, orders and virtual circuits. Nothing that you do there reaches a real network; its store is its own.
        </p>
        <PracticeState practice={practice} doing={doing} isHere={isHere} />
        <div className={classes['actions']}>
          {!isRunning && (
            <Button
              variant="filled"
              leftSection={<IconPlayerPlay size={14} />}
              loading={doing !== null}
              onClick={() => {
                start(false);
              }}
              {...may('practice.start')}
            >
              Start the practice network
            </Button>
          )}
          {isRunning && !isHere && (
            <Button
              variant="filled"
              leftSection={<IconSchool size={14} />}
              onClick={() => {
                setNetwork('practice');
              }}
            >
              Show it in this window
            </Button>
          )}
          {isHere && (
            <Button
              onClick={() => {
                setNetwork('live');
              }}
              title="The practice network goes on until you stop it or the console ends."
            >
              Back to the live network
            </Button>
          )}
          {isRunning && !isHere && (
            <Button
              onClick={() => {
                void command.carryOut('practice.stop', {}, 'The practice network is being stopped').then(ask);
              }}
              {...may('practice.stop')}
            >
              Stop it
            </Button>
          )}
          {practice?.state === 'stopped' && practice.isFurnished && (
            <Button
              disabled={doing !== null}
              onClick={() => {
                start(true);
              }}
              {...may('practice.start')}
            >
              Start afresh, without what was practised before
            </Button>
          )}
        </div>
      </header>
      <ol className={classes['steps']} aria-label="What to practise">
        <Step title="Look at the network" to={addressOf('network')}>
          Four carriers over two continents. Select a site or a line: what it is, what it carries, how slow it is and who says so.
        </Step>
        <Step title="Connect a carrier" to={newWizard('carrier')}>
          {practice?.toConnect
            ? `The manager of ${practice.toConnect.name} runs, and nobody has connected it. The wizard fills in its address and files; its units and one of its sites are yours to get right.`
            : 'A fifth carrier waits for it while the practice runs. Once it is connected it stays so, until you start afresh.'}
        </Step>
        <Step title="Order a connection" to={addressOf('orders')}>
          From where to where, how much, and how slow at most. While you type you are told whether it could be served, and why not.
        </Step>
        <Step title="Order circuits in bulk" to={addressOf('circuits')}>
          Give a path more orders than it has circuits: the conditions table decides when more are asked for, and its row lights up.
        </Step>
        <Step
          title="Cut a fibre"
          to={addressOf('recovery')}
          action={
            <Button
              disabled={!isRunning || doing !== null}
              leftSection={<IconScissors size={14} />}
              onClick={() => void disturb({ kind: 'cut-duct' })}
              {...may('practice.break')}
            >
              Cut the busiest duct
            </Button>
          }
        >
          What ran through it is moved to alternatives that still meet the limit. Recovery tells what is done, and what waits for you.
        </Step>
        <Step
          title="Slow a line down"
          to={addressOf('orders')}
          action={
            <Button
              disabled={!isRunning || doing !== null}
              leftSection={<IconClockPlus size={14} />}
              onClick={() => void disturb({ kind: 'raise-latency' })}
              {...may('practice.break')}
            >
              Raise a latency
            </Button>
          }
        >
          The order with the least margin is pushed over its limit, and has to go another way.
        </Step>
        <Step
          title="Repair everything"
          to={addressOf('history')}
          action={
            <Button
              disabled={!isRunning || doing !== null || practice.broken.length === 0}
              leftSection={<IconTool size={14} />}
              onClick={() => {
                void command.carryOut('practice.repair', {}, 'Everything is being repaired').then(ask);
              }}
              {...may('practice.repair')}
            >
              Repair
            </Button>
          }
        >
          {practice && practice.broken.length > 0 ? `Broken now: ${practice.broken.join('; ')}.` : 'Nothing is broken now.'} The history
          tells all that was done, and by whom.
        </Step>
      </ol>
    </div>
  );
}

interface PracticeStateProps {
  readonly practice: PracticeShown | null;
  readonly doing: string | null;
  /** This window shows it. */
  readonly isHere: boolean;
}

function PracticeState({ practice, doing, isHere }: PracticeStateProps) {
  if (practice === null) return <StateMark mark={{ shape: 'dotted' }}>Asking whether it runs</StateMark>;
  if (doing !== null || practice.state === 'starting' || practice.state === 'stopping')
    return (
      <div role="status" className={classes['doing']}>
        <Progress value={100} animated size="sm" aria-label="Under way" />
        {doing ?? practice.text}
      </div>
    );
  if (practice.state === 'failed')
    return (
      <div role="alert">
        <StateMark mark={{ severity: 'major' }}>{practice.text}</StateMark>
      </div>
    );
  if (practice.state === 'stopped') return <StateMark mark={{ shape: 'circle' }}>It does not run</StateMark>;
  return (
    <div className={classes['said']}>
      <StateMark mark={{ shape: 'dot' }}>
        {practice.isFurnished ? 'It runs' : 'It runs; its first orders and circuits still come in'}
        {isHere
          ? ', and this window shows it.'
          : ', and goes on while this window shows another network, until you stop it or the console ends.'}
      </StateMark>
    </div>
  );
}

function Step({
  title,
  to,
  action,
  children,
}: {
  readonly title: string;
  readonly to: string;
  readonly action?: React.ReactNode;
  readonly children: React.ReactNode;
}) {
  return (
    <li>
      <div>
        <a href={to}>{title}</a>
        <p>{children}</p>
      </div>
      {action}
    </li>
  );
}
