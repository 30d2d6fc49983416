/** On which line of a JSON text each value begins, by its path: `carriers.0.url`. The text is well-formed. */
export function linesByPath(text: string): ReadonlyMap<string, number> {
  const lines = new Map<string, number>();
  let at = 0;
  let line = 1;

  const blanks = (): void => {
    for (; /[\s]/.test(text.charAt(at)) && at < text.length; at += 1) if (text.charAt(at) === '\n') line += 1;
  };
  const string = (): string => {
    const from = at;
    for (at += 1; text.charAt(at) !== '"' && at < text.length; at += 1) if (text.charAt(at) === '\\') at += 1;
    at += 1;
    return JSON.parse(text.slice(from, at)) as string;
  };
  const value = (path: string): void => {
    blanks();
    lines.set(path, line);
    const first = text.charAt(at);
    if (first === '{' || first === '[') {
      at += 1;
      for (let index = 0; ; index += 1) {
        blanks();
        if (text.charAt(at) === ',') at += 1;
        blanks();
        if (at >= text.length || /[\]}]/.test(text.charAt(at))) break;
        let key = String(index);
        if (first === '{') {
          key = string();
          blanks();
          at += 1;
        }
        value(path === '' ? key : `${path}.${key}`);
      }
      at += 1;
    } else if (first === '"') string();
    else while (at < text.length && !/[\s,\]}]/.test(text.charAt(at))) at += 1;
  };
  value('');
  return lines;
}

/** The line of a position. */
export const lineAt = (text: string, position: number): number => text.slice(0, position).split('\n').length;
