import parts from './step-parts.module.css';

interface StepColumn<Row> {
  readonly head: string;
  readonly isNumber?: boolean;
  readonly cell: (row: Row) => React.ReactNode;
}

/** The first one names the row. */
export type StepTableColumns<Row> = readonly [StepColumn<Row>, ...StepColumn<Row>[]];

interface StepTableProps<Row> {
  readonly columns: StepTableColumns<Row>;
  readonly rows: readonly Row[];
  readonly keyOf: (row: Row) => string;
  /** Told where there is no row. */
  readonly empty?: string;
}

/** A short table of a wizard's step. */
export function StepTable<Row>({ columns, rows, keyOf, empty }: StepTableProps<Row>) {
  const [name, ...rest] = columns;
  const classOf = ({ isNumber }: StepColumn<Row>) => (isNumber === true ? parts['number'] : undefined);
  return (
    <table className={parts['table']}>
      <thead>
        <tr>
          {columns.map((column) => (
            <th key={column.head} scope="col" className={classOf(column)}>
              {column.head}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={keyOf(row)}>
            <th scope="row">{name.cell(row)}</th>
            {rest.map((column) => (
              <td key={column.head} className={classOf(column)}>
                {column.cell(row)}
              </td>
            ))}
          </tr>
        ))}
        {rows.length === 0 && empty !== undefined && (
          <tr>
            <td colSpan={columns.length} className={parts['quiet']}>
              {empty}
            </td>
          </tr>
        )}
      </tbody>
    </table>
  );
}
