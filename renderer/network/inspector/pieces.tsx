import { ActionIcon, Tooltip } from '@mantine/core';
import { IconX } from '@tabler/icons-react';
import type { LatencyRow } from '../../../core/contract/live';
import type { Condition } from '../../../core/model/network';
import { CopyId } from '../../ui/copy-id';
import { formatMs, formatMsNumber } from '../../ui/numbers';
import { StateMark } from '../../ui/state-mark';
import { Age } from '../../ui/times';
import { provenanceWords } from '../map-words';
import type { Selection } from '../scene/emphasis';
import type { Trouble } from '../topology/troubles';
import classes from './inspector.module.css';

export type OnSelect = (selection: Selection | null) => void;

interface HeadProps {
  readonly what: string;
  readonly id: string;
  readonly title: React.ReactNode;
  readonly onClose: OnSelect;
  readonly children?: React.ReactNode;
}

/** What it is, and how it is called. */
export function Head({ what, id, title, onClose, children }: HeadProps) {
  return (
    <Section>
      <div className={classes['line']}>
        <span className={classes['what']}>
          <span className={classes['label']}>{what}</span>
          <CopyId id={id} />
        </span>
        <Tooltip label="Leave it (Esc)">
          <ActionIcon
            aria-label="Leave what is selected"
            className={classes['close'] ?? ''}
            onClick={() => {
              onClose(null);
            }}
          >
            <IconX size={14} />
          </ActionIcon>
        </Tooltip>
      </div>
      <h2 className={classes['title']}>
        <bdi>{title}</bdi>
      </h2>
      {children !== undefined && <div className={classes['facts']}>{children}</div>}
    </Section>
  );
}

export function Section({
  title,
  aside,
  children,
}: {
  readonly title?: React.ReactNode;
  readonly aside?: React.ReactNode;
  readonly children: React.ReactNode;
}) {
  return (
    <section className={classes['section']}>
      {title !== undefined && (
        <div className={classes['heading']}>
          <h3>{title}</h3>
          <span className={classes['aside']}>{aside}</span>
        </div>
      )}
      {children}
    </section>
  );
}

/** Names left, what they are right. */
export function Facts({ rows }: { readonly rows: readonly (readonly [string, React.ReactNode] | null)[] }) {
  return (
    <dl className={classes['pairs']}>
      {rows.map(
        (row) =>
          row && (
            <div key={row[0]}>
              <dt>{row[0]}</dt>
              <dd>{row[1]}</dd>
            </div>
          ),
      )}
    </dl>
  );
}

/** Up in grey; anything else with its severity and the carrier's words. */
export function Health({
  condition,
  text,
  trouble,
}: {
  readonly condition: Condition;
  readonly text: string;
  readonly trouble: Trouble | undefined;
}) {
  const mark = trouble ? { severity: trouble.severity } : ({ shape: 'dot' } as const);
  return (
    <span className={classes['health']}>
      <StateMark mark={mark}>{trouble && condition === 'up' ? trouble.impairment?.cause : condition}</StateMark>
      {text !== '' && <bdi>{text}</bdi>}
    </span>
  );
}

/** In force, with where it comes from and how old it is. */
export function LatencyInForce({
  latency,
  aName,
  zName,
}: {
  readonly latency: LatencyRow;
  readonly aName: string;
  readonly zName: string;
}) {
  const { azNs, zaNs, provenance, isDefault, readAtMs } = latency;
  if (azNs === null || zaNs === null)
    return (
      <p className={classes['unknown']}>
        <span className={`hatched ${classes['unknownBar'] ?? ''}`} />
        unknown: no order with a limit is offered it. Measure it, or enter it under Carriers.
      </p>
    );
  return (
    <>
      <p className={classes['line']}>
        <span>
          <b className={classes['figure']}>{formatMsNumber(Math.max(azNs, zaNs), 3)}</b> <span className={classes['unit']}>ms one way</span>
        </span>
        <span className={classes['aside']}>
          {isDefault ? 'a default, set by the operator' : provenance === null ? '' : provenanceWords[provenance]}
          {readAtMs !== null && (
            <>
              {' '}
              <Age sinceMs={readAtMs} isRelative />
            </>
          )}
        </span>
      </p>
      {azNs !== zaNs && (
        <Facts
          rows={[
            [`${aName} to ${zName}`, formatMs(azNs, 3)],
            [`${zName} to ${aName}`, formatMs(zaNs, 3)],
          ]}
        />
      )}
    </>
  );
}

/** A link to something else on the map. */
export function Pick({
  to,
  onSelect,
  children,
}: {
  readonly to: Selection;
  readonly onSelect: OnSelect;
  readonly children: React.ReactNode;
}) {
  return (
    <button
      type="button"
      className={classes['pick']}
      onClick={() => {
        onSelect(to);
      }}
    >
      <bdi>{children}</bdi>
    </button>
  );
}

export function NotKnown({ what, id, onClose }: { readonly what: string; readonly id: string; readonly onClose: OnSelect }) {
  return (
    <Head what={what} id={id} title={`${what} not known`} onClose={onClose}>
      <p>Nothing of this name is in the inventory now. It was withdrawn, or the link that led here is from another network.</p>
    </Head>
  );
}
