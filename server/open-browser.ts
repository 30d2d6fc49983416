import { spawn } from 'node:child_process';

/** What opens an address here; null: there is nobody to show it to. */
export function browserOpener(
  platform: NodeJS.Platform,
  environment: NodeJS.ProcessEnv,
): { readonly program: string; readonly words: readonly string[] } | null {
  if (platform === 'darwin') return { program: 'open', words: [] };
  // Not `start`: the shell would read the address.
  if (platform === 'win32') return { program: 'rundll32', words: ['url.dll,FileProtocolHandler'] };
  if (!environment['DISPLAY'] && !environment['WAYLAND_DISPLAY']) return null;
  return { program: 'xdg-open', words: [] };
}

/** Opens an address in the operator's browser. False: it could not be, and he has to open it himself. */
export function openBrowser(address: string): Promise<boolean> {
  const opener = browserOpener(process.platform, process.env);
  if (opener === null) return Promise.resolve(false);
  return new Promise((resolve) => {
    const child = spawn(opener.program, [...opener.words, address], { stdio: 'ignore', detached: true });
    child.once('error', () => {
      resolve(false);
    });
    child.once('exit', (code) => {
      resolve(code === 0);
    });
    // Some stay for as long as the browser does.
    setTimeout(() => {
      resolve(true);
    }, patienceMs).unref();
    child.unref();
  });
}

const patienceMs = 5_000;
