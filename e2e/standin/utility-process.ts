import { fork, type ChildProcess } from 'node:child_process';
import { EventEmitter } from 'node:events';
import { writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** What a utility process has as `process.parentPort`. */
const shim = `
const { EventEmitter } = await import('node:events');
const port = new EventEmitter();
port.postMessage = (message) => process.send(message);
process.on('message', (data) => port.emit('message', { data }));
// Electron ends its utility processes when it ends, however it does.
process.on('disconnect', () => process.exit(0));
process.parentPort = port;
`;

class UtilityProcess extends EventEmitter {
  private readonly child: ChildProcess;

  constructor(child: ChildProcess) {
    super();
    this.child = child;
    child.on('message', (message) => this.emit('message', message));
    child.once('close', (code) => this.emit('exit', code ?? 1));
  }

  get pid(): number | undefined {
    return this.child.exitCode === null && this.child.signalCode === null ? this.child.pid : undefined;
  }
  get stdout() {
    return this.child.stdout;
  }
  get stderr() {
    return this.child.stderr;
  }

  postMessage(message: string | object): void {
    // Who has ended hears nothing, as with Electron.
    if (this.child.connected) this.child.send(message);
  }
}

/** `utilityProcess`: a Node of its own, as Electron's is. */
export function createUtilityProcesses() {
  // Once: one that starts while another is begun must not find it half written.
  let file: string | null = null;
  return {
    fork(program: string, words: readonly string[], { env }: { readonly env: NodeJS.ProcessEnv }): UtilityProcess {
      if (file === null) {
        file = join(tmpdir(), `ll-standin-${process.pid}-parent-port.mjs`);
        writeFileSync(file, shim);
      }
      return new UtilityProcess(fork(program, words, { env, execArgv: ['--import', file], stdio: ['ignore', 'pipe', 'pipe', 'ipc'] }));
    },
  };
}
