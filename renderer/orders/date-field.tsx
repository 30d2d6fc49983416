import { UtcField } from '../ui/utc-field';
import { readUtc, utcTyped } from '../ui/utc-typed';

interface DateFieldProps {
  readonly label: string;
  /** As files have it: `2026-11-22T18:30Z`; what is no time yet stays as it was typed. */
  readonly value: string;
  readonly error: string | undefined;
  readonly onBlur: () => void;
  readonly onChange: (value: string) => void;
}

/** A date of an order. */
export function DateField({ label, value, error, onBlur, onChange }: DateFieldProps) {
  const atMs = readUtc(value);
  return (
    <UtcField
      label={label}
      value={atMs === null ? value : utcTyped(atMs)}
      error={error === undefined ? undefined : value !== '' && atMs === null ? 'Write it as 2026-11-22 18:30' : error}
      onBlur={onBlur}
      onChange={(typed) => {
        const givenMs = readUtc(typed);
        onChange(givenMs === null ? typed : `${utcTyped(givenMs).replace(' ', 'T')}Z`);
      }}
    />
  );
}
