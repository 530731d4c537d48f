import sql, { raw } from 'sql-template-tag';
import { type SqlField, sqlField } from '../platform/read/fields.ts';

/** A text of a JSON column in the language that a field is asked for. */
export const localisedJson = (column: string): SqlField =>
  sqlField<{ language: string }>((row, { language }) => sql`${row}.${raw(column)} ->> ${language}::text`);
