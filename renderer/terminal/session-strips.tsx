import { Button, Checkbox, PasswordInput, TextInput } from '@mantine/core';
import { useState } from 'react';
import type { HeldCommands, SessionStateShown } from '../../core/contract/session-frames';
import { useCommand } from '../app/use-command';
import { useOperator } from '../app/operator';
import { useMay } from '../app/use-may';
import { MarkShape } from '../ui/state-mark';
import type { LiveSession } from './live-session';
import { isLive, type Tab } from './sessions';
import marks from '../ui/state-mark.module.css';
import classes from './terminal-dock.module.css';

interface StripProps {
  readonly tab: Tab;
  readonly session: LiveSession;
}

/** What a session asks or tells, below its screen. */
export function SessionStrips({ tab, session }: StripProps) {
  const { state, held, note } = tab;
  if (held) return <Held held={held} session={session} />;
  if (state.kind === 'asking-host-key') return <HostKey state={state} session={session} />;
  if (state.kind === 'asking-log-in') return <LogIn state={state} session={session} />;
  if (!isLive(state)) return <Ended tab={tab} session={session} />;
  if (state.kind === 'starting' || state.kind === 'connecting')
    return (
      <div className={classes['strip']} role="status">
        <span className={classes['mark']}>
          <MarkShape mark={{ shape: 'dotted' }} size={12} />
        </span>
        <p className={classes['words']}>Connecting to {tab.title}.</p>
      </div>
    );
  if (note !== null)
    return (
      <div className={`${classes['strip'] ?? ''} ${classes['held'] ?? ''}`} role="alert">
        <Major />
        <p className={classes['words']}>{note}</p>
      </div>
    );
  return null;
}

const Major = () => (
  <span className={`${classes['mark'] ?? ''} ${marks['major'] ?? ''}`}>
    <MarkShape mark={{ severity: 'major' }} size={12} />
  </span>
);

/** The safe choice is the primary one. */
function Held({ held, session }: { readonly held: HeldCommands; readonly session: LiveSession }) {
  const { commands, title, text } = held;
  const answer = (isSent: boolean): void => {
    session.answerHeld(held, isSent);
    session.focus();
  };
  return (
    <div
      className={`${classes['strip'] ?? ''} ${classes['held'] ?? ''}`}
      role="alertdialog"
      aria-label={`Not sent yet: ${title}`}
      onKeyDown={(event) => {
        if (event.key === 'Escape') answer(false);
      }}
    >
      <Major />
      <div className={classes['words']}>
        <b>Not sent yet: {title}</b>
        <p>{text}</p>
        {commands.length > 1 && <code>{commands.join('\n')}</code>}
      </div>
      <div className={classes['actions']}>
        <Button
          onClick={() => {
            answer(true);
          }}
        >
          {commands.length > 1 ? `Send the ${commands.length} commands` : 'Send it'}
        </Button>
        <Button
          variant="filled"
          autoFocus
          onClick={() => {
            answer(false);
          }}
        >
          Do not send
        </Button>
      </div>
    </div>
  );
}

interface HostKeyProps {
  readonly state: Extract<SessionStateShown, { kind: 'asking-host-key' }>;
  readonly session: LiveSession;
}

function HostKey({ state: { host, port, keyType, fingerprint }, session }: HostKeyProps) {
  return (
    <div className={classes['question']} role="alertdialog" aria-label="Is this the host’s key">
      <h3>
        First session to {host}:{port}: is this its key?
      </h3>
      <span className={classes['fingerprint']}>
        {keyType} {fingerprint}
      </span>
      <p>
        Nothing of you has been sent to it yet. Compare the fingerprint with the one that whoever runs the host gives you. Once accepted, no
        other key is taken for it.
      </p>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          session.answerHostKey(true);
        }}
      >
        <Button type="submit" variant="filled" autoFocus>
          It is, go on
        </Button>
        <Button
          onClick={() => {
            session.answerHostKey(false);
          }}
        >
          Do not connect
        </Button>
      </form>
    </div>
  );
}

interface LogInProps {
  readonly state: Extract<SessionStateShown, { kind: 'asking-log-in' }>;
  readonly session: LiveSession;
}

