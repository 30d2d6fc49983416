import { Command } from 'commander';
import { accountCommands } from './commands/accounts';
import { backupCommand } from './commands/backup';
import { carrierCommands } from './commands/carriers';
import { circuitCommands } from './commands/circuits';
import { complianceCommands } from './commands/compliance';
import { conditionCommands } from './commands/conditions';
import { handOverCommand } from './commands/hand-over';
import { historyCommands } from './commands/history';
import { impairmentCommands } from './commands/impairments';
import { inventoryCommands } from './commands/inventory';
import { latencyCommands } from './commands/latency';
import { lockOutCommands } from './commands/lock-outs';
import { orderCommands } from './commands/orders';
import { packCommands } from './commands/packs';
import { pathCommands } from './commands/paths';
import { reconcileCommands } from './commands/reconcile';
import { runCommand } from './commands/run';
import { serveCommand } from './commands/serve';
import { statusCommand } from './commands/status';
import { switchCommands } from './commands/switches';
import { whatIfCommand } from './commands/what-if';
import { windowCommands } from './commands/windows';
import { fullName, globalFlags } from './define';
import { exitCodes, exitCodeWords, Failure } from './exit-codes';
import { version } from '../../shell/version';

/** Every command. What is wrong with the usage is thrown as a Failure; that help or the version was told, as Commander's own error. */
export function createProgram(): Command {
  const program = new Command('longlines')
    .description(
      'The command line of Longlines: asks the running host of a store over its local socket, and opens the store itself when none runs.',
    )
    .version(version, '--version', 'prints the version')
    .helpOption('--help', 'prints this')
    .showSuggestionAfterError()
    .configureHelp({ showGlobalOptions: true });
  for (const [flag, says] of globalFlags) program.option(flag, says);
  program.addHelpText('after', `\nExit status:\n${exitStatusLines().join('\n')}`);

  runCommand(program);
  serveCommand(program);
  statusCommand(program);
  carrierCommands(program);
  inventoryCommands(program);
  latencyCommands(program);
  orderCommands(program);
  impairmentCommands(program);
  whatIfCommand(program);
  reconcileCommands(program);
  lockOutCommands(program);
  windowCommands(program);
  switchCommands(program);
  pathCommands(program);
  circuitCommands(program);
  conditionCommands(program);
  complianceCommands(program);
  handOverCommand(program);
  historyCommands(program);
  backupCommand(program);
  packCommands(program);
  accountCommands(program);
  tellUsage(program);
  return program;
}

/** What is wrong with the usage is told as every other failure is, with where to read on. */
function tellUsage(command: Command): void {
  command.configureOutput({ outputError: () => undefined });
  command.exitOverride((error) => {
    if (error.exitCode === exitCodes.done || error.code === 'commander.help') throw error;
    throw new Failure('usage', `${error.message.replace(/^error: /, '')}\nsee "${fullName(command)} --help"`);
  });
  for (const each of command.commands) tellUsage(each);
}

export const exitStatusLines = (): readonly string[] =>
  (Object.keys(exitCodes) as (keyof typeof exitCodes)[]).map((name) => `  ${String(exitCodes[name]).padStart(3)}  ${exitCodeWords[name]}`);
