import { join } from 'node:path';
import { homedir } from 'node:os';
import { app } from 'electron';
import { registerPageScheme } from './app-protocol';
import { deepLinkAmong } from './deep-links';
import { runDesktop } from './desktop';
import { desktopFolder } from './folders';

// Before anything is kept or locked anywhere.
const folder = desktopFolder(process.platform, process.env, homedir());
if (folder !== null) app.setPath('userData', folder);
app.setName('Longlines');
// Windows shows notifications only of an application that it knows by this name (electron-builder.yml).
if (process.platform === 'win32') app.setAppUserModelId('org.longlines.console');

if (app.requestSingleInstanceLock()) {
  registerPageScheme();
  app.enableSandbox();
  runDesktop({ programs: join(__dirname, '..'), link: deepLinkAmong(process.argv) });
} else {
  // The first one has been told what this one was started with.
  app.quit();
}
