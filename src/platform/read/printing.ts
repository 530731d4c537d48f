import {
  type GraphQLEnumType,
  type GraphQLLeafType,
  type GraphQLOutputType,
  getNamedType,
  getNullableType,
  isEnumType,
  isLeafType,
  isListType,
  isNonNullType,
} from 'graphql';
import sql, { join, raw, type Sql } from 'sql-template-tag';
import { columnPrinter, type ScalarPrinter } from './scalars.ts';
import { concatenate, type Json, quoteText } from './sql-text.ts';

/** Where the compiled SQL meets a null that GraphQL forbids; no JSON text can contain the character. */
export const IMPOSSIBLE_NULL = '\u0001';

/** What a null is printed as, by what GraphQL says of the place. */
export const nullText = (type: GraphQLOutputType): Sql => (isNonNullType(type) ? raw(`E'\\x01'`) : raw(`'null'`));

/** What is known of a column; `items` are all the values that an enum column can hold. */
export interface Column {
  readonly type: string;
  readonly items: readonly unknown[] | null;
  readonly nullable: boolean;
}

/**
 * How a leaf, or a list of leaves, is printed from an SQL value: from a column, or from an expression when none is given.
 * @throws Error when the value cannot be printed as the type
 */
export function leafPrinter(
  type: GraphQLOutputType,
  scalars: Readonly<Record<string, ScalarPrinter>>,
  column: Column | null,
): (value: Sql) => Json {
  const named = getNamedType(type);
  if (!isLeafType(named)) throw new Error(`it is not a scalar, an enum or a list of them`);
  const [print, cast] = itemPrinter(named, scalars, column);
  const nullable = getNullableType(type);
  if (!isListType(nullable)) return (value) => print(column ? value : sql`(${value})::${cast}`);
  const item = nullable.ofType as GraphQLOutputType;
  if (isListType(getNullableType(item))) throw new Error('lists of lists cannot be read');
  if (column && !column.nullable) return (value) => [listOf(value, item, print)];
  return (value) => {
    const list = column ? value : sql`(${value})::${cast}[]`;
    return [sql`case when ${list} is not null then ${listOf(list, item, print)} end`];
  };
}

/** Item by item, since arrays as PostgreSQL prints them fit few scalars and tell nothing of nulls inside. */
function listOf(value: Sql, item: GraphQLOutputType, print: (value: Sql) => Json): Sql {
  const text = sql`coalesce(${concatenate(print(raw('item.value')))}, ${nullText(item)})`;
  return sql`(select '[' || coalesce(string_agg(${text}, ',' order by item.place), '') || ']' from unnest(${value}) with ordinality item(value, place))`;
}

function itemPrinter(
  type: GraphQLLeafType,
  scalars: Readonly<Record<string, ScalarPrinter>>,
  column: Column | null,
): [print: (value: Sql) => Json, cast: Sql] {
  if (isEnumType(type)) return enumPrinter(type, column);
  const printer = scalars[type.name];
  if (!printer) throw new Error(`the scalar ${type.name} has no SQL printer: add it to the scalars of the executor`);
  const print = column ? columnPrinter(type.name, printer, column.type) : printer.print;
  if (!print) throw new Error(`a column of type ${column?.type} cannot be printed as ${type.name}`);
  return [print, raw(printer.cast)];
}

/** Stored values that are their own names go out as they are; others are mapped, and unknown ones are null. */
function enumPrinter(type: GraphQLEnumType, column: Column | null): [print: (value: Sql) => Json, cast: Sql] {
  const values = type.getValues();
  const numeric = values.some(({ value }) => typeof value === 'number');
  const cast = raw(numeric ? 'int' : 'text');
  const names = new Set(values.filter(({ name, value }) => name === value).map(({ name }) => name));
  if (column?.items) {
    const known = new Set(values.map(({ value }) => value));
    const unknown = column.items.filter((item) => !known.has(item));
    if (unknown.length) throw new Error(`the column can hold ${unknown.join(', ')}, which the enum ${type.name} lacks`);
    if (column.items.every((item) => names.has(String(item)))) {
      return [(value) => ['"', sql`(${value})::text`, '"'], cast];
    }
  }
  const cases = values.map(
    ({ name, value }) =>
      sql`when ${numeric ? raw(String(value)) : quoteText(String(value))} then ${quoteText(`"${name}"`)}`,
  );
  return [(value) => [sql`case (${value})::${cast} ${join(cases, ' ')} end`], cast];
}
