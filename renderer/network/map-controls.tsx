import { ActionIcon, SegmentedControl, Tooltip } from '@mantine/core';
import { IconHierarchy3, IconList, IconMap2, IconMaximize, IconMinus, IconPlus } from '@tabler/icons-react';
import type { RefObject } from 'react';
import type { MapHandle } from './network-map';
import classes from './map-controls.module.css';
import type { Layout } from './layout';
import { overlayKinds, overlayNames, type OverlayKind } from './overlays/overlay';
import { levels, type Level } from './topology/level';

const levelNames: Readonly<Record<Level, string>> = { regions: 'Regions', sites: 'Sites', nodes: 'Nodes' };

interface MapControlsProps {
  readonly overlay: OverlayKind;
  readonly onOverlay: (overlay: OverlayKind) => void;
  readonly level: Level;
  readonly onLevel: (level: Level) => void;
  readonly layout: Layout;
  readonly onLayout: (layout: Layout) => void;
  readonly isListed: boolean;
  readonly onListed: (isListed: boolean) => void;
  readonly map: RefObject<MapHandle | null>;
}

export function MapControls({ overlay, onOverlay, level, onLevel, layout, onLayout, isListed, onListed, map }: MapControlsProps) {
  return (
    <>
      <div className={classes['left']} data-float>
        <SegmentedControl
          aria-label="What the lines show"
          classNames={segments}
          data={overlayKinds.map((value) => ({ value, label: overlayNames[value] }))}
          value={overlay}
          onChange={(value) => {
            onOverlay(value);
          }}
        />
      </div>
      <div className={classes['right']} data-float>
        <SegmentedControl
          aria-label="How much is shown"
          classNames={segments}
          data={levels.map((value) => ({ value, label: levelNames[value] }))}
          value={level}
          onChange={(value) => {
            onLevel(value);
          }}
        />
        <SegmentedControl
          aria-label="Layout"
          classNames={segments}
          data={[
            { value: 'map', label: <Labelled icon={<IconMap2 size={14} />}>Map</Labelled> },
            { value: 'schematic', label: <Labelled icon={<IconHierarchy3 size={14} />}>Schematic</Labelled> },
          ]}
          value={layout}
          onChange={(value) => {
            onLayout(value === 'schematic' ? 'schematic' : 'map');
          }}
        />
      </div>
      <div className={classes['zoom']} data-float>
        <Tool words="Zoom in (+)" icon={<IconPlus size={14} />} onClick={() => map.current?.zoomBy(1.6)} />
        <Tool words="Zoom out (−)" icon={<IconMinus size={14} />} onClick={() => map.current?.zoomBy(1 / 1.6)} />
        <Tool words="Show the whole network (0)" icon={<IconMaximize size={14} />} onClick={() => map.current?.fit()} />
        <Tool
          words={isListed ? 'Close the list of what is in view (L)' : 'List what is in view (L)'}
          icon={<IconList size={14} />}
          isOn={isListed}
          onClick={() => {
            onListed(!isListed);
          }}
        />
      </div>
    </>
  );
}

const segments = {
  root: classes['segments'] ?? '',
  label: classes['label'] ?? '',
  indicator: classes['indicator'] ?? '',
  control: classes['control'] ?? '',
};

function Labelled({ icon, children }: { readonly icon: React.ReactNode; readonly children: React.ReactNode }) {
  return (
    <span className={classes['labelled']}>
      {icon}
      {children}
    </span>
  );
}

interface ToolProps {
  readonly words: string;
  readonly icon: React.ReactNode;
  readonly isOn?: boolean;
  readonly onClick: () => void;
}

function Tool({ words, icon, isOn, onClick }: ToolProps) {
  return (
    <Tooltip label={words} position="left">
      <ActionIcon
        aria-label={words}
        className={classes['tool'] ?? ''}
        onClick={onClick}
        {...(isOn === undefined ? {} : { 'aria-pressed': isOn })}
      >
        {icon}
      </ActionIcon>
    </Tooltip>
  );
}
