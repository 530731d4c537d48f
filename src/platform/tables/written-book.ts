import { columnLetters, quotedSheet, xmlAttribute, xmlText } from './spreadsheet-text.ts';
import type { ZipPart } from './zip-writer.ts';

/** Numbers of the cell formats that a workbook has, by their place in its styles. */
export const FORMAT = { general: 0, text: 1, money: 2, day: 3, title: 4, note: 5 } as const;

/** A sheet that has been written. */
export interface BookSheet {
  readonly name: string;
  readonly hidden: boolean;
  /** The range that can be filtered, without the sheet: $A$1:$C$9; null where there is none. */
  readonly filter: string | null;
}

/** The start of every part. */
export const XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';

/** The namespace of SpreadsheetML, which is that of every part with cells. */
export const SPREADSHEET = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';

const PACKAGE = 'http://schemas.openxmlformats.org/package/2006';
const DOCUMENT = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const CONTENT_TYPE = 'application/vnd.openxmlformats-officedocument.spreadsheetml';

/** What says of a file that it is a workbook: it comes first, as some programs look there only. */
export const ROOT: ZipPart = {
  path: '_rels/.rels',
  content: relationships([['officeDocument', 'xl/workbook.xml']]),
};

const FONT = '<sz val="11"/><name val="Calibri"/><family val="2"/>';
const BORDER = '<border><left/><right/><top/><bottom/><diagonal/></border>';
const WRAPPED = 'applyAlignment="1"><alignment vertical="top" wrapText="1"/></xf>';

/** Cell formats in the order of FORMAT. Format 49 is text, 3 is #,##0; both are built in. */
const CELL_FORMATS = [
  '<xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>',
  '<xf numFmtId="49" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/>',
  '<xf numFmtId="3" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/>',
  '<xf numFmtId="164" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/>',
  `<xf numFmtId="49" fontId="1" fillId="2" borderId="0" xfId="0" applyNumberFormat="1" applyFont="1" applyFill="1" ${WRAPPED}`,
  `<xf numFmtId="49" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1" ${WRAPPED}`,
];

/** The formats of all cells. */
export const STYLES: ZipPart = {
  path: 'xl/styles.xml',
  content:
    `${XML}<styleSheet xmlns="${SPREADSHEET}">` +
    '<numFmts count="1"><numFmt numFmtId="164" formatCode="dd/mm/yyyy"/></numFmts>' +
    `<fonts count="2"><font>${FONT}</font><font><b/>${FONT}</font></fonts>` +
    '<fills count="3"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill>' +
    '<fill><patternFill patternType="solid"><fgColor rgb="FFE2EFDA"/></patternFill></fill></fills>' +
    `<borders count="1">${BORDER}</borders>` +
    '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>' +
    `<cellXfs count="${CELL_FORMATS.length}">${CELL_FORMATS.join('')}</cellXfs>` +
    '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>',
};

/** Where the sheet of a number, from 1, lies in the archive. */
export const sheetPath = (number: number): string => `xl/worksheets/sheet${number}.xml`;

/** The parts that name the sheets, which are known when all are written. */
export function* bookParts(sheets: readonly BookSheet[]): Generator<ZipPart> {
  const links = sheets.map((_, index): Link => ['worksheet', `worksheets/sheet${index + 1}.xml`]);
  yield { path: 'xl/workbook.xml', content: workbook(sheets) };
  yield { path: 'xl/_rels/workbook.xml.rels', content: relationships([...links, ['styles', 'styles.xml']]) };
  yield { path: '[Content_Types].xml', content: contentTypes(sheets.length) };
}

function workbook(sheets: readonly BookSheet[]): string {
  const entries = sheets.map(
    ({ name, hidden }, index) =>
      `<sheet name="${xmlAttribute(name)}" sheetId="${index + 1}"${hidden ? ' state="hidden"' : ''} r:id="rId${index + 1}"/>`,
  );
  const filters = sheets.flatMap(({ name, filter }, index) =>
    filter
      ? [
          `<definedName name="_xlnm._FilterDatabase" localSheetId="${index}" hidden="1">` +
            `${xmlText(`${quotedSheet(name)}!${filter}`)}</definedName>`,
        ]
      : [],
  );
  return (
    `${XML}<workbook xmlns="${SPREADSHEET}" xmlns:r="${DOCUMENT}"><bookViews><workbookView activeTab="0"/></bookViews>` +
    `<sheets>${entries.join('')}</sheets>` +
    `${filters.length > 0 ? `<definedNames>${filters.join('')}</definedNames>` : ''}</workbook>`
  );
}

type Link = readonly [type: string, target: string];

function relationships(links: readonly Link[]): string {
  const entries = links.map(
    ([type, target], index) => `<Relationship Id="rId${index + 1}" Type="${DOCUMENT}/${type}" Target="${target}"/>`,
  );
  return `${XML}<Relationships xmlns="${PACKAGE}/relationships">${entries.join('')}</Relationships>`;
}

function contentTypes(sheets: number): string {
  const parts: Link[] = [
    ['sheet.main', 'xl/workbook.xml'],
    ['styles', 'xl/styles.xml'],
    ...Array.from({ length: sheets }, (_, index): Link => ['worksheet', sheetPath(index + 1)]),
  ];
  const overrides = parts.map(
    ([type, path]) => `<Override PartName="/${path}" ContentType="${CONTENT_TYPE}.${type}+xml"/>`,
  );
  return (
    `${XML}<Types xmlns="${PACKAGE}/content-types">` +
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>' +
    `<Default Extension="xml" ContentType="application/xml"/>${overrides.join('')}</Types>`
  );
}

/** A range of cells from the first column on, as formulas fix it: $A$1:$C$9. */
export const rangeOf = (columns: number, lastRow: number): string => `$A$1:$${columnLetters(columns - 1)}$${lastRow}`;
