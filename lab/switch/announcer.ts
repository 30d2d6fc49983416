import { autonomousText, dayAndTime, quotedWithin, type AlarmMark } from './tl1/messages';
import type { alarmSeverities } from './commands';

export interface Listener {
  readonly isLoggedIn: boolean;
  hear(text: string): void;
}

export interface StandingAlarm {
  readonly aid: string;
  readonly condition: string;
  readonly severity: (typeof alarmSeverities)[number];
  readonly words: string;
  readonly sinceMs: number;
}

const notifications: Readonly<
  Record<StandingAlarm['severity'], { readonly mark: AlarmMark; readonly code: string; readonly what: string }>
> = {
  critical: { mark: '*C', code: 'CR', what: 'ALM' },
  major: { mark: '**', code: 'MJ', what: 'ALM' },
  minor: { mark: '* ', code: 'MN', what: 'ALM' },
  event: { mark: 'A ', code: 'TC', what: 'EVT' },
  cleared: { mark: 'A ', code: 'CL', what: 'ALM' },
};

/** What the switch says by itself, to every session that is logged in, numbered (ATAG) across all of them. */
export class Announcer {
  readonly listeners = new Set<Listener>();
  readonly #tid: string;
  readonly #alarms = new Map<string, StandingAlarm>();
  #atag = 0;
  #changes = 0;
  #storm: NodeJS.Timeout | null = null;

  constructor(tid: string) {
    this.#tid = tid;
  }

  get alarms(): readonly StandingAlarm[] {
    return [...this.#alarms.values()];
  }

  /** `source`: the correlation tag, or 0 for a hand at the unit. */
  changed(verb: string, aids: string, state: string, { source, user }: { readonly source: string; readonly user: string }): void {
    const { day, time } = dayAndTime(Date.now());
    this.#changes += 1;
    const data = `TIME=${time},DATE=${day},SOURCE=${source},USERID=${user},DBCHGSEQ=${this.#changes}`;
    this.#tell('A ', 'REPT DBCHG', `"${data}:${verb}:${aids}:::${state}"`);
  }

  alarm({ aid, condition, severity, words }: Omit<StandingAlarm, 'sinceMs'>): void {
    const key = `${aid} ${condition}`;
    if (severity === 'cleared') this.#alarms.delete(key);
    else if (severity !== 'event') this.#alarms.set(key, { aid, condition, severity, words, sinceMs: Date.now() });
    const { mark, code, what } = notifications[severity];
    const { day, time } = dayAndTime(Date.now());
    const kind = aid.split('-')[0] ?? 'COM';
    const effect = severity === 'critical' || severity === 'major' ? 'SA' : 'NSA';
    this.#tell(
      mark,
      `REPT ${what} ${kind}`,
      `"${aid}:${code},${condition},${effect},${day.slice(3)},${time},NEND,RCV:${quotedWithin(words)}"`,
    );
  }

  clearAlarms(): void {
    for (const alarm of this.alarms) this.alarm({ ...alarm, severity: 'cleared' });
  }

  storm(count: number, perSecond: number | undefined): void {
    this.calm();
    let left = count;
    const some = (most: number) => {
      for (let next = Math.min(left, most); next > 0; next -= 1) {
        this.alarm({
          aid: `LTPORT-1-1-1-${(left % 24) + 1}`,
          condition: 'T-CV-L',
          severity: 'event',
          words: `threshold crossed, ${left} to come`,
        });
        left -= 1;
      }
      if (left === 0) this.calm();
    };
    if (perSecond === undefined) {
      some(left);
      return;
    }
    const tick = Math.max(10, Math.round(1000 / perSecond));
    this.#storm = setInterval(() => {
      some(Math.max(1, Math.round((perSecond * tick) / 1000)));
    }, tick);
  }

  calm(): void {
    if (this.#storm) clearInterval(this.#storm);
    this.#storm = null;
  }

  skip(count: number): void {
    this.#atag += count;
  }

  /** The numbers begin anew. */
  restart(): void {
    this.calm();
    this.#atag = 0;
    this.#changes = 0;
  }

  /** As `restart`, and no alarm stands; nobody is told. */
  forget(): void {
    this.restart();
    this.#alarms.clear();
  }

  #tell(mark: AlarmMark, what: string, line: string): void {
    this.#atag += 1;
    const text = autonomousText({ tid: this.#tid, atMs: Date.now() }, mark, this.#atag, what, [line]);
    for (const listener of this.listeners) if (listener.isLoggedIn) listener.hear(text);
  }
}
