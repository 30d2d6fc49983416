import { Modal } from '@mantine/core';
import { useHotkeys } from '@mantine/hooks';
import { create } from 'zustand';
import { addressOf, goTo } from './address';
import classes from './frame-keys.module.css';
import { keyGroups } from './keys';
import { screens } from './screens';

const useKeyList = create<{ readonly isOpen: boolean }>()(() => ({ isOpen: false }));

export const openKeyList = (): void => {
  useKeyList.setState({ isOpen: true });
};

/** The keys that count on every screen, and the list of all keys. */
export function FrameKeys() {
  const { isOpen } = useKeyList();
  useHotkeys([
    ['shift+?', openKeyList],
    ...screens.map(({ id }, index): [string, () => void] => [
      `alt+${index + 1}`,
      () => {
        goTo(addressOf(id));
      },
    ]),
  ]);
  return (
    <Modal
      opened={isOpen}
      onClose={() => {
        useKeyList.setState({ isOpen: false });
      }}
      title="Keys"
      size="lg"
    >
      <div className={classes['groups']}>
        {keyGroups.map(({ where, keys }) => (
          <section key={where}>
            <h2>{where}</h2>
            <dl>
              {keys.map(([key, does]) => (
                <div key={key}>
                  <dt>
                    <kbd>{key}</kbd>
                  </dt>
                  <dd>{does}</dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
      </div>
    </Modal>
  );
}