function LogIn({ state: { name, instruction, prompts }, session }: LogInProps) {
  const [answers, setAnswers] = useState<readonly string[]>(prompts.map(() => ''));
  const set = (index: number, text: string): void => {
    setAnswers(answers.map((answer, at) => (at === index ? text : answer)));
  };
  return (
    <div className={classes['question']} role="alertdialog" aria-label="The host asks who you are">
      <h3>{name === '' ? 'The host asks who you are' : name}</h3>
      {instruction !== '' && <p>{instruction}</p>}
      <form
        onSubmit={(event) => {
          event.preventDefault();
          session.answerLogIn(answers);
          session.focus();
        }}
      >
        {prompts.map(({ text, isEchoed }, index) => {
          const props = {
            label: text === '' ? 'Answer' : text,
            value: answers[index] ?? '',
            w: 240,
            autoFocus: index === 0,
            autoComplete: 'off',
            onChange: (event: React.ChangeEvent<HTMLInputElement>) => {
              set(index, event.currentTarget.value);
            },
          };
          return isEchoed ? <TextInput key={index} {...props} /> : <PasswordInput key={index} {...props} />;
        })}
        <Button type="submit" variant="filled">
          Log in
        </Button>
        <Button
          onClick={() => {
            session.answerLogIn(null);
          }}
        >
          Give up
        </Button>
      </form>
    </div>
  );
}

function Ended({ tab: { state }, session }: StripProps) {
  if (state.kind !== 'closed' && state.kind !== 'lost') return null;
  if (state.kind === 'closed' && state.address !== undefined) return <ChangedKey text={state.text} at={state.address} session={session} />;
  const isFault = state.kind === 'lost' || state.by === 'fault';
  return (
    <div className={`${classes['strip'] ?? ''} ${isFault ? (classes['held'] ?? '') : ''}`} role="status">
      {isFault ? (
        <Major />
      ) : (
        <span className={classes['mark']}>
          <MarkShape mark={{ shape: 'dash' }} size={12} />
        </span>
      )}
      <div className={classes['words']}>
        <b>{headOf(state)}</b>
        {isFault && <p>{sentence(state.text)}</p>}
      </div>
      <div className={classes['actions']}>
        <Button
          variant="filled"
          onClick={() => {
            session.reconnect();
          }}
        >
          Connect again
        </Button>
      </div>
    </div>
  );
}

/** The host's words as a sentence; what begins with a name or an address stays as it is. */
const sentence = (text: string): string =>
  `${/^[a-z]+ /.test(text) ? text.charAt(0).toUpperCase() + text.slice(1) : text}${/[.?]$/.test(text) ? '' : '.'}`;

function headOf(state: Extract<Tab['state'], { kind: 'closed' | 'lost' }>): string {
  if (state.kind === 'lost') return 'The link to the host was lost, and the session with it';
  if (state.code === 'host-key-changed') return 'Not connected: the host’s key has changed';
  if (state.code !== undefined) return 'Not connected';
  return { us: 'The session was closed', switch: 'The other side ended the session', fault: 'The session broke off' }[state.by];
}

/** It cannot be clicked through: the key is forgotten only by an operator who says that he asked. */
function ChangedKey({
  text,
  at,
  session,
}: {
  readonly text: string;
  readonly at: { readonly host: string; readonly port: number };
  readonly session: LiveSession;
}) {
  const [hasAsked, setAsked] = useState(false);
  const operator = useOperator();
  const command = useCommand();
  const may = useMay();
  const forget = async (): Promise<void> => {
    const outcome = await command.carryOut('host-keys.forget', { ...at, by: operator }, `The key of ${at.host}:${at.port} is forgotten`);
    if (outcome.kind === 'answer') session.reconnect();
  };
  return (
    <div className={`${classes['strip'] ?? ''} ${classes['fault'] ?? ''}`} role="alert">
      <span className={`${classes['mark'] ?? ''} ${marks['critical'] ?? ''}`}>
        <MarkShape mark={{ severity: 'critical' }} size={12} />
      </span>
      <div className={classes['words']}>
        <b>Not connected: the host’s key has changed</b>
        <p>{sentence(text)}</p>
        <Checkbox
          mt="sm"
          size="xs"
          label="Whoever runs the host told me the fingerprint that it shows now"
          checked={hasAsked}
          onChange={(event) => {
            setAsked(event.currentTarget.checked);
          }}
        />
      </div>
      <div className={classes['actions']}>
        <Button
          disabled={!hasAsked}
          onClick={() => {
            void forget();
          }}
          {...may('host-keys.forget')}
        >
          Forget the pinned key, ask anew
        </Button>
      </div>
    </div>
  );
}
