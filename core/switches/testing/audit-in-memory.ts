import type { SessionAccount, SessionAudit, SessionContent, SessionFacts } from '../session-audit';

export interface AuditInMemory extends SessionAudit {
  readonly events: string[];
  readonly facts: SessionFacts[];
  readonly accounts: SessionAccount[];
  readonly chunks: SessionContent[];
}

/** Keeps what it is told; a test may replace any part of it by one that fails. */
export function auditInMemory(faults: Partial<SessionAudit> = {}): AuditInMemory {
  const events: string[] = [];
  const facts: SessionFacts[] = [];
  const accounts: SessionAccount[] = [];
  const chunks: SessionContent[] = [];
  return {
    events,
    facts,
    accounts,
    chunks,
    began: async (session) => {
      events.push('began');
      facts.push(session);
    },
    opened: async () => {
      events.push('opened');
    },
    content: async (_sessionId, chunk) => {
      chunks.push(chunk);
    },
    ended: async (_sessionId, account) => {
      events.push('ended');
      accounts.push(account);
    },
    ...faults,
  };
}
