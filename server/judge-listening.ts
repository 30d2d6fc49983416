import { isIP } from 'node:net';

export interface ListeningChoice {
  /** `--host`. */
  readonly host: string;
  /** `--name`: under which browsers come. */
  readonly name: string | null;
  readonly hasTls: boolean;
  readonly hasAccounts: boolean;
}

/** Why the console is not served so, with the remedy; null: it is. Beyond this machine only over TLS, and to who has an account. */
export function whyNotServed({ host, name, hasTls, hasAccounts }: ListeningChoice): string | null {
  if (isLoopback(host)) return null;
  const missing = [
    ...(hasTls ? [] : ['--cert FILE and --key FILE']),
    ...(hasAccounts ? [] : ['an account ("longlines accounts add NAME --role administrator")']),
  ];
  if (missing.length > 0)
    return `--host ${host} is beyond this machine, where others can listen and ask: add ${missing.join(', and ')}; or leave --host out, and reach 127.0.0.1 through "ssh -L"`;
  // A browser names whom it asks, and is let in under that name alone.
  if (name === null && isEveryAddress(host)) return `--host ${host} is every address of this machine: add --name NAME, as browsers call it`;
  return null;
}

const isLoopback = (host: string): boolean => host === 'localhost' || host === '::1' || (isIP(host) === 4 && host.startsWith('127.'));
const isEveryAddress = (host: string): boolean => host === '0.0.0.0' || host === '::';
