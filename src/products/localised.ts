import sql, { raw, type Sql } from 'sql-template-tag';
import type { Language } from '../platform/errors/user-error.ts';
import { type SqlField, sqlField } from '../platform/read/fields.ts';

/** Arguments of a field whose text is stored in two languages. */
export interface InLanguage {
  language: Language;
}

/** A text that is stored in two columns, `<name>_vi` and `<name>_en`: the language asked for, else the other. */
export function localised(name: string): SqlField {
  const [vi, en] = [raw(`${name}_vi`), raw(`${name}_en`)];
  return sqlField<InLanguage>((row, { language }) =>
    language === 'en' ? sql`coalesce(${row}.${en}, ${row}.${vi})` : sql`coalesce(${row}.${vi}, ${row}.${en})`,
  );
}

/** A name that is not stored but looked up by the code in a column; the code itself where it has none. */
export function nameOfCode(column: string, names: ReadonlyMap<string, Record<Language, string>>): SqlField {
  const dictionary = { vi: literal(names, 'vi'), en: literal(names, 'en') };
  const code = (row: Sql): Sql => sql`${row}.${raw(column)}`;
  return sqlField<InLanguage>(
    (row, { language }) => sql`coalesce(${dictionary[language]} ->> ${code(row)}, ${code(row)})`,
  );
}

/** As a literal: PostgreSQL then reads the dictionary once a statement, not once a row. */
function literal(names: ReadonlyMap<string, Record<Language, string>>, language: Language): Sql {
  const json = JSON.stringify(Object.fromEntries(Array.from(names, ([code, name]) => [code, name[language]])));
  return raw(`'${json.replaceAll("'", "''")}'::jsonb`);
}
