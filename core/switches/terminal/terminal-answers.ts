/**
 * What a terminal (xterm.js) hands out as typed, each key or answer by itself: null where it does not go to the switch. Beside keys and the mouse, answers to a
 * switch's questions are among it. Those that only say what terminal this is, that it works, and where its cursor stands pass; none whose content a switch could
 * have chosen (titles, palettes, settings, checksums of the screen): that would be typed into the switch in the operator's name. Pastes go another way.
 */
export function guardTerminalData(data: string): string | null {
  if (!/[\u001b\u0080-\u009f]/.test(data)) return data;
  return [...keys, ...answers].some((form) => form.test(data)) ? data : null;
}

/** A flood of questions is not to become a flood of answers: these may be left out where a switch does not read. */
export const isAnswer = (data: string): boolean => answers.some((form) => form.test(data));

/** Device attributes (DA1, DA2), status (DSR 5), cursor position (DSR 6, which looks like F3 with a modifier). */
const answers: readonly RegExp[] = [
  /^\u001b\[\?[0-9]{1,2}(?:;[0-9]{1,2}){0,12}c$/,
  /^\u001b\[>[0-9]{1,2};[0-9]{1,5};[0-9]{1,2}c$/,
  /^\u001b\[0n$/,
  /^\u001b\[[0-9]{1,5};[0-9]{1,5}R$/,
];

const keys: readonly RegExp[] = [
  // Escape; Alt and a key.
  /^\u001b{1,2}$/,
  /^\u001b[^\u001b\u0080-\u009f]$/u,
  // Arrows, Home, End, function keys, with modifiers; back-tab.
  /^\u001b{1,2}(?:O[A-Za-z]|\[[A-HPQRSZ]|\[1;[0-9]{1,2}[A-HPQRS]|\[[0-9]{1,2}(?:;[0-9]{1,2})?~)$/,
  // The mouse: SGR, urxvt, and as it was at first.
  /^\u001b\[<[0-9]{1,3};[0-9]{1,5};[0-9]{1,5}[Mm]$/,
  /^\u001b\[[0-9]{1,3};[0-9]{1,5};[0-9]{1,5}M$/,
  /^\u001b\[M[\u0020-\u007e]{3}$/,
];
