import { Button, Radio, Stack } from '@mantine/core';
import { useState } from 'react';
import { encodingNames, type EncodingSample, type TextEncoding } from '../../core/model/text-encoding';
import classes from './imports.module.css';

interface ChooseEncodingProps {
  readonly name: string;
  /** The likeliest first. */
  readonly choices: readonly TextEncoding[];
  readonly samples: readonly EncodingSample[];
  readonly onChosen: (encoding: TextEncoding) => void;
  readonly onBack: () => void;
}

/** Bytes that are no UTF-8 can be read in more than one way: whoever knows the names says which is right. */
export function ChooseEncoding({ name, choices, samples, onChosen, onBack }: ChooseEncodingProps) {
  const [chosen, setChosen] = useState<TextEncoding>(choices[0] ?? 'windows-1252');
  return (
    <form
      className={classes['stack']}
      onSubmit={(event) => {
        event.preventDefault();
        onChosen(chosen);
      }}
    >
      <p>
        {name} is not UTF-8, and does not say what it is. Look at the names below: are they right
        {choices.length > 1 && ' in one of these readings'}? If not, save the file as “CSV UTF-8” and choose it again.
      </p>
      <Radio.Group
        label="How it is read"
        value={chosen}
        onChange={(value) => {
          setChosen(choices.find((choice) => choice === value) ?? chosen);
        }}
      >
        <Stack gap="sm" mt="xs">
          {choices.map((choice) => (
            <Radio
              key={choice}
              size="xs"
              value={choice}
              label={encodingNames[choice]}
              description={
                <span className={classes['samples']}>
                  {samples.map((sample) => (
                    <span key={sample.line}>
                      line {sample.line}: <bdi className="mono">{sample.as[choice]?.slice(0, 160)}</bdi>
                    </span>
                  ))}
                </span>
              }
            />
          ))}
        </Stack>
      </Radio.Group>
      <div className={classes['buttons']}>
        <Button onClick={onBack}>Choose another file</Button>
        <Button type="submit" variant="filled" data-autofocus>
          Read it so
        </Button>
      </div>
    </form>
  );
}
