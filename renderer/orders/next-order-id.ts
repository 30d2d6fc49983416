/** The id after the highest of those that end in a number, in its form: `ORD-00041` follows `ORD-00040`. Empty: there is none to follow. */
export function nextOrderId(ids: Iterable<string>): string {
  let best: { readonly stem: string; readonly number: number; readonly digits: number } | null = null;
  for (const id of ids) {
    const match = /^(.*?)(\d{1,12})$/.exec(id);
    if (!match) continue;
    const [, stem = '', digits = ''] = match;
    const number = Number(digits);
    if (best === null || number > best.number) best = { stem, number, digits: digits.length };
  }
  return best === null ? '' : `${best.stem}${String(best.number + 1).padStart(best.digits, '0')}`;
}
