import { SegmentedControl } from '@mantine/core';
import classes from './segments.module.css';

interface SegmentsProps<Value extends string> {
  /** What is chosen, for who does not see it. */
  readonly label: string;
  readonly options: readonly { readonly value: Value; readonly label: string }[];
  readonly value: Value;
  readonly onChange: (value: Value) => void;
}

/** A choice of one out of a few. */
export function Segments<Value extends string>({ label, options, value, onChange }: SegmentsProps<Value>) {
  return (
    <SegmentedControl
      size="xs"
      aria-label={label}
      data={options.map((option) => ({ ...option }))}
      value={value}
      classNames={{ root: classes['root'] ?? '', indicator: classes['indicator'] ?? '', label: classes['label'] ?? '' }}
      onChange={(chosen) => {
        const option = options.find((each) => each.value === chosen);
        if (option) onChange(option.value);
      }}
    />
  );
}
