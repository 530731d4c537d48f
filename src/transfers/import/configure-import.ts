import { requireOperator } from '../../platform/auth/viewer.ts';
import { expectVersion, write } from '../../platform/database/write.ts';
import { UserError } from '../../platform/errors/user-error.ts';
import { Problems } from '../../platform/input/problems.ts';
import { withoutNulls } from '../../platform/input/value-checks.ts';
import type { TransferKind } from '../transfer-kind.ts';
import type { Import } from './import.entity.ts';
import { columnsOf } from './importers/kinds.ts';
import { lockImport } from './load-import.ts';
import { cleanOptions } from './options.ts';
import { reconsider } from './reconsider-import.ts';
import type { ImportOptionsChange } from './settings.ts';
import { writtenPart } from './written-part.ts';

/** What is said about an import before it starts. */
export interface ImportSettingsChange {
  id: string;
  version: number;
  options?: ImportOptionsChange;
  columns?: readonly ChosenColumn[];
}

/** The field of a column, by its place from 0; null leaves it out. */
export interface ChosenColumn {
  readonly index: number;
  readonly field: string | null;
}

/** Changes how a file is read or what holds for its rows, and checks it anew. @throws UserErrors */
export const configureImport = write(async (context, input: ImportSettingsChange): Promise<string> => {
  requireOperator(context.viewer);
  const { em } = context;
  const found = await lockImport(em, input.id);
  expectVersion(found, input.version);
  const options = await cleanOptions(em, input.options ?? {}, new Problems());
  const changes = (names: readonly (keyof ImportOptionsChange)[]) => names.some((name) => options[name] !== undefined);
  const reread = changes(REREAD);
  if ((reread || input.columns || changes(MEANING)) && (await writtenPart(em, found.id)).row > 0) throw partlyIn();
  found.options = withoutNulls({ ...found.options, ...options });
  if (input.columns) placeColumns(found, input.columns);
  else if (reread) found.columns = [];
  // Which sheet has a header is found out anew.
  if (options.sheet !== undefined || options.encoding !== undefined) found.sheet = null;
  await reconsider(em, found);
  return found.id;
});

/** What makes the columns others. */
const REREAD = ['sheet', 'encoding', 'delimiter', 'headerRow'] as const;

/** What makes other records of rows. */
const MEANING = ['facility', 'category', 'certificateKind', 'vatIncluded'] as const;

/** @throws UserErrors for a column or a field that there is not, or a field that two columns would be */
function placeColumns(found: Import, chosen: readonly ChosenColumn[]): void {
  const problems = new Problems();
  const fields = new Set(columnsOf(found.kind).map(({ field }) => field));
  for (const [place, { index, field }] of chosen.entries()) {
    const path = ['columns', String(place)];
    if (!found.columns.some((column) => column.index === index)) problems.add([...path, 'column'], NO_COLUMN);
    if (field !== null && !fields.has(field)) problems.add([...path, 'field'], noField(found.kind, field));
  }
  const columns = found.columns.map((column) => {
    const said = chosen.find(({ index }) => index === column.index);
    if (said) return { ...column, field: said.field, confidence: 'CHOSEN' as const };
    // A field that was given to another column is taken from this one.
    const isTaken = column.field !== null && chosen.some(({ field }) => field === column.field);
    return isTaken ? { ...column, field: null, confidence: null } : column;
  });
  const named = columns.flatMap(({ field }) => field ?? []);
  const twice = named.find((field, place) => named.indexOf(field) !== place);
  if (twice) problems.add(['columns'], fieldTwice(twice));
  problems.refuseAny();
  found.columns = columns;
}

const NO_COLUMN = { vi: 'Tệp không có cột này.', en: 'The file has no such column.' };

const noField = (kind: TransferKind, field: string) => ({
  vi: `"${field}" không phải là trường của loại ${kind}.`,
  en: `"${field}" is no field of ${kind}.`,
});

const fieldTwice = (field: string) => ({
  vi: `Trường "${field}" được gán cho hai cột.`,
  en: `Two columns would both be "${field}".`,
});

const partlyIn = (): UserError =>
  new UserError('INVALID_STATE', ['id'], {
    vi: 'Một phần tệp đã được nhập, nên không thể đọc tệp theo cách khác; hãy hoàn tác lượt nhập này rồi nhập lại.',
    en: 'A part of the file is in, so it cannot be read in another way; undo this import and bring the file in anew.',
  });
