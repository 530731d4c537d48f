import { buffer } from 'node:stream/consumers';
import { ZipFile } from 'yazl';

/** The parts of a zip archive by name. */
export type Parts = Record<string, string | Buffer>;

/** What a test workbook holds; everything is written as XML by the test itself. */
export interface Workbook {
  /** The rows of each sheet by its name. */
  sheets?: Record<string, string>;
  /** What stands before the rows of sheets by name, such as `<cols>…</cols>`. */
  before?: Record<string, string>;
  /** Further attributes of sheets by name, such as `state="hidden"`. */
  states?: Record<string, string>;
  /** The `si` elements of the shared strings. */
  strings?: string;
  /** Pattern of each custom number format, from 164 on; cells refer to it by the style of its place, from 1. */
  formats?: (string | number)[];
  date1904?: boolean;
}

const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const RELATIONS = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006';

/** The first line of every part. */
export const XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';

/** A worksheet part around rows. */
export const worksheet = (rows: string, before = ''): string =>
  `${XML}<worksheet xmlns="${MAIN}">${before}<sheetData>${rows}</sheetData></worksheet>`;

/** The parts of a workbook as Excel lays them out. */
export function partsOf({ sheets = {}, before = {}, states = {}, strings, formats = [], date1904 }: Workbook): Parts {
  const names = Object.keys(sheets);
  const relations = names.map((_, at) => relation(`rId${at + 1}`, 'worksheet', `worksheets/sheet${at + 1}.xml`));
  if (strings !== undefined) relations.push(relation('rId90', 'sharedStrings', 'sharedStrings.xml'));
  relations.push(relation('rId91', 'styles', 'styles.xml'));
  const entries = names.map(
    (name, at) => `<sheet name="${name}" sheetId="${at + 1}" ${states[name] ?? ''} r:id="rId${at + 1}"/>`,
  );
  return {
    '[Content_Types].xml': `${XML}<Types xmlns="${PACKAGE}/content-types"/>`,
    '_rels/.rels': relationsXml([relation('rId1', 'officeDocument', 'xl/workbook.xml')]),
    'xl/workbook.xml':
      `${XML}<workbook xmlns="${MAIN}" xmlns:r="${RELATIONS}">` +
      `<workbookPr date1904="${date1904 ? 1 : 0}"/><sheets>${entries.join('')}</sheets></workbook>`,
    'xl/_rels/workbook.xml.rels': relationsXml(relations),
    'xl/styles.xml': stylesXml(formats),
    ...(strings === undefined ? {} : { 'xl/sharedStrings.xml': `${XML}<sst xmlns="${MAIN}">${strings}</sst>` }),
    ...Object.fromEntries(
      names.map((name, at) => [`xl/worksheets/sheet${at + 1}.xml`, worksheet(sheets[name]!, before[name])]),
    ),
  };
}

const relation = (id: string, kind: string, target: string) =>
  `<Relationship Id="${id}" Type="${RELATIONS}/${kind}" Target="${target}"/>`;

const relationsXml = (relations: string[]) =>
  `${XML}<Relationships xmlns="${PACKAGE}/relationships">${relations.join('')}</Relationships>`;

function stylesXml(formats: (string | number)[]): string {
  const custom = formats.map((format, at) =>
    typeof format === 'string' ? `<numFmt numFmtId="${164 + at}" formatCode="${escaped(format)}"/>` : '',
  );
  const styles = formats.map((format, at) => `<xf numFmtId="${typeof format === 'string' ? 164 + at : format}"/>`);
  return (
    `${XML}<styleSheet xmlns="${MAIN}"><numFmts>${custom.join('')}</numFmts>` +
    `<cellStyleXfs><xf numFmtId="14"/></cellStyleXfs><cellXfs><xf numFmtId="0"/>${styles.join('')}</cellXfs></styleSheet>`
  );
}

const escaped = (text: string) => text.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;');

/** A zip archive of these parts. */
export async function zipOf(parts: Parts): Promise<Buffer> {
  const zip = new ZipFile();
  for (const [name, content] of Object.entries(parts)) zip.addBuffer(Buffer.from(content as string), name);
  zip.end();
  return buffer(zip.outputStream);
}

/** The bytes of a workbook; `parts` replaces or adds some, an undefined one is left out. */
export function workbookOf(workbook: Workbook, parts: Record<string, string | Buffer | undefined> = {}) {
  const all = Object.entries({ ...partsOf(workbook), ...parts }).filter(([, content]) => content !== undefined);
  return zipOf(Object.fromEntries(all) as Parts);
}

/** The bytes of a workbook with one sheet of these rows. */
export const sheetOf = (rows: string): Promise<Buffer> => workbookOf({ sheets: { 'Bảng giá': rows } });
