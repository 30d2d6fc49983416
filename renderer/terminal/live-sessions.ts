import { LiveSession, type SessionPorts } from './live-session';
import { useTerminals, type Tab } from './sessions';

const live = new Map<string, LiveSession>();
useTerminals.subscribe(({ tabs }) => {
  for (const [id, session] of live)
    if (!tabs.has(id)) {
      live.delete(id);
      session.dispose();
    }
});

/** The session of a tab, made when it is first shown. */
export function liveSession(tab: Tab, ports: SessionPorts): LiveSession {
  const there = live.get(tab.id);
  if (there) return there;
  const made = new LiveSession(tab, ports);
  live.set(tab.id, made);
  return made;
}
