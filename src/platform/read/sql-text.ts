import sql, { join, raw, type Sql } from 'sql-template-tag';

/** JSON text in pieces: strings are literal JSON, `Sql` are expressions of type text. */
export type Json = readonly (string | Sql)[];

export const quoteName = (name: string): Sql => raw(`"${name.replaceAll('"', '""')}"`);

export const quoteText = (text: string): Sql => raw(`'${text.replaceAll("'", "''")}'`);

/** One SQL expression out of JSON pieces; neighbouring literals become one. Null when any expression is null. */
export function concatenate(json: Json): Sql {
  const parts: Sql[] = [];
  let literal = '';
  for (const piece of json) {
    if (typeof piece === 'string') {
      literal += piece;
      continue;
    }
    if (literal) parts.push(quoteText(literal));
    parts.push(piece);
    literal = '';
  }
  if (literal || parts.length === 0) parts.push(quoteText(literal));
  return parts.length === 1 ? parts[0]! : join(parts, ' || ');
}

/** The conjunction of the conditions that are given and say something; safe to put anywhere. */
export function and(...conditions: (Sql | null | undefined)[]): Sql {
  const given = conditions.filter((condition): condition is Sql => condition != null && !isTrue(condition));
  if (given.length === 0) return raw('true');
  return given.length === 1 ? sql`(${given[0]})` : join(given, ') and (', '((', '))');
}

const isTrue = (condition: Sql): boolean => condition.values.length === 0 && condition.strings[0] === 'true';

/** A whole number as a literal: inlined limits let PostgreSQL choose the generic plan. */
export function integer(value: number): Sql {
  if (!Number.isSafeInteger(value) || value < 0) {
    throw new RangeError(`A limit is a whole number from 0, not ${value}.`);
  }
  return raw(String(value));
}
