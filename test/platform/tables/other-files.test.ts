import { deflateRawSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import type { TableOptions } from '../../../src/platform/tables/open-table.ts';
import { refusalOf } from './read-table.ts';
import { workbookOf, worksheet, XML, zipOf } from './workbook.ts';

describe('archives that are refused', () => {
  const row = '<row r="1"><c><v>1</v></c></row>';
  const spaces = (bytes: number) => `${XML}<worksheet><sheetData>${' '.repeat(bytes)}${row}</sheetData></worksheet>`;
  const book = (sheet = worksheet(row)) => workbookOf({ sheets: { A: '' } }, { 'xl/worksheets/sheet1.xml': sheet });
  /** Changes the bytes before and after the names of the sheet's part in its own and in the directory's header. */
  const patched = async (change: (header: Buffer, isDirectory: boolean) => void, sheet?: string) => {
    const bytes = await book(sheet);
    const name = 'xl/worksheets/sheet1.xml';
    const first = bytes.indexOf(name);
    change(bytes.subarray(first - 30), false);
    change(bytes.subarray(bytes.indexOf(name, first + 1) - 46), true);
    return bytes;
  };
  it.each<[string, () => Promise<Buffer>, 'BAD_INPUT' | 'LIMIT_EXCEEDED', RegExp, TableOptions?]>([
    ['a zip bomb', () => book(spaces(40 << 20)), 'LIMIT_EXCEEDED', /sheet1\.xml of the workbook unpacks to 41 MB/],
    [
      'a part that is too large',
      () => book(),
      'LIMIT_EXCEEDED',
      /unpacks to 1 MB/,
      { limits: { maxUnpackedBytes: 50 } },
    ],
    [
      'a part larger than it says',
      () => patched((header, isDirectory) => header.writeUInt32LE(50, isDirectory ? 24 : 22)),
      'BAD_INPUT',
      /damaged .*sheet1\.xml/,
    ],
    [
      'a wrong checksum',
      () => patched((header, isDirectory) => header.writeUInt32LE(1, isDirectory ? 16 : 14)),
      'BAD_INPUT',
      /damaged .*sheet1\.xml/,
    ],
    [
      'packed bytes that are damaged',
      () => patched((header, isDirectory) => isDirectory || header.fill(0xff, 60, 90)),
      'BAD_INPUT',
      /damaged .*sheet1\.xml/,
    ],
    [
      'an unknown packing',
      () => patched((header, isDirectory) => header.writeUInt16LE(99, isDirectory ? 10 : 8)),
      'BAD_INPUT',
      /damaged .*sheet1\.xml/,
    ],
    [
      'a password on a part',
      () => patched((header, isDirectory) => header.writeUInt16LE(1, isDirectory ? 8 : 6)),
      'BAD_INPUT',
      /protected by a password/,
    ],
    [
      'a name that leaves the archive',
      async () => Buffer.from((await book()).toString('latin1').replaceAll('xl/styles.xml', '../styles.xml'), 'latin1'),
      'BAD_INPUT',
      /damaged .*zip/,
    ],
    [
      'two parts of one name',
      () => workbookOf({ sheets: { A: row } }, { 'XL/Styles.xml': '' }),
      'BAD_INPUT',
      /damaged .*×2/,
    ],
    ['too many parts', () => book(), 'LIMIT_EXCEEDED', /more than 3 parts/, { limits: { maxParts: 3 } }],
    ['an archive that is cut off', async () => (await book()).subarray(0, -30), 'BAD_INPUT', /damaged or was cut off/],
    ['half an archive', async () => (await book()).subarray(0, 600), 'BAD_INPUT', /damaged or was cut off/],
    ['an archive of files', () => zipOf({ 'gia.csv': 'a,b\n' }), 'BAD_INPUT', /ZIP archive/],
    ['an empty archive', () => zipOf({}), 'BAD_INPUT', /ZIP archive/],
    [
      '.ods',
      () => zipOf({ mimetype: 'application/vnd.oasis.opendocument.spreadsheet', 'content.xml': '' }),
      'BAD_INPUT',
      /OpenDocument/,
    ],
    ['.docx', () => zipOf({ '[Content_Types].xml': '', 'word/document.xml': '' }), 'BAD_INPUT', /Word/],
    ['.pptx', () => zipOf({ '[Content_Types].xml': '', 'ppt/presentation.xml': '' }), 'BAD_INPUT', /PowerPoint/],
    ['.xlsb', () => zipOf({ '[Content_Types].xml': '', 'xl/workbook.bin': '' }), 'BAD_INPUT', /XLSB/],
    ['.numbers', () => zipOf({ 'Index/Document.iwa': '' }), 'BAD_INPUT', /Numbers/],
  ])('%s', async (_, bytes, code, message, options) => {
    expect(await refusalOf(await bytes(), options)).toEqual([code, expect.stringMatching(message)]);
  });
});

describe('files of other kinds', () => {
  /** An old container of Microsoft Office with one sector of directory. */
  const compound = (...names: string[]) => {
    const bytes = Buffer.alloc(512 + 512);
    Buffer.from('d0cf11e0a1b11ae1', 'hex').copy(bytes);
    bytes.writeUInt16LE(9, 30);
    for (const [at, name] of names.entries()) bytes.write(name, 512 + at * 128, 'utf16le');
    return bytes;
  };
  it.each<[string, Buffer, RegExp]>([
    ['.xls', compound('Root Entry', 'Workbook'), /of the old kind \(\.xls\)/],
    ['an older .xls', compound('Root Entry', 'Book'), /of the old kind/],
    [
      'a workbook with a password',
      compound('Root Entry', 'EncryptionInfo', 'EncryptedPackage'),
      /protected by a password/,
    ],
    ['.doc', compound('Root Entry', 'WordDocument'), /kind Microsoft Office/],
    ['a compound file that is cut off', compound('Root Entry').subarray(0, 60), /kind Microsoft Office/],
    ['PDF', Buffer.from('%PDF-1.7\n%âãÏÓ\n'), /kind PDF/],
    ['PNG', Buffer.from('89504e470d0a1a0a0000000d', 'hex'), /kind PNG/],
    ['JPEG', Buffer.from('ffd8ffe000104a464946', 'hex'), /kind JPEG/],
    ['HEIC', Buffer.from('\0\0\0\x18ftypheic\0\0\0\0'), /kind HEIC/],
    ['gzip', Buffer.from('1f8b0800', 'hex'), /kind gzip/],
    ['RAR', Buffer.from('Rar!\x1a\x07\x00', 'latin1'), /kind RAR/],
    ['RTF', Buffer.from('{\\rtf1\\ansi'), /kind RTF/],
    ['a stream of deflate', deflateRawSync(Buffer.from('a,b\n'.repeat(100))), /control character|not recognised/],
  ])('%s', async (_, bytes, message) => {
    expect(await refusalOf(bytes)).toEqual(['BAD_INPUT', expect.stringMatching(message)]);
  });
});
