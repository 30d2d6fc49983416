import type { Session } from 'electron';
import { isOurPage } from './sender';

/** What a page may do without being asked for: put what the operator copies on the clipboard. */
const granted: ReadonlySet<string> = new Set(['clipboard-sanitized-write']);

/** A page is given nothing of the machine: no camera, no notifications of its own, no devices, no downloads, no words sent to a spelling service. */
export function ruleSession(session: Session): void {
  session.setPermissionRequestHandler((_contents, permission, answer) => {
    answer(granted.has(permission));
  });
  session.setPermissionCheckHandler((_contents, permission) => granted.has(permission));
  session.setDevicePermissionHandler(() => false);
  session.on('will-download', (event) => {
    event.preventDefault();
  });
  session.setSpellCheckerEnabled(false);
  // The last word, whatever a page's policy says: nothing is asked of any other host.
  session.webRequest.onBeforeRequest(({ url }, answer) => {
    answer({ cancel: !isOurPage(url) && !/^(data|blob|devtools):/.test(url) });
  });
}
