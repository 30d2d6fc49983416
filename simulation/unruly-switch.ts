import type { IdentifierRange } from '../core/model/identifier-range';
import { lineText } from '../core/model/switch';
import type { SeededRandom } from '../core/routing/testing/seeded-random';
import type {
  CircuitsOutcome,
  CreationSystem,
  CreationSystemEvent,
  CrossConnection,
  SwitchRefusal,
  Unsettled,
} from '../core/switches/creation-system';
import type { EngineProcess } from './engine-process';
import { bare, SimulatedSwitch } from './simulated-switch';
import type { SimulatedTime } from './simulated-time';
import { drawFate, goodSwitchManners, type Fate, type SwitchManners } from './switch-manners';
import type { Mishaps } from './tally';
import type { Trace } from './trace';

export interface SwitchSurroundings {
  readonly time: SimulatedTime;
  readonly random: SeededRandom;
  readonly trace: Trace;
  readonly mishaps: Mishaps;
}

/** The session of one process of the engine. */
interface Session {
  readonly process: EngineProcess;
  isUp: boolean;
  isOpen: boolean;
  readonly deliver: (event: CreationSystemEvent) => void;
  /** Ends the waiting for the answers that are due. */
  readonly due: Set<() => void>;
}

/** Sent, and not carried out yet. */
interface Command {
  /** The circuit and the line that it is about. */
  readonly about: readonly string[];
  readonly carryOut: () => void;
}

const commandTimeoutMs = 10_000;
const lost: Unsettled = { kind: 'unsettled', reason: 'the session was lost', isLinkLost: true };
const silent: Unsettled = { kind: 'unsettled', reason: 'no answer in time', isLinkLost: false };
/** Identifiers of one command. */
const perCommand = 8;

/** A switch with bad manners, and the sessions to it. */
export class UnrulySwitch {
  readonly at: SimulatedSwitch;
  readonly manners: SwitchManners = { ...goodSwitchManners };
  /** It did not tell of a change: only a comparison shows it. */
  owesTruth = false;
  private isReachable = true;
  private session: Session | null = null;
  private taken: Command[] = [];
  private readonly world: SwitchSurroundings;

  constructor(id: string, world: SwitchSurroundings) {
    this.at = new SimulatedSwitch(id);
    this.world = world;
  }

  /** The creation system that one process of the engine has of it. */
  systemFor(process: EngineProcess): CreationSystem {
    const { trace } = this.world;
    const { circuits: ledger } = process.ledger;
    const { id } = this.at;
    const session: Session = {
      ...{ process, isUp: false, isOpen: false, due: new Set() },
      deliver: () => undefined,
    };
    return {
      switchId: id,
      open: (onEvent) => {
        let last: Promise<void> = Promise.resolve();
        const deliver = (event: CreationSystemEvent): void => {
          last = last.then(async () => {
            if (process.isDead || !session.isOpen) return;
            trace.add(`${id} tells ${JSON.stringify(event)}`);
            // By our own clock, whatever it shows.
            await onEvent({ ...event, atMs: process.clock.now() });
          });
        };
        Object.assign(session, { isOpen: true, deliver });
        this.session = session;
        this.comeUpSoon();
      },
      createCircuits: async ({ vpi, ranges }, signal, onSent) => {
        if (!process.isDead) onSent?.();
        if (!process.isDead) ledger.hearCreate(id, vpi, ranges, signal);
        const outcome = await this.createAll(session, vpi, ranges, signal);
        ledger.hearCreated(id, vpi, ranges);
        return outcome;
      },
      deleteCircuits: ({ vpi, ranges }) =>
        this.command(session, `delete ${vpi} ${JSON.stringify(ranges)}`, [], (fate) => {
          if (fate === 'refused') return { kind: 'answered', left: this.at.heldOf(vpi, ranges), refusal: refusals[0], answer: 'DENY' };
          for (const vci of identifiers(ranges)) this.at.remove(vpi, vci);
          return { kind: 'answered', left: this.at.heldOf(vpi, ranges), refusal: null, answer: 'COMPLD' };
        }),
      readCircuits: async (vpi, range) => {
        const heard = ledger.hearRead(id, vpi, range);
        const outcome = await this.command(session, `read ${vpi} ${range.first}-${range.last}`, [], (fate) =>
          fate === 'refused' && this.world.random.chance(0.3)
            ? { kind: 'refused' as const, ...this.refusal() }
            : {
                kind: 'circuits' as const,
                held: this.at.heldOf(vpi, [range]),
                connections: this.at.connectionsOf(vpi, range).map(bare),
              },
        );
        if (outcome.kind === 'circuits') heard();
        for (const cross of outcome.kind === 'circuits' ? outcome.connections : []) ledger.hearConfirmed('connected', id, cross);
        return outcome;
      },
      connect: async (cross) => {
        if (!process.isDead) ledger.hearConnect(id, cross);
        const outcome = await this.command(session, `connect ${textOf(cross)}`, aboutOf(cross), (fate) =>
          fate === 'refused' ? this.refusalOfLine() : this.at.connect(cross),
        );
        if (outcome.kind === 'connected') ledger.hearConfirmed('connected', id, cross);
        return outcome;
      },
      disconnect: async (cross) => {
        if (!process.isDead) ledger.hearDisconnect(id, cross);
        const outcome = await this.command(session, `disconnect ${textOf(cross)}`, aboutOf(cross), (fate) => {
          if (fate === 'refused') return this.refusalOfLine();
          this.at.disconnect(cross);
          return { kind: 'disconnected' as const };
        });
        if (outcome.kind === 'disconnected') ledger.hearConfirmed('disconnected', id, cross);
        return outcome;
      },
      close: () => {
        session.isOpen = false;
        this.end(session);
        return Promise.resolve();
      },
    };
  }

