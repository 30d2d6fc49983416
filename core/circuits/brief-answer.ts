import { rangesText } from './ranges';

/**
 * The answer of a bulk request in one short line: identifiers as ranges instead of lists, commands that were answered alike as one, at most so many
 * characters. What was really said stays in the request.
 */
export function briefAnswer(answer: string, most = 160): string {
  const ranged = merged(listsAsRanges(answer));
  if (ranged.length <= most) return ranged;
  const without = merged(ranged.replaceAll(namesInBrackets, ''));
  return without.length <= most ? without : `${without.slice(0, most - 1).trimEnd()}…`;
}

/** `NTVCL-3-100&NTVCL-3-101`, and `NTVCL-3-100 exists already; NTVCL-3-101 exists already`. */
const listedNames = /(NTVCL-\d+-)\d+(?:&{1,2}\1\d+)+/g;
const repeatedWords = /(NTVCL-\d+-)\d+( [^;()&]*)(?:; \1\d+\2)+(?=[;)]|$)/g;
const namesInBrackets = / \([^()]*NTVCL-[^()]*(?:\)|…)/g;
const likeCommands = /([A-Z]+-VCL) (\d[\d–, ]*): ([^;]*)(?:; \1 \d[\d–, ]*: \3)+(?=;|$)/g;

const listsAsRanges = (text: string): string =>
  text
    .replaceAll(listedNames, (list: string, name: string) => {
      const parts = list.split(/(?<!&)&(?!&)/).map((part) => part.split('&&').map((each) => Number(each.slice(name.length))));
      return name + rangesText(parts.map(([first = 0, last = first]) => ({ first, last })));
    })
    .replaceAll(repeatedWords, (list: string, name: string, words: string) => {
      const vcis = list.split('; ').map((each) => Number(each.slice(name.length, -words.length)));
      return `${name}${rangesText(vcis.map((vci) => ({ first: vci, last: vci })))}${words}`;
    });

const merged = (text: string): string =>
  text.replaceAll(likeCommands, (list: string, verb: string, _: string, outcome: string) => {
    const ranges = list
      .split(`: ${outcome}`)
      .flatMap((each) => each.match(/\d+(?:–\d+)?/g) ?? [])
      .map((each) => each.split('–').map(Number))
      .map(([first = 0, last = first]) => ({ first, last }));
    return `${verb} ${rangesText(ranges)}: ${outcome}`;
  });
