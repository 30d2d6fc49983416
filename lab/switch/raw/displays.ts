const esc = '\u001b';
const bell = '\u0007';
const endOfString = `${esc}\\`;

/** What any terminal shows: attributes, 16, 256 and all colours (ECMA-48 §8.3.117, ITU-T T.416), boxes, and letters of more than one byte. */
export const colours = [
  ['bold', 1],
  ['faint', 2],
  ['italic', 3],
  ['underlined', 4],
  ['inverse', 7],
]
  .map(([name, code]) => `${esc}[${code}m${name}${esc}[0m `)
  .concat('\r\n')
  .concat(Array.from({ length: 16 }, (_, index) => `${esc}[${index < 8 ? 40 + index : 92 + index}m  `))
  .concat(`${esc}[0m\r\n`)
  .concat(Array.from({ length: 24 }, (_, index) => `${esc}[48;5;${232 + index}m `))
  .concat(`${esc}[0m\r\n`)
  .concat(Array.from({ length: 32 }, (_, index) => `${esc}[48;2;${index * 8};64;${255 - index * 8}m `))
  .concat(`${esc}[0m\r\n┌──────┐ é ß 漢字 Ω\r\n└──────┘\r\n`)
  .join('');

/** The secret that must not reach a clipboard: `stolen`. */
const clipboardText = Buffer.from('stolen').toString('base64');

const sequences = [
  ['the clipboard is written', `${esc}]52;c;${clipboardText}${bell}`],
  ['the clipboard is read', `${esc}]52;c;?${bell}`],
  ['the clipboard, ended by ST', `${esc}]52;c;${clipboardText}${endOfString}`],
  ['the title', `${esc}]0;owned${bell}${esc}]2;owned${endOfString}`],
  ['the title is read', `${esc}[21t`],
  ['the window moves, shrinks, and hides', `${esc}[3;0;0t${esc}[8;1;1t${esc}[2t`],
  ['a link to elsewhere', `${esc}]8;;http://192.0.2.1/${endOfString}link${esc}]8;;${endOfString}`],
  ['a file', `${esc}]1337;File=name=b3duZWQ=;inline=0:${clipboardText}${bell}`],
  ['the font and colours are read', `${esc}]50;?${bell}${esc}]4;1;?${bell}${esc}]10;?${bell}`],
  ['what it is', `${esc}[c${esc}[>c${esc}[=c${esc}Z${esc}[>q`],
  ['its state, and where the cursor is', `${esc}[5n${esc}[6n${esc}[?6n`],
  ['its settings', `${esc}P$qm${endOfString}${esc}P+q544e${endOfString}${esc}[?1$p`],
  ['what was defined as an answerback', '\u0005'],
  [
    'device control, application, privacy and start-of-string strings',
    `${esc}Pq#0;2;0;0;0${endOfString}${esc}_owned${endOfString}${esc}^owned${endOfString}${esc}Xowned${endOfString}`,
  ],
  ['8-bit controls as UTF-8', `\u009d52;c;${clipboardText}\u009c\u009b6n`],
  ['a notice on the desktop', `${esc}]9;owned${bell}${esc}]777;notify;owned;owned${bell}`],
  ['keys are defined anew', `${esc}[?1000h${esc}[?1004h${esc}[?2004h`],
]
  .map(([what = '', sequence = '']) => `hostile: ${what} [${sequence}]\r\n`)
  .join('');

const rawControls = `hostile: 8-bit controls as single bytes [\u009d52;c;${clipboardText}\u009c\u009b6n]\r\n`;
const endless = `hostile: a string that does not end [${esc}]52;c;${clipboardText}\r\n`;

/**
 * What a terminal must not obey, each between words that have to show: the clipboard, the title and window, files, fonts, links, questions whose answers would
 * be typed into the session, strings of every kind, 8-bit controls, and a string that does not end.
 */
export const hostile = Buffer.concat([Buffer.from(sequences), Buffer.from(rawControls, 'latin1'), Buffer.from(endless)]);
