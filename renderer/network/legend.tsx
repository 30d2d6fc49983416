import { UnstyledButton } from '@mantine/core';
import { IconChevronDown, IconChevronUp } from '@tabler/icons-react';
import { useKept } from '../app/preferences';
import { useCarriers } from '../ui/carrier-name';
import classes from './legend.module.css';
import { riskMembers, type Overlay } from './overlays/overlay';
import type { Picture } from './painting/map-painter';
import type { Selection } from './scene/emphasis';
import { riskWords } from '../../core/model/impairment-events';

interface LegendProps {
  readonly overlay: Overlay;
  readonly picture: Picture;
  readonly hasStale: boolean;
  readonly selection: Selection | null;
  readonly onSelect: (selection: Selection | null) => void;
}

const isBoolean = (value: unknown): value is boolean => typeof value === 'boolean';
const titles = {
  health: 'Health',
  latency: 'Latency by the distance',
  utilisation: 'Slots in use',
  freshness: 'Latency last read',
  'shared-risk': 'Shares a risk',
} as const;

/** What the lines mean; only what can be seen now. */
export function Legend({ overlay, picture, hasStale, selection, onSelect }: LegendProps) {
  const [isOpen, setOpen] = useKept('network.legend', true, isBoolean);
  const { emphasis, troubles } = picture;
  return (
    <section className={classes['legend']} data-float aria-label="Legend">
      <UnstyledButton
        className={classes['head']}
        aria-expanded={isOpen}
        onClick={() => {
          setOpen(!isOpen);
        }}
      >
        <span>{titles[overlay.kind]}</span>
        {isOpen ? <IconChevronDown size={14} aria-hidden="true" /> : <IconChevronUp size={14} aria-hidden="true" />}
      </UnstyledButton>
      {isOpen && (
        <div className={classes['rows']}>
          {overlay.kind === 'health' ? <Carriers picture={picture} /> : <Classes overlay={overlay} />}
          {emphasis && emphasis.route.length > 0 && (
            <Row words={selection?.kind === 'order' ? 'Selected route' : 'Selected'} sample={<RouteSample />} />
          )}
          {emphasis && emphasis.alternatives.length > 0 && (
            <Row
              words="Alternative kept ready"
              sample={<path d="M0 7H32" stroke="var(--ll-text-1)" strokeWidth="1.8" strokeDasharray="6 4" />}
            />
          )}
          {troubles.resources.size > 0 && (
            <Row
              words="Not up, by severity"
              sample={
                <>
                  <path d="M0 7H32" stroke="var(--ll-critical-fg)" strokeWidth="2.6" />
                  <rect x="11" y="2" width="10" height="10" rx="1" fill="var(--ll-critical-fg)" />
                </>
              }
            />
          )}
          <Row
            words="Interconnect at a site"
            sample={
              <g transform="translate(3 0)">
                <rect width="26" height="14" rx="7" fill="var(--ll-surface-1)" stroke="var(--ll-border-3)" />
                <path d="M9 5.5H17M9 8.5H17" stroke="var(--ll-text-2)" />
                <circle cx="7" cy="7" r="3.6" fill="var(--ll-neutral)" />
                <circle cx="19" cy="7" r="3.6" fill="var(--ll-neutral)" />
              </g>
            }
          />
          {hasStale && (
            <Row
              words="Stale, as last known"
              sample={<path d="M0 7H32" stroke="var(--ll-text-2)" strokeWidth="1.6" strokeDasharray="1 3" strokeLinecap="round" />}
            />
          )}
          {overlay.kind === 'shared-risk' && <Risks picture={picture} selection={selection} onSelect={onSelect} />}
        </div>
      )}
    </section>
  );
}

function Row({ words, sample }: { readonly words: string; readonly sample: React.ReactNode }) {
  return (
    <>
      <svg width="32" height="14" viewBox="0 0 32 14" fill="none" aria-hidden="true">
        {sample}
      </svg>
      <span className="ellipsis">{words}</span>
    </>
  );
}

function Carriers({ picture }: { readonly picture: Picture }) {
  const carriers = useCarriers();
  return [...carriers].slice(0, 10).map(([id, { name, accent }]) => {
    const isStale = picture.isStale(id);
    const dotted = isStale ? { strokeDasharray: '1 3', strokeLinecap: 'round' as const } : {};
    return (
      <Row key={id} words={isStale ? `${name} (stale)` : name} sample={<path d="M0 7H32" stroke={accent} strokeWidth="2" {...dotted} />} />
    );
  });
}

const dashes = { solid: {}, dotted: { strokeDasharray: '1 3', strokeLinecap: 'round' }, dashed: { strokeDasharray: '5 4' } } as const;

function Classes({ overlay }: { readonly overlay: Overlay }) {
  return overlay.classes.map(({ words, look }) => (
    <Row
      key={words}
      words={words}
      sample={<path d="M0 7H32" stroke={`var(--ll-${look.token})`} strokeWidth={look.width} {...dashes[look.dash]} />}
    />
  ));
}

function RouteSample() {
  return (
    <>
      <path d="M2 7H30" stroke="var(--ll-selection-line)" strokeWidth="9" strokeLinecap="round" />
      <path d="M2 7H30" stroke="var(--ll-map-casing)" strokeWidth="6.4" />
      <path d="M2 7H30" stroke="var(--ll-neutral)" strokeWidth="3.8" />
    </>
  );
}

const mostRisks = 5;

/** Those that most is in; choosing one shows what. */
function Risks({ picture, selection, onSelect }: Pick<LegendProps, 'picture' | 'selection' | 'onSelect'>) {
  const members = [...riskMembers(picture.tables)].filter(([, count]) => count > 1).sort(([, one], [, other]) => other - one);
  return (
    <div className={classes['risks']}>
      {members.slice(0, mostRisks).map(([risk, count]) => {
        const isSelected = selection?.kind === 'risk' && selection.id === risk;
        return (
          <UnstyledButton
            key={risk}
            className={classes['risk']}
            aria-pressed={isSelected}
            onClick={() => {
              onSelect(isSelected ? null : { kind: 'risk', id: risk });
            }}
          >
            <span className="ellipsis" title={risk}>
              {riskWords(risk)}
            </span>
            <span>{count} resources</span>
          </UnstyledButton>
        );
      })}
    </div>
  );
}
