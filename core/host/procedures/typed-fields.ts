/** Why fields as they were typed cannot be read, where some are none: a misspelt one would otherwise be passed over; null: all are. */
export function strangeFields(fields: Readonly<Record<string, string>>, columns: readonly string[], what: string): string | null {
  const strange = Object.keys(fields).filter((field) => !columns.includes(field));
  if (strange.length === 0) return null;
  return `${strange.join(', ')} is no field of ${what}; there are ${columns.join(', ')}`;
}
