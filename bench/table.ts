import { cpus, release, totalmem } from 'node:os';
import type { Spread, Standing } from './rounds.ts';

/** One line of the table: what was measured, beside what, and what was to be reached. */
export interface Row {
  readonly name: string;
  /** How many times the other's speed the API has; empty where nothing is compared. */
  readonly ratio: string;
  readonly bar: string;
  readonly figure: string;
}

export interface Section {
  readonly title: string;
  readonly rows: readonly Row[];
}

const number = new Intl.NumberFormat('en', { maximumFractionDigits: 0 });

/** The lines of a comparison; `bars` says, by the name of a contender, which ratio is to be reached. */
export const comparisonRows = (
  standings: readonly Standing[],
  bars: Readonly<Record<string, string>>,
  unit = 'requests/s',
): Row[] =>
  standings.map(({ name, figure, ratio }) => ({
    name,
    ratio: ratio ? spreadText(ratio, (value) => value.toFixed(2)) : '',
    bar: bars[name] ?? '',
    figure: `${spreadText(figure, (value) => number.format(value))} ${unit}`,
  }));

const spreadText = ({ median, min, max }: Spread, text: (value: number) => string): string =>
  `${text(median)} (${text(min)}–${text(max)})`;

/** All sections as one table in plain text. */
export function tableText(sections: readonly Section[]): string {
  const head: Row = { name: '', ratio: 'API : other', bar: 'bar', figure: 'measured' };
  const rows = [head, ...sections.flatMap((section) => section.rows)];
  const width = (column: keyof Row) => Math.max(...rows.map((row) => row[column].length));
  const [name, ratio, bar] = [width('name') + 2, width('ratio'), width('bar')];
  const line = (row: Row) =>
    `${row.name.padEnd(name)}  ${row.ratio.padEnd(ratio)}  ${row.bar.padEnd(bar)}  ${row.figure}`.trimEnd();
  return [
    line(head),
    ...sections.flatMap(({ title, rows }) => [
      '',
      title,
      ...rows.map((row) => line({ ...row, name: `  ${row.name}` })),
    ]),
  ].join('\n');
}

/** On what the figures were measured. */
export const machineLine = (postgres: string): string =>
  `${cpus().length} × ${cpus()[0]?.model ?? 'unknown processor'}, ${Math.round(totalmem() / 2 ** 30)} GiB, Linux ${release()}, ` +
  `Node ${process.versions.node}, PostgreSQL ${postgres}; the load, the server and the database share the machine`;
