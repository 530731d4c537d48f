import { posix } from 'node:path';
import { damaged } from './table-errors.ts';
import { type Shown, shownBy } from './xlsx-dates.ts';
import { type SeenNumber, seenBy } from './xlsx-numbers.ts';
import { isTrue, readWholeXml, type XmlReader } from './xml-events.ts';
import type { ZipParts } from './zip-parts.ts';

/** A sheet with cells, and the part that holds them. */
export interface BookSheet {
  readonly name: string;
  readonly hidden: boolean;
  readonly part: string;
}

/** A workbook: what must be known before its cells are read. */
export interface Book {
  readonly sheets: readonly BookSheet[];
  /** Days count from 1904-01-01 instead of 1900-01-01. */
  readonly date1904: boolean;
  /** Null when no cell shares a text. */
  readonly sharedStrings: string | null;
  /** How numbers of a style are shown, by its number. */
  readonly styles: readonly CellStyle[];
}

/** How a style shows numbers. */
export interface CellStyle {
  readonly shown: Shown;
  /** Null where they are seen as they are. */
  readonly seen: SeenNumber | null;
}

/** Bytes of the workbook's small parts; styles grow large in old files. */
const SMALL_PART = 16 << 20;
const STYLES_PART = 128 << 20;

interface Relation {
  readonly id: string;
  /** The last word of its type, which the strict and the usual namespace share. */
  readonly kind: string;
  readonly part: string;
}

/** Reads which sheets a workbook has and what their styles show. @throws UserError BAD_INPUT, LIMIT_EXCEEDED */
export async function readBook(zip: ZipParts): Promise<Book> {
  const roots = await relationsOf(zip, '');
  const workbook = roots.find(({ kind }) => kind === 'officeDocument')?.part ?? 'xl/workbook.xml';
  const relations = await relationsOf(zip, workbook);
  const partOf = (kind: string) => {
    const part = relations.find((relation) => relation.kind === kind)?.part ?? null;
    return part && zip.names.has(part.toLowerCase()) ? part : null;
  };
  // Of relations with one id the first counts.
  const byId = new Map(relations.toReversed().map((relation) => [relation.id, relation]));
  const { date1904, entries } = await readWorkbook(zip, workbook);
  const sheets = entries.flatMap(({ name, state, id }): BookSheet[] => {
    const relation = byId.get(id);
    if (!relation) throw damaged(`${workbook}: ${name}`);
    if (relation.kind !== 'worksheet') return [];
    return [{ name, hidden: state !== 'visible', part: relation.part }];
  });
  if (sheets.length === 0) throw damaged(workbook);
  const styles = partOf('styles');
  return {
    sheets,
    date1904,
    sharedStrings: partOf('sharedStrings'),
    styles: styles ? await readStyles(zip, styles) : [],
  };
}

/** What a part refers to, by the part beside it that says so; none where there is no such part. */
async function relationsOf(zip: ZipParts, part: string): Promise<Relation[]> {
  const folder = posix.dirname(part);
  const file = posix.join(folder, '_rels', `${posix.basename(part)}.rels`);
  const relations: Relation[] = [];
  if (!zip.names.has(file.toLowerCase())) return relations;
  await readSmall(zip, file, SMALL_PART, (name, { Id: id, Type: type = '', Target: target = '' }) => {
    if (name !== 'Relationship' || !id) return;
    const path = target.startsWith('/') ? posix.normalize(target.slice(1)) : posix.join(folder, target);
    relations.push({ id, kind: type.slice(type.lastIndexOf('/') + 1), part: path });
  });
  return relations;
}

async function readWorkbook(zip: ZipParts, part: string) {
  const entries: { name: string; state: string; id: string }[] = [];
  let date1904 = false;
  await readSmall(zip, part, SMALL_PART, (element, attributes) => {
    if (element === 'workbookPr') date1904 = isTrue(attributes.date1904);
    if (element !== 'sheet') return;
    const id = Object.entries(attributes).find(([name]) => name.endsWith(':id'))?.[1] ?? '';
    entries.push({ name: attributes.name ?? '', state: attributes.state ?? 'visible', id });
  });
  return { date1904, entries };
}

async function readStyles(zip: ZipParts, part: string): Promise<CellStyle[]> {
  const codes = new Map<number, string>();
  const formats: number[] = [];
  let inCells = false;
  await readSmall(
    zip,
    part,
    STYLES_PART,
    (element, { numFmtId, formatCode }) => {
      if (element === 'numFmt' && formatCode !== undefined) codes.set(Number(numFmtId), formatCode.slice(0, 1000));
      if (element === 'cellXfs') inCells = true;
      if (element === 'xf' && inCells) formats.push(Number(numFmtId ?? 0));
    },
    (element) => {
      if (element === 'cellXfs') inCells = false;
    },
  );
  return formats.map((id) => {
    const code = codes.get(id);
    return { shown: shownBy(id, code), seen: code === undefined ? null : seenBy(code) };
  });
}

function readSmall(
  zip: ZipParts,
  part: string,
  maxBytes: number,
  open: XmlReader['open'],
  close: XmlReader['close'] = () => {},
): Promise<void> {
  return readWholeXml(zip.unpack(part), part, { open, close, text: () => {} }, maxBytes);
}
