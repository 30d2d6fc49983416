import { Command, InvalidArgumentError } from 'commander';

/** How a bench is called: `--help` says what it measures and its options; what is not known or no number is refused before anything is measured. */
export const benchCommand = (script: string, about: string): Command =>
  new Command(`npm run ${script} --`).description(about).showHelpAfterError('(--help lists the options)');

/** A whole number from 1 on. */
export function wholeNumber(text: string): number {
  const value = Number(text);
  if (!Number.isInteger(value) || value < 1) throw new InvalidArgumentError('write a whole number from 1 on');
  return value;
}

/** Such numbers, with commas between. */
export const wholeNumbers = (text: string): readonly number[] => text.split(',').map(wholeNumber);
