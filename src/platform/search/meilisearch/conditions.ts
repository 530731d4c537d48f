/** A condition on documents, in the language of the engine's filters. */
export type Condition = string;

/** No document fulfils it. */
export const NOTHING: Condition = 'id IN []';

/** Whether an attribute has one of these values; none of no values. */
export const isOneOf = (attribute: string, values: readonly string[]): Condition =>
  `${quoted(attribute)} IN [${values.map(quoted).join(', ')}]`;

export const isEqual = (attribute: string, value: string | number | boolean): Condition =>
  `${quoted(attribute)} = ${quoted(String(value))}`;

export const beginsWith = (attribute: string, value: string): Condition =>
  `${quoted(attribute)} STARTS WITH ${quoted(value)}`;

/** Whether an attribute that holds numbers lies between two, both included; without any, whether there is one. */
export function isBetween(attribute: string, { min, max }: { min?: number; max?: number }): Condition {
  if (min !== undefined && max !== undefined)
    return `${quoted(attribute)} ${quoted(String(min))} TO ${quoted(String(max))}`;
  if (min !== undefined) return `${quoted(attribute)} >= ${quoted(String(min))}`;
  return max === undefined ? `${quoted(attribute)} EXISTS` : `${quoted(attribute)} <= ${quoted(String(max))}`;
}

export const isAbove = (attribute: string, value: number): Condition =>
  `${quoted(attribute)} > ${quoted(String(value))}`;

/** All of some conditions; without any, nothing is asked, which must not stand in another condition. */
export const all = (...conditions: readonly Condition[]): Condition =>
  conditions.length === 1 ? conditions[0]! : `(${conditions.join(' AND ')})`;

/** One of some conditions; without any, nothing fulfils it. */
export const oneOf = (...conditions: readonly Condition[]): Condition =>
  conditions.length > 1 ? `(${conditions.join(' OR ')})` : (conditions[0] ?? NOTHING);

/** What is quoted can say anything but is no part of the language. Backslashes, which cannot be said, are in no value that is kept. */
const quoted = (value: string): string => `"${value.replaceAll('\\', '').replaceAll('"', '\\"')}"`;
