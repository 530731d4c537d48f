import type { Field, SearchIndex } from '../search-index.ts';

/** What follows the field's own name in the names of its columns. */
const SUFFIXES: Partial<Record<Field['kind'], readonly string[]>> = {
  timeline: ['_since', '_states'],
  badges: ['_since', '_masks'],
  ladder: ['_periods', '_starts', '_quantities', '_amounts'],
  point: ['_latitude', '_longitude'],
};

export const snakeCase = (name: string): string => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);

/** The columns of a field, each with its suffix. */
export const columnsOfField = (name: string, { kind }: Field): string[] =>
  (SUFFIXES[kind] ?? ['']).map((suffix) => `${snakeCase(name)}${suffix}`);

/** The columns of all fields of an index, in the order of their declaration. */
export const fieldColumns = ({ fields }: SearchIndex): string[] =>
  Object.entries(fields).flatMap(([name, field]) => columnsOfField(name, field));
