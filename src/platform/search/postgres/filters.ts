import sql, { raw, type Sql } from 'sql-template-tag';
import { and } from '../../read/sql-text.ts';
import { fold } from '../../text/vietnamese.ts';
import type { Filter } from '../query.ts';
import { fieldOf } from '../search-index.ts';
import type { Columns } from './columns.ts';
import { isWithin } from './distance.ts';

/** The condition of a filter on the rows `d` of a search table. It may be null where a row lacks the value. */
export function filterSql(columns: Columns, filter: Filter): Sql {
  const { field } = filter;
  switch (filter.kind) {
    case 'any':
      return isAnyOf(columns, field, filter.values);
    case 'all': {
      const bits = columns.bits(field, filter.values);
      return sql`${columns.mask(field)} & ${bits}::int = ${bits}::int`;
    }
    case 'flag':
      return sql`${columns.of(field, '', 'flag')} = ${filter.value}::boolean`;
    case 'range':
      return between(columns.of(field, '', 'number'), filter);
    case 'month':
      return sql`${columns.of(field, '', 'monthly')}[${filter.month}::int] >= ${filter.min}::float8`;
    case 'price':
      return between(columns.price(field, filter), filter);
    case 'within':
      return isWithin(...columns.point(field), filter.centre, filter.kilometres);
    case 'attribute':
      return attributeSql(columns.of(field, '', 'attributes'), filter);
  }
}

function isAnyOf(columns: Columns, field: string, values: readonly string[]): Sql {
  const declared = fieldOf(columns.index, field, 'keyword', 'node', 'timeline');
  switch (declared.kind) {
    case 'keyword':
      return sql`${columns.of(field, '', 'keyword')} = any(${values}::${raw(declared.type)}[])`;
    case 'node':
      return sql`${columns.of(field, '', 'node')} in (${declared.under(sql`${values}::uuid[]`)})`;
    case 'timeline':
      return sql`${columns.state(field)} = any(${values}::uuid[])`;
  }
}

function between(value: Sql, { min, max }: { min?: number; max?: number }): Sql {
  if (min !== undefined && max !== undefined) return sql`${value} between ${min}::float8 and ${max}::float8`;
  if (min !== undefined) return sql`${value} >= ${min}::float8`;
  return max === undefined ? sql`${value} is not null` : sql`${value} <= ${max}::float8`;
}

function attributeSql(attributes: Sql, { code, any, min, max, is, text }: Extract<Filter, { kind: 'attribute' }>): Sql {
  const value = sql`${attributes} -> ${code}::text`;
  const asText = sql`${attributes} ->> ${code}::text`;
  // A cast may run before the condition beside it: only CASE keeps it from what is no number.
  const asNumber = sql`case jsonb_typeof(${value}) when 'number' then (${asText})::float8 end`;
  return and(
    any && sql`(${asText}) = any(${any}::text[])`,
    min === undefined && max === undefined ? null : between(asNumber, { min, max }),
    is === undefined ? null : sql`(${value}) = to_jsonb(${is}::boolean)`,
    text === undefined ? null : sql`(${asText}) = ${fold(text)}`,
  );
}
