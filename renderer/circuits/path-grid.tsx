import { useElementSize, useMergedRef } from '@mantine/hooks';
import { useVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useRef, type KeyboardEvent } from 'react';
import type { PathShown } from '../../core/contract/circuit-shapes';
import { PathCard } from './path-card';
import classes from './path-grid.module.css';

interface PathGridProps {
  readonly paths: readonly PathShown[];
  readonly selectedId: string | null;
  readonly onRetry: (path: PathShown) => void;
}

const gapPx = 12;
const leastCardPx = 200;
const cardPx = 250;

/** The gauges, as many beside each other as there is room for; only what is seen is drawn. Arrows go from card to card. */
export function PathGrid({ paths, selectedId, onRetry }: PathGridProps) {
  const scroll = useRef<HTMLDivElement>(null);
  const { ref: sizeRef, width } = useElementSize();
  const ref = useMergedRef(scroll, sizeRef);
  const perRow = Math.max(1, Math.floor((width + gapPx) / (leastCardPx + gapPx)));
  // eslint-disable-next-line react-hooks/incompatible-library -- what the virtualizer gives is used here alone, and never memoised
  const virtualizer = useVirtualizer({
    count: Math.ceil(paths.length / perRow),
    getScrollElement: () => scroll.current,
    estimateSize: () => cardPx + gapPx,
    overscan: 1,
  });
  const selectedRow = Math.floor(paths.findIndex(({ id }) => id === selectedId) / perRow);
  useEffect(() => {
    const shown = scroll.current;
    if (selectedRow < 0 || shown === null) return;
    const topPx = selectedRow * (cardPx + gapPx);
    if (Math.abs(shown.scrollTop - topPx) > cardPx / 2) shown.scrollTop = topPx;
    // Only when another one is selected: whoever scrolls is left where he is, and so when the order changes.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [selectedId, perRow]);
  const onKeyDown = (event: KeyboardEvent): void => {
    const steps: Readonly<Record<string, number>> = { ArrowRight: 1, ArrowLeft: -1, ArrowDown: perRow, ArrowUp: -perRow };
    const step = Object.hasOwn(steps, event.key) ? steps[event.key] : undefined;
    const links = [...(scroll.current?.querySelectorAll<HTMLAnchorElement>('a') ?? [])];
    const next = step === undefined ? undefined : links[links.findIndex((link) => link === document.activeElement) + step];
    if (next === undefined) return;
    event.preventDefault();
    next.focus();
  };
  return (
    <div ref={ref} className={classes['scroll']} onKeyDown={onKeyDown} role="region" aria-label="Gauges of the virtual paths">
      <div className={classes['whole']} style={{ height: Math.max(0, virtualizer.getTotalSize() - gapPx) }}>
        {virtualizer.getVirtualItems().map((item) => (
          <div
            key={item.key}
            className={classes['row']}
            style={{ transform: `translateY(${item.start}px)`, height: cardPx, gridTemplateColumns: `repeat(${perRow}, minmax(0, 1fr))` }}
          >
            {paths.slice(item.index * perRow, (item.index + 1) * perRow).map((path) => (
              <PathCard key={path.id} path={path} isSelected={path.id === selectedId} onRetry={onRetry} />
            ))}
          </div>
        ))}
      </div>
    </div>
  );
}
