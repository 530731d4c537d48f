import { readFileSync } from 'node:fs';
import { parse } from 'csv-parse/sync';
import { v5 as uuid } from 'uuid';
import { PACKAGE_ROOT } from '../src/platform/package-root.ts';
import { canonical } from '../src/platform/text/vietnamese.ts';

const DATA = new URL('seeds/data/', PACKAGE_ROOT);
const NAMESPACE = '5f0c6f0e-6a55-4b5e-9f0a-6a1c0a0d2025';

/** The id of a seeded row: the same on every machine, made from its kind and its natural key. */
export const seedId = (kind: string, ...key: readonly (string | number | null)[]): string =>
  uuid([kind, ...key].join(':'), NAMESPACE);

/** The rows of a CSV file in seeds/data, by its header. */
export function readCsv<Column extends string>(file: string): Record<Column, string>[] {
  return parse(readFileSync(new URL(file, DATA)), { columns: true, bom: true, skip_empty_lines: true });
}

/** The content of a JSON file in seeds/data. */
export const readJson = <Content>(file: string): Content => JSON.parse(readFileSync(new URL(file, DATA), 'utf8'));

/** An empty cell is an unknown value. */
export const orNull = (cell: string | undefined): string | null => cell || null;

/** A text as the API stores it; null for none. */
export const textOrNull = (text: string | null | undefined): string | null => (text ? canonical(text) : null);

export const numberOrNull = (cell: string | undefined): number | null => (cell ? Number(cell) : null);

/** The values of a cell that holds several, separated by bars. */
export const several = (cell: string): string[] => (cell ? cell.split('|').map((part) => part.trim()) : []);
