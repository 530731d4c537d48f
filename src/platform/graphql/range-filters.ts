import sql, { raw, type Sql } from 'sql-template-tag';
import { Field, Float, InputType } from 'type-graphql';
import { and } from '../read/sql-text.ts';
import { InstantScalar } from './scalars.ts';

@InputType({ description: 'Conditions on a number; all that are given must hold, and what is unknown fulfils none.' })
export class NumberFilter {
  @Field(() => Float, { nullable: true, description: 'It is this or more.' })
  gte?: number | null;

  @Field(() => Float, { nullable: true, description: 'It is this or less.' })
  lte?: number | null;
}

@InputType({ description: 'Conditions on an instant; all that are given must hold, and what is unknown fulfils none.' })
export class InstantFilter {
  @Field(() => InstantScalar, { nullable: true, description: 'It is this instant or later.' })
  gte?: Date | null;

  @Field(() => InstantScalar, { nullable: true, description: 'It is before this instant: periods are half-open.' })
  lt?: Date | null;
}

/** Conditions on a number of any SQL type. */
export function numberSql(value: Sql, filter: NumberFilter | null | undefined): Sql | null {
  if (!filter) return null;
  const bound = (operator: string, limit: number | null | undefined) =>
    limit == null ? null : sql`${value} ${raw(operator)} ${limit}::float8`;
  return and(bound('>=', filter.gte), bound('<=', filter.lte));
}

/** Conditions on a timestamptz. */
export function instantSql(value: Sql, filter: InstantFilter | null | undefined): Sql | null {
  if (!filter) return null;
  return and(
    filter.gte == null ? null : sql`${value} >= ${filter.gte}::timestamptz`,
    filter.lt == null ? null : sql`${value} < ${filter.lt}::timestamptz`,
  );
}