  /** The session ends, and is begun again after a while if the switch can be reached. */
  hangUp(reason: string): void {
    const { session } = this;
    if (session?.isUp !== true) return;
    this.end(session);
    session.deliver({ kind: 'down', reason, atMs: 0 });
    this.comeUpSoon(this.world.random.below(10_000));
  }

  goDown(): void {
    this.isReachable = false;
    this.hangUp('it cannot be reached');
  }

  comeBack(): void {
    if (this.isReachable) return;
    this.isReachable = true;
    this.comeUpSoon();
  }

  /** The process that had the session is gone. */
  loseSession(): void {
    if (this.session) this.end(this.session);
    this.session = null;
  }

  /** What it had not carried out yet is gone, and without its memory all that it held. */
  restart(hasMemory: boolean, hangsUp: boolean): void {
    this.taken = [];
    if (!hasMemory) this.at.forget();
    if (hangsUp) this.hangUp('it restarts');
    else this.tellChanged('it has restarted');
  }

  /** What it holds has changed, by somebody's hand or its own. */
  tellChanged(reason: string): void {
    const { random, mishaps, time } = this.world;
    const { session, manners } = this;
    // The next session is begun with a comparison.
    if (session?.isUp !== true) return;
    const tell = (): void => {
      if (this.session === session && session.isUp) session.deliver({ kind: 'changed', reason, atMs: 0 });
    };
    if (random.chance(manners.hides)) {
      mishaps.count('changes of a switch that were not told');
      this.owesTruth = true;
      return;
    }
    if (random.chance(manners.duplicates)) time.after(random.below(5_000), tell);
    if (random.chance(manners.delays)) {
      mishaps.count('changes of a switch that were told late');
      time.after(random.below(10_000), tell);
    } else tell();
  }

  tellAlarms(count: number): void {
    for (let number = 0; number < count; number++)
      this.session?.deliver({
        ...{ kind: 'alarm', atMs: 0 },
        alarm: { severity: number % 2 === 0 ? 'major' : 'cleared', aid: `LTVCL-1-1-1-${number}`, condition: 'LOS', text: '' },
      });
  }

  private comeUpSoon(delayMs = 5): void {
    const { session } = this;
    this.world.time.after(delayMs, () => {
      if (!session || this.session !== session || session.isUp || !session.isOpen || !this.isReachable || session.process.isDead) return;
      session.isUp = true;
      // All of it is read again.
      this.owesTruth = false;
      session.deliver({ kind: 'up', atMs: 0 });
    });
  }

  private end(session: Session): void {
    session.isUp = false;
    for (const lose of [...session.due]) lose();
  }

  private async createAll(
    session: Session,
    vpi: number,
    ranges: readonly IdentifierRange[],
    signal: AbortSignal | undefined,
  ): Promise<CircuitsOutcome> {
    const held: IdentifierRange[] = [];
    let refusal: SwitchRefusal | null = null;
    for (const part of commandsFor(ranges)) {
      if (signal?.aborted === true) return { kind: 'unsettled', reason: 'it was given up', isLinkLost: false };
      const outcome = await this.command(session, `create ${vpi} ${JSON.stringify(part)}`, [], (fate) => {
        if (fate !== 'refused') this.at.create(vpi, fate === 'part' ? this.someOf(part) : part);
        const isRefused = fate === 'refused' || fate === 'part';
        return { kind: 'answered' as const, held: this.at.heldOf(vpi, part), refusal: isRefused ? this.refusal() : null, answer: '' };
      });
      if (outcome.kind === 'unsettled') return outcome;
      held.push(...outcome.held);
      refusal ??= outcome.refusal;
    }
    return { kind: 'answered', held, refusal, answer: refusal ? `PRTL ${refusal.code}` : 'COMPLD' };
  }

