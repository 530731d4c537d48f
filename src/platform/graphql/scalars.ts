import { GraphQLError, GraphQLScalarType, Kind } from 'graphql';
import { GraphQLDateTimeISO, GraphQLLocalDate, GraphQLURL } from 'graphql-scalars';

/** An instant: ISO 8601 in UTC with milliseconds. */
export const InstantScalar = GraphQLDateTimeISO;

function toDay(day: string): string {
  if (day >= '1000') return day;
  throw new GraphQLError(`Value is not a valid LocalDate: ${day} lies before the year 1000.`);
}

/** A calendar day in Viet Nam: YYYY-MM-DD, from the year 1000 on, which leaves room for half-open periods and time zones. */
export const DayScalar = new GraphQLScalarType<string, string>({
  ...GraphQLLocalDate.toConfig(),
  parseValue: (value) => toDay(GraphQLLocalDate.parseValue(value)),
  parseLiteral: (node, variables) => toDay(GraphQLLocalDate.parseLiteral(node, variables)),
});

/** An absolute URL. */
export const UrlScalar = GraphQLURL;

function toVnd(value: unknown): number {
  if (typeof value === 'number' && Number.isSafeInteger(value) && value >= 0) return value;
  throw new GraphQLError(
    `VND is a whole number of đồng, 0 or more, without decimals; ${JSON.stringify(value)} is not.`,
  );
}

/**
 * Vietnamese đồng as a JSON number. The đồng has no decimals; GraphQL's Int ends at 2.1 billion, which is
 * less than a project costs, so amounts have a scalar of their own up to 2^53 − 1.
 */
export const VndScalar = new GraphQLScalarType<number, number>({
  name: 'VND',
  description: 'Vietnamese đồng: a whole number from 0 to 9,007,199,254,740,991, no decimals.',
  serialize: (value) => toVnd(typeof value === 'string' || typeof value === 'bigint' ? Number(value) : value),
  parseValue: toVnd,
  parseLiteral: (node) => toVnd(node.kind === Kind.INT ? Number(node.value) : node.kind),
});
