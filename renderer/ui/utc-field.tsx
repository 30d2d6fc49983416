import { ActionIcon, TextInput, type TextInputProps } from '@mantine/core';
import { IconCalendar } from '@tabler/icons-react';
import { useRef } from 'react';
import classes from './utc-field.module.css';
import { readUtc, utcTyped } from './utc-typed';

interface UtcFieldProps extends Pick<TextInputProps, 'error' | 'description' | 'required' | 'disabled' | 'w' | 'onBlur'> {
  /** `From`: its name says that it is UTC, and so does the field. */
  readonly label: string;
  /** The name is for who does not see it: what stands before the field says what it is. */
  readonly isLabelHidden?: boolean;
  /** As it was typed; `readUtc` makes a time of it. */
  readonly value: string;
  readonly onChange: (typed: string) => void;
}

/** The one way to enter a day and a time: typed as it is read everywhere, `2026-11-22 18:30`, or chosen from the browser's calendar; always UTC. */
export function UtcField({ label, isLabelHidden = false, value, onChange, ...rest }: UtcFieldProps) {
  const calendar = useRef<HTMLInputElement>(null);
  const atMs = readUtc(value);
  return (
    <TextInput
      {...rest}
      {...(isLabelHidden ? { placeholder: label.toLowerCase(), title: `${label}, UTC` } : { label, placeholder: 'YYYY-MM-DD hh:mm' })}
      aria-label={`${label}, UTC`}
      maxLength={40}
      value={value}
      onChange={(event) => {
        onChange(event.currentTarget.value);
      }}
      rightSectionWidth={62}
      rightSection={
        <span className={classes['right']}>
          UTC
          <ActionIcon
            variant="subtle"
            size={22}
            disabled={rest.disabled ?? false}
            aria-label={`Calendar: ${label}`}
            title="Choose from a calendar"
            onClick={() => {
              calendar.current?.showPicker();
            }}
          >
            <IconCalendar size={14} />
          </ActionIcon>
          {/* Only its calendar is used: what it writes into a field differs by the browser's language. */}
          <input
            ref={calendar}
            type="datetime-local"
            className={classes['calendar']}
            tabIndex={-1}
            aria-hidden="true"
            value={atMs === null ? '' : utcTyped(atMs).replace(' ', 'T')}
            onChange={(event) => {
              onChange(event.currentTarget.value.replace('T', ' '));
            }}
          />
        </span>
      }
    />
  );
}