  /** Sends one command; what becomes of it is drawn. */
  private command<Outcome extends { readonly kind: string }>(
    session: Session,
    what: string,
    about: readonly string[],
    carryOut: (fate: Fate) => Outcome,
  ): Promise<Outcome | Unsettled> {
    const { trace } = this.world;
    trace.add(`${this.at.id} ${what}`);
    return session.process.request(async () => {
      const outcome = await this.send(session, about, carryOut);
      trace.add(`${this.at.id} answers ${what}: ${JSON.stringify(outcome)}`);
      return outcome;
    });
  }

  private send<Outcome>(session: Session, about: readonly string[], carryOut: (fate: Fate) => Outcome): Promise<Outcome | Unsettled> {
    const { time, random } = this.world;
    if (!session.isUp) return Promise.resolve(lost);
    const fate = drawFate(this.manners, this.world);
    return new Promise((resolve) => {
      const lose = (): void => {
        answer(lost);
      };
      const answer = (outcome: Outcome | Unsettled): void => {
        if (session.due.delete(lose)) resolve(outcome);
      };
      const answerSoon = (outcome: Outcome): void =>
        void time.after(random.below(this.manners.slowMs), () => {
          answer(outcome);
        });
      session.due.add(lose);
      time.after(commandTimeoutMs, () => {
        answer(silent);
      });
      if (fate === 'swallowed') return;
      const command: Command = {
        about,
        carryOut: () => {
          const outcome = carryOut(fate);
          if (fate !== 'lost' && fate !== 'hung up') answerSoon(outcome);
        },
      };
      this.taken.push(command);
      time.after(random.below(this.manners.slowMs) + (fate === 'late' ? random.below(40_000) : 0), () => {
        const isLost = (!session.isUp || fate === 'hung up') && random.chance(0.5);
        if (isLost) this.taken = this.taken.filter((other) => other !== command);
        else this.carryOut(command);
        if (fate === 'hung up' && session.isUp) this.hangUp('it hung up in the middle of a command');
      });
    });
  }

  /** However late a switch is, commands about one circuit or line are carried out as they came. */
  private carryOut(command: Command): void {
    const at = this.taken.indexOf(command);
    if (at < 0) return;
    const due = this.taken.slice(0, at).filter((other) => other.about.some((one) => command.about.includes(one)));
    this.taken = this.taken.filter((other) => other !== command && !due.includes(other));
    for (const each of [...due, command]) each.carryOut();
  }

  /** Some pieces of it, so that there are gaps. */
  private someOf(ranges: readonly IdentifierRange[]): readonly IdentifierRange[] {
    return identifiers(ranges).flatMap((vci) => (this.world.random.chance(0.6) ? [{ first: vci, last: vci }] : []));
  }

  private refusal(): SwitchRefusal {
    return this.world.random.pick(refusals);
  }

  /** Mostly it has only no time. */
  private refusalOfLine() {
    const kind = this.world.random.chance(0.8) ? ('busy' as const) : ('refused' as const);
    return { kind, ...this.refusal() };
  }
}

const refusals: readonly [SwitchRefusal, ...SwitchRefusal[]] = [
  { code: 'SRQN', message: 'invalid request' },
  { code: 'SARB', message: 'all resources busy' },
  { code: 'PLNA', message: 'no protection' },
];

const textOf = ({ vpi, vci, line }: CrossConnection): string => `${vpi}/${vci} ${lineText(line)}`;
const aboutOf = ({ vpi, vci, line }: CrossConnection): readonly string[] => [`circuit ${vpi}/${vci}`, `line ${lineText(line)}`];

const identifiers = (ranges: readonly IdentifierRange[]): readonly number[] =>
  ranges.flatMap(({ first, last }) => Array.from({ length: last - first + 1 }, (_, index) => first + index));

/** So many identifiers a command. */
function commandsFor(ranges: readonly IdentifierRange[]): readonly (readonly IdentifierRange[])[] {
  return ranges.flatMap(({ first, last }) =>
    Array.from({ length: Math.ceil((last - first + 1) / perCommand) }, (_, index) => {
      const from = first + index * perCommand;
      return [{ first: from, last: Math.min(last, from + perCommand - 1) }];
    }),
  );
}
