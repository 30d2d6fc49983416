import { Button } from '@mantine/core';
import { IconArrowLeft, IconFileTypePdf, IconPrinter, IconRefresh } from '@tabler/icons-react';
import { useEffect, useState, type ReactNode } from 'react';
import { goTo } from '../app/address';
import { useShell } from '../app/shell-context';
import { useAnswer } from '../client/use-answer';
import { useConnection } from '../client/use-client';
import { formatUtc } from '../ui/numbers';
import { StateMark } from '../ui/state-mark';
import classes from './print-page.module.css';

interface SheetProps {
  /** What it is: `Datasheet`. */
  readonly what: string;
  /** Of what. */
  readonly of: string;
  /** A line below. */
  readonly about: ReactNode;
  /** Of its file, without the ending. */
  readonly file: string;
  /** On its side: its tables have more columns than an upright page holds. */
  readonly isWide?: boolean;
  /** When what it tells was asked for; left out: when the page was opened, or drawn up anew. */
  readonly drawnUpAtMs?: number | null;
  /** Draws it up as things are now. */
  readonly onAgain: () => void;
  /** Where one came from. */
  readonly back: string;
  readonly children: ReactNode;
}

/** A page to print, with when and from which store it was drawn up, and how far the history then was. */
export function Sheet({ what, of, about, file, back, isWide = false, drawnUpAtMs = null, onAgain, children }: SheetProps) {
  const shell = useShell();
  const connection = useConnection();
  const [openedAtMs, setOpenedAtMs] = useState(() => Date.now());
  const madeAtMs = drawnUpAtMs ?? openedAtMs;
  const [isSaving, setSaving] = useState(false);
  const status = useAnswer('status', {});
  const head = useAnswer('history.export-head', {});
  const [, seq = '', hash = ''] = head.output?.head.split(' ') ?? [];
  const store = status.output?.store ?? '';
  const title = `${what} ${of}`;
  const line = `${title} · ${formatUtc(madeAtMs)} · ${nameOf(store)}${shell.network === 'live' ? '' : ' · practice'}`;
  useEffect(() => {
    const before = document.title;
    document.title = file;
    return () => {
      document.title = before;
    };
  }, [file]);
  const isReady = head.output !== null || head.error !== '';
  return (
    <>
      <style>{pageRule(line, isWide)}</style>
      <div className={classes['bar']} role="toolbar" aria-label="Print or save">
        <span>
          {connection.kind === 'up' ? (
            `A4${isWide ? ' on its side' : ''}, black on white`
          ) : (
            <StateMark mark={{ severity: 'warning' }}>The host is not connected: what you see is from before.</StateMark>
          )}
        </span>
        <Button
          leftSection={<IconArrowLeft size={14} />}
          onClick={() => {
            goTo(back);
          }}
        >
          Back to the console
        </Button>
        <Button
          leftSection={<IconRefresh size={14} />}
          onClick={() => {
            setOpenedAtMs(Date.now());
            head.askAgain();
            onAgain();
          }}
        >
          Draw up anew
        </Button>
        {shell.savePdf && (
          <Button
            leftSection={<IconFileTypePdf size={14} />}
            loading={isSaving}
            disabled={!isReady}
            onClick={() => {
              setSaving(true);
              void shell.savePdf?.(`${file}.pdf`).finally(() => {
                setSaving(false);
              });
            }}
          >
            Save PDF
          </Button>
        )}
        <Button
          variant="filled"
          leftSection={<IconPrinter size={14} />}
          disabled={!isReady}
          onClick={() => {
            window.print();
          }}
        >
          Print
        </Button>
      </div>
      <article className={classes['page']} data-wide={isWide || undefined} aria-label={title}>
        <header className={classes['head']}>
          <div>
            <p>{what}</p>
            <h1>
              <bdi>{of}</bdi>
            </h1>
            <p>{about}</p>
          </div>
          <div className={classes['made']}>
            <p>Longlines{shell.network === 'live' ? '' : ', practice network'}</p>
            <p>drawn up {formatUtc(madeAtMs)}</p>
          </div>
        </header>
        {children}
        <footer className={classes['foot']}>
          Store {store === '' ? 'unknown' : store}.{' '}
          {hash === ''
            ? `The history’s head ${head.error === '' ? 'is being read' : `could not be read: ${head.error}`}.`
            : `The history then ended with record ${seq}, whose hash is ${hash}; a verification of the history tells whether it still contains it.`}{' '}
          Latencies are one way in the worse direction unless it is said otherwise; times are UTC.
        </footer>
      </article>
    </>
  );
}

const nameOf = (path: string): string => path.split(/[\\/]/).at(-1) ?? path;

/** What stands in the margins of every page that is printed (CSS Paged Media). */
const pageRule = (line: string, isWide: boolean): string =>
  `@page { size: A4${isWide ? ' landscape' : ''}; margin: 14mm 12mm 16mm; @bottom-left { content: ${cssText(line)}; font: 8pt sans-serif; } @bottom-right { content: counter(page) " / " counter(pages); font: 8pt sans-serif; } }`;

/** Whatever an id holds is text there. */
const cssText = (text: string): string =>
  `"${text.replaceAll(/[^\p{L}\p{N} .,:;·_/()+-]/gu, (character) => `\\${(character.codePointAt(0) ?? 0xfffd).toString(16)} `)}"`;

export function Part({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  return (
    <section className={classes['section']} aria-label={title}>
      <h2>{title}</h2>
      {children}
    </section>
  );
}

export function SheetFacts({ facts }: { readonly facts: readonly (readonly [string, ReactNode] | null)[] }) {
  return (
    <dl className={classes['facts']}>
      {facts.map(
        (fact) =>
          fact && (
            <div key={fact[0]}>
              <dt>{fact[0]}</dt>
              <dd>{fact[1]}</dd>
            </div>
          ),
      )}
    </dl>
  );
}

export interface SheetColumn<Row> {
  readonly head: string;
  readonly align?: 'right';
  /** It is not broken into lines. */
  readonly isKept?: boolean;
  /** A long id: it may be broken anywhere. */
  readonly isId?: boolean;
  readonly cell: (row: Row) => ReactNode;
}

export function SheetTable<Row>({
  label,
  columns,
  rows,
  keyOf,
  foot,
}: {
  readonly label: string;
  readonly columns: readonly SheetColumn<Row>[];
  readonly rows: readonly Row[];
  readonly keyOf: (row: Row, index: number) => string;
  readonly foot?: ReactNode;
}) {
  return (
    <table className={classes['table']} aria-label={label}>
      <thead>
        <tr>
          {columns.map(({ head, align }) => (
            <th key={head} scope="col" data-align={align}>
              {head}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((row, index) => (
          <tr key={keyOf(row, index)}>
            {columns.map(({ head, align, isKept = false, isId = false, cell }) => (
              <td key={head} data-align={align} data-keep={isKept || undefined} data-id={isId || undefined}>
                {cell(row)}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
      {foot !== undefined && <tfoot>{foot}</tfoot>}
    </table>
  );
}
