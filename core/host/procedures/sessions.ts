import { namedSwitch } from './named-switch';
import { answer, done, failed, type Handlers } from './serving';

export const sessionHandlers: Handlers<'circuits.touched-by' | 'host-keys.forget' | 'sessions.content' | 'sessions.erase'> = {
  async 'circuits.touched-by'({ host }, { switchId, line }) {
    const named = await namedSwitch(host, switchId);
    if (named.kind !== 'found') return failed(named.kind, named.message);
    const touched = await host.touchedBy(named.known.id, line);
    return answer(touched ? { kind: 'takes-down', ...touched } : { kind: 'harmless' });
  },
  async 'host-keys.forget'({ host }, { host: server, port, by }) {
    const submission = await host.forgetHostKey(server, port, by);
    return submission.kind === 'refused' ? failed('not-found', submission.message) : done;
  },
  async 'sessions.content'({ host }, { sessionId }) {
    const pieces = await host.sessionContent(sessionId);
    return answer(pieces.map(({ atMs, direction, bytes }) => ({ atMs, direction, base64: Buffer.from(bytes).toString('base64') })));
  },
  async 'sessions.erase'({ host }, { sessionId, by }) {
    const submission = await host.eraseSessionContent(sessionId, by);
    return submission.kind === 'refused' ? failed('refused', submission.message) : done;
  },
};
