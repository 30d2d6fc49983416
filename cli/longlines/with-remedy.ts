/** What a message of the host names first, where that is not known, and the command that lists all of the kind. */
const listings: readonly (readonly [thing: string, command: string])[] = [
  ['circuit order', 'circuits list'],
  ['order', 'orders list'],
  ['virtual path', 'paths list'],
  ['switch', 'switches list'],
  ['impairment', 'impairments list --all'],
  ['discrepancy', 'reconcile list'],
  ['window', 'windows list'],
  ['(?:accessing )?carrier', 'carriers list'],
  ['duct \\(shared-risk group\\)', 'inventory show ducts'],
  ...(['resource', 'site', 'node', 'port', 'interconnect'] as const).map((kind) => [kind, `inventory show ${kind}s`] as const),
];

/** Words of the host are for every console: here with the command, or the option, by which their remedy is had. */
export function withRemedy(message: string): string {
  if (message.endsWith('or say that it may be overwritten')) return `${message} (--overwrite)`;
  const [, command] = listings.find(([thing]) => new RegExp(`^${thing} .* (?:is not known|does not stand)`, 's').test(message)) ?? [];
  return command === undefined ? message : `${message} ("longlines ${command}" lists them)`;
}
