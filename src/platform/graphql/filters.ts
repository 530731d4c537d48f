import sql, { join, raw, type Sql } from 'sql-template-tag';
import { Field, ID, InputType } from 'type-graphql';
import { UserError } from '../errors/user-error.ts';
import { and } from '../read/sql-text.ts';

/** Conditions on a value that is one of few. */
export interface ChoiceFilter<Value> {
  eq?: Value | null;
  in?: Value[] | null;
}

/** Makes the filter input of an enum; `name` is its name in the schema. */
export function enumFilter<Value>(type: object, name: string): new () => ChoiceFilter<Value> {
  @InputType(name, { description: 'Conditions on the value; all that are given must hold.' })
  class EnumFilter {
    @Field(() => type, { nullable: true, description: 'It is this one.' })
    eq?: Value | null;

    @Field(() => [type], { nullable: true, description: 'It is one of these; an empty list matches nothing.' })
    in?: Value[] | null;
  }
  return EnumFilter;
}

@InputType({ description: 'Conditions on an id; all that are given must hold.' })
export class IdFilter {
  @Field(() => ID, { nullable: true, description: 'It is this one.' })
  eq?: string | null;

  @Field(() => [ID], { nullable: true, description: 'It is one of these; an empty list matches nothing.' })
  in?: string[] | null;
}

@InputType({ description: 'Conditions on a code, exactly as written; all that are given must hold.' })
export class CodeFilter {
  @Field(() => String, { nullable: true, description: 'It is this one.' })
  eq?: string | null;

  @Field(() => [String], { nullable: true, description: 'It is one of these; an empty list matches nothing.' })
  in?: string[] | null;

  @Field(() => String, { nullable: true, description: 'It begins with this.' })
  startsWith?: string | null;
}

@InputType({
  description: 'Conditions on a name, whatever its case, diacritics and punctuation (Hoà, Hòa and hoa are one).',
})
export class NameFilter {
  @Field(() => String, { nullable: true, description: 'It is this one.' })
  eq?: string | null;

  @Field(() => String, { nullable: true, description: 'It begins with this.' })
  startsWith?: string | null;

  @Field(() => String, { nullable: true, description: 'It contains this.' })
  contains?: string | null;
}

/** Filters that can be put together. */
export interface Combined<Filter> {
  and?: Filter[] | null;
  or?: Filter[] | null;
  not?: Filter | null;
}

/** Most filters that are put together to one. */
const MAX_PARTS = 100;

/** So many sub-selects under AND PostgreSQL may turn into joins: planning ten takes milliseconds, planning a thousand its memory. */
const FEW_PARTS = 5;

/**
 * The condition of a filter: its own conditions and all that is put together with `and`, `or` and `not`.
 * @throws UserError LIMIT_EXCEEDED when it is put together of too many
 */
export function filterSql<Filter extends Combined<Filter>>(
  filter: Filter | null | undefined,
  own: (filter: Filter) => readonly (Sql | null)[],
): Sql {
  if (!filter) return raw('true');
  const parts = partsOf(filter);
  if (parts > MAX_PARTS) {
    throw new UserError('LIMIT_EXCEEDED', ['filter'], {
      vi: `Bộ lọc ghép từ ${parts} phần; tối đa là ${MAX_PARTS}. Hãy dùng "in" thay cho nhiều "or".`,
      en: `The filter is put together of ${parts} parts; at most ${MAX_PARTS} are allowed. "in" says in one what many "or" say.`,
    });
  }
  const closed = (condition: Sql) => (parts > FEW_PARTS ? sql`(${condition}) is true` : condition);
  const whole = (part: Filter): Sql =>
    and(
      ...own(part),
      ...(part.and ?? []).map((inner) => closed(whole(inner))),
      part.or ? anyOf(part.or.map(whole)) : null,
      // What is unknown does not fulfil the condition, so it fulfils the opposite.
      part.not ? sql`(${whole(part.not)}) is not true` : null,
    );
  return whole(filter);
}

function partsOf<Filter extends Combined<Filter>>({ and: all, or, not }: Filter): number {
  const inner = [...(all ?? []), ...(or ?? []), ...(not ? [not] : [])];
  return inner.reduce((sum, part) => sum + partsOf(part), 1);
}

const anyOf = (conditions: readonly Sql[]): Sql =>
  conditions.length === 0 ? raw('false') : sql`((${join(conditions, ') or (')}))`;

/** Conditions on a text value that is one of few, or an id. */
export function choiceSql(value: Sql, filter: ChoiceFilter<string> | null | undefined): Sql | null {
  if (!filter) return null;
  return and(
    filter.eq == null ? null : sql`${value} = ${filter.eq}`,
    filter.in == null ? null : sql`${value} = any(${filter.in})`,
  );
}

/** Conditions on a code. */
export function codeSql(value: Sql, filter: CodeFilter | null | undefined): Sql | null {
  if (!filter) return null;
  return and(
    choiceSql(value, filter),
    filter.startsWith == null ? null : sql`starts_with(${value}, ${filter.startsWith})`,
  );
}

/** Conditions on a column of name keys; `keysOf` makes the keys under which what was typed may be found. */
export function nameSql(
  column: Sql,
  filter: NameFilter | null | undefined,
  keysOf: (text: string) => readonly string[],
): Sql | null {
  if (!filter) return null;
  const some = (text: string | null | undefined, condition: (key: string) => Sql) =>
    text == null ? null : anyOf(keysOf(text).filter(Boolean).map(condition));
  return and(
    some(filter.eq, (key) => sql`${column} = ${key}`),
    some(filter.startsWith, (key) => sql`starts_with(${column}, ${key})`),
    some(filter.contains, (key) => sql`strpos(${column}, ${key}) > 0`),
  );
}
