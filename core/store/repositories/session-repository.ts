import type { Database } from '../database';
import type { SessionPiece, SessionRepository } from '../circuit-repositories';

export function sessionRepository(db: Database): SessionRepository {
  return {
    async addContent(sessionId, { atMs, direction, bytes }) {
      db.run(
        `INSERT INTO session_content VALUES (?, 1 + coalesce((SELECT max(ordinal) FROM session_content WHERE session_id = ?), 0), ?, ?, ?)`,
        [sessionId, sessionId, atMs, direction, Buffer.from(bytes).toString('base64')],
      );
    },
    async content(sessionId) {
      return db
        .all<Omit<SessionPiece, 'bytes'> & { base64: string }>(
          'SELECT at_ms AS atMs, direction, base64 FROM session_content WHERE session_id = ? ORDER BY ordinal',
          [sessionId],
        )
        .map(({ base64, ...piece }) => ({ ...piece, bytes: Buffer.from(base64, 'base64') }));
    },
    async removeContent(sessionId) {
      // What was typed may hold passwords: they do not stay in pages that are free now.
      db.run('PRAGMA secure_delete = ON');
      const count = db.run('DELETE FROM session_content WHERE session_id = ?', [sessionId]);
      db.run('PRAGMA secure_delete = OFF');
      return count;
    },
  };
}
