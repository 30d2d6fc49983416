import { exactDuration } from '../model/duration';
import { formatTime } from '../model/clock';
import type { EngineSettings } from '../engine';
import type { Store } from '../store/store';
import type { SessionAudit, SessionFacts } from '../switches/session-audit';

/** Raw sessions in the history: who was where, how, when, and how much passed; what passed, where that is switched on, beside it. */
export function sessionAuditIn(store: Store, { sessionContentBytes: most }: Pick<EngineSettings, 'sessionContentBytes'>): SessionAudit {
  const underWay = new Map<string, SessionFacts>();
  const keptBytes = new Map<string, number>();
  const tell = (sessionId: string, atMs: number, event: string, text: string): Promise<void> => {
    const { who, where, how } = underWay.get(sessionId) ?? { who: 'somebody', where: sessionId, how: 'a session' };
    const entry = { atMs, actor: 'operator', event, subject: where, text: `${who}, ${how}, session ${sessionId}: ${text}` } as const;
    return store.transaction((tx) => tx.history.add(entry));
  };
  return {
    async began(session) {
      underWay.set(session.sessionId, session);
      const recorded = {
        none: 'what passes is not recorded',
        output: 'what the switch prints is recorded',
        both: 'all that passes is recorded',
      };
      await tell(session.sessionId, session.atMs, 'session.began', recorded[session.content]);
    },
    opened: (sessionId, atMs) => tell(sessionId, atMs, 'session.opened', 'it is open'),
    async content(sessionId, piece) {
      const kept = (keptBytes.get(sessionId) ?? 0) + piece.bytes.length + besideBytes;
      if (kept > most)
        throw new SessionContentFullError(
          `more than ${most} bytes of it would be kept; begin another session, or one whose content is not recorded`,
        );
      await store.transaction((tx) => tx.sessions.addContent(sessionId, piece));
      keptBytes.set(sessionId, kept);
    },
    async ended(sessionId, { atMs, openedAtMs, outputBytes, inputBytes, removed, by, text }) {
      const since =
        openedAtMs === null ? 'it never was open' : `open since ${formatTime(openedAtMs)}, for ${exactDuration(atMs - openedAtMs)}`;
      const passed = `${outputBytes} bytes from the switch, ${inputBytes} to it`;
      const leftOut = removed === 0 ? '' : `, ${removed} harmful sequences left out`;
      await tell(sessionId, atMs, 'session.ended', `ended by ${endedBy[by]} (${text}); ${since}; ${passed}${leftOut}`);
      underWay.delete(sessionId);
      keptBytes.delete(sessionId);
    },
  };
}

/** What a piece takes in the store beside its bytes: a switch that prints them one by one fills it no less. */
const besideBytes = 64;

/** So much of a session's content was recorded that no more of it is. */
class SessionContentFullError extends Error {
  override readonly name = 'SessionContentFullError';
}

const endedBy = { us: 'the operator', switch: 'the switch', fault: 'a fault' } as const;
