import { TextInput } from '@mantine/core';

interface DateFieldProps {
  readonly label: string;
  readonly value: string;
  readonly error: string | undefined;
  readonly onBlur: () => void;
  readonly onChange: (value: string) => void;
}

/** The browser's own choice of a day and a time; it has no zone, and is taken as UTC. */
export function DateField({ label, value, error, onBlur, onChange }: DateFieldProps) {
  return (
    <TextInput
      type="datetime-local"
      label={label}
      value={value.replace(/Z$/, '')}
      error={error}
      onBlur={onBlur}
      onChange={(event) => {
        const given = event.currentTarget.value;
        onChange(given === '' ? '' : `${given}Z`);
      }}
    />
  );
}
