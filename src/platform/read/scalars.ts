import sql, { raw, type Sql } from 'sql-template-tag';
import type { Json } from './sql-text.ts';

/** How SQL prints a GraphQL scalar. */
export interface ScalarPrinter {
  /** Types of the columns it can be read from, as MikroORM names them without length or precision. */
  readonly columns: readonly string[];
  /** Type that a hand-written expression is cast to before it is printed. */
  readonly cast: string;
  /** JSON of a value of that type; its expressions must be null when the value is. */
  readonly print: (value: Sql) => Json;
}

const TEXT = ['text', 'varchar', 'character varying', 'char', 'character', 'citext', 'uuid'];
const WHOLE_32 = ['int', 'integer', 'int4', 'smallint', 'int2', 'smallserial', 'serial'];
const WHOLE_64 = [...WHOLE_32, 'bigint', 'int8', 'bigserial'];
const REAL = ['double precision', 'float8', 'float', 'double', 'real', 'float4'];

const asJson = (value: Sql): Json => [sql`to_json(${value})::text`];
const asText = (value: Sql): Json => [sql`(${value})::text`];

const text: ScalarPrinter = { columns: TEXT, cast: 'text', print: asJson };
const whole64: ScalarPrinter = { columns: WHOLE_64, cast: 'bigint', print: asText };
const json: ScalarPrinter = { columns: ['jsonb', 'json'], cast: 'jsonb', print: asText };
const INSTANT_FORMAT = raw(`'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'`);
const instant: ScalarPrinter = {
  columns: ['timestamptz', 'timestamp with time zone'],
  cast: 'timestamptz',
  print: (value) => ['"', sql`to_char((${value}) at time zone 'UTC', ${INSTANT_FORMAT})`, '"'],
};

/** The scalars that the platform prints, by name; a feature's own are added to these. */
export const SCALARS: Readonly<Record<string, ScalarPrinter>> = {
  String: text,
  ID: text,
  URL: text,
  Boolean: { columns: ['boolean', 'bool'], cast: 'boolean', print: asText },
  Int: { columns: WHOLE_32, cast: 'int', print: asText },
  VND: whole64,
  Float: {
    columns: [...REAL, ...WHOLE_32],
    cast: 'float8',
    // to_json writes NaN and the infinities as strings, so that the response stays JSON.
    print: asJson,
  },
  DateTime: instant,
  DateTimeISO: instant,
  LocalDate: { columns: ['date'], cast: 'date', print: asJson },
  JSON: json,
  JSONObject: json,
};

const NUMERIC = new Set(['numeric', 'decimal']);

/** How a column of a scalar is printed, or null when its type does not fit. */
export function columnPrinter(name: string, printer: ScalarPrinter, column: string): ScalarPrinter['print'] | null {
  if (name === 'Float' && NUMERIC.has(column)) return (value) => asJson(sql`trim_scale(${value})`);
  return printer.columns.includes(column) ? printer.print : null;
}
