import type { Database } from '../../platform/database/database.ts';
import type { Language } from '../../platform/errors/user-error.ts';
import type { WrittenColumn } from '../../platform/tables/table-writer.ts';
import type { TransferKind } from '../transfer-kind.ts';
import { RECORD_KINDS } from './rows.ts';

/** Rows of a template that have drop-downs and hints. */
export const TEMPLATE_ROWS = 1_000;

/** The titles of the sheet that explains a template. */
const HEAD = { vi: ['Cột', 'Cách điền'], en: ['Column', 'How to fill it in'] };

/** All columns that an import of a kind reads, with hints and with words to choose from. */
export async function templateColumns(db: Database, kind: TransferKind, language: Language): Promise<WrittenColumn[]> {
  const { columns } = RECORD_KINDS[kind];
  const categories = columns.some(({ field }) => field === 'category') ? await categoryNames(db) : [];
  return columns.map(({ field, title, note, choices }) => ({
    title: title[language],
    note: note[language],
    choices: field === 'category' ? categories : choices,
  }));
}

/** The sheet that says what goes where. */
export const templateNotes = (columns: readonly WrittenColumn[], language: Language): string[][] => [
  HEAD[language],
  ...columns.map(({ title, note = '' }) => [title, note]),
];

/** Names of the categories as the tree has them, from the top down; the code where several have one name. */
async function categoryNames(db: Database): Promise<string[]> {
  const rows = await db.query<{ name: string }>(`
    select case when count(*) over (partition by vi_fold(name_vi)) = 1 then name_vi else code end as name
    from category order by (
      select array_agg(lpad(above.position::text, 9, '0') || above.code order by cardinality(above.path))
      from category above where above.id = any(category.path))`);
  return rows.map(({ name }) => name);
}
