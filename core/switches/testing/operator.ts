import { systemClock } from '../../host/system-clock';
import { openRawSession, type RawSession, type RawSessionOptions, type RawSessionState } from '../raw-session';
import { addressOf, dialTarget, howOf, type RawTarget } from '../raw-target';
import type { HostKeys } from '../host-keys';
import { auditInMemory, type AuditInMemory } from './audit-in-memory';
import { hostKeysInMemory } from './ssh-peer';
import { createWaits } from './waits';

/** Somebody at a terminal: sees what is shown, and waits for what he expects. */
export interface Operator {
  readonly session: RawSession;
  readonly audit: AuditInMemory;
  readonly states: readonly RawSessionState[];
  /** All that was shown. */
  readonly seen: () => string;
  /** Resolves when it has been shown. */
  readonly sees: (text: string) => Promise<void>;
  /** Resolves in that state. */
  readonly reaches: (kind: RawSessionState['kind']) => Promise<RawSessionState>;
}

export interface OperatorOptions extends Partial<Pick<RawSessionOptions, 'content' | 'onOutput' | 'dial'>> {
  readonly audit?: AuditInMemory;
  readonly hostKeys?: HostKeys;
  /** Without: whatever is asked about a host key is answered with yes. */
  readonly isHostKeyAccepted?: boolean;
}

export function operatorAt(target: RawTarget, options: OperatorOptions = {}): Operator {
  const audit = options.audit ?? auditInMemory();
  const states: RawSessionState[] = [];
  const shown: Buffer[] = [];
  const { until, look } = createWaits();
  const seen = (): string => Buffer.concat(shown).toString('utf8');
  const session = openRawSession({
    id: 'session-1',
    who: 'operator',
    where: `NE1 (${addressOf(target)})`,
    how: howOf(target),
    dial: options.dial ?? dialTarget(target, { clock: systemClock, hostKeys: options.hostKeys ?? hostKeysInMemory() }),
    audit,
    content: options.content ?? 'none',
    clock: systemClock,
    terminal: { columns: 80, rows: 24 },
    onState: (state) => {
      states.push(state);
      if (state.kind === 'asking-host-key') session.answerHostKey(options.isHostKeyAccepted ?? true);
      look();
    },
    onOutput:
      options.onOutput ??
      ((bytes) => {
        shown.push(bytes);
        session.acknowledge(bytes.length);
        look();
      }),
  });
  return {
    session,
    audit,
    states,
    seen,
    sees: (text) => until(() => (seen().includes(text) ? true : undefined)).then(() => undefined),
    reaches: (kind) => until(() => states.find((state) => state.kind === kind)),
  };
}
