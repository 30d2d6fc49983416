import type { Command } from 'commander';
import { fullName, textOf } from './define';
import { exitCodes, exitCodeWords } from './exit-codes';

/** The commands as Markdown, for `docs/command-line.md`: from the same words as `--help`. */
export function commandReference(program: Command): string {
  const sections = program.commands.flatMap((command) =>
    command.commands.length > 0 ? groupLines(command) : commandLines(command, '###'),
  );
  return [
    '## Everywhere',
    '',
    ...optionLines(program),
    '',
    '## Exit status',
    '',
    '| status | what |',
    '| --- | --- |',
    ...(Object.keys(exitCodes) as (keyof typeof exitCodes)[]).map((name) => `| ${exitCodes[name]} | ${exitCodeWords[name]} |`),
    '',
    '## Commands',
    '',
    ...sections,
  ].join('\n');
}

const groupLines = (group: Command): readonly string[] => [
  `### ${fullName(group)}`,
  '',
  group.description(),
  '',
  ...group.commands.flatMap((command) => commandLines(command, '####')),
];

function commandLines(command: Command, mark: string): readonly string[] {
  const { examples, reach } = textOf(command);
  const words = command.registeredArguments.map((argument) =>
    argument.required ? `<${argument.name()}${argument.variadic ? '...' : ''}>` : `[${argument.name()}]`,
  );
  return [
    `${mark} ${[fullName(command), ...words].map((word) => word.replaceAll('<', '\\<').replaceAll('[', '\\[')).join(' ')}`,
    '',
    command.description(),
    ...(reach === null ? [] : [`Without a running host: ${reach}`]),
    '',
    ...optionLines(command),
    '',
    '```sh',
    ...examples,
    '```',
    '',
  ];
}

const optionLines = (command: Command): readonly string[] =>
  command.options.length === 0
    ? []
    : [
        '| option | what |',
        '| --- | --- |',
        ...command.options.map(({ flags, description }) => `| \`${flags}\` | ${description.replaceAll('|', '\\|')} |`),
      ];
