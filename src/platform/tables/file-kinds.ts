import type { UserError } from '../errors/user-error.ts';
import { badFile } from './table-errors.ts';

/** As much of a compound file's directory as tells what it holds. */
export const DIRECTORY_BYTES = 4096;

/** First bytes in hexadecimal, after `at` others; most kinds have zero bytes too, by which a binary is told. */
const SIGNATURES: readonly { readonly at: number; readonly bytes: string; readonly kind: string }[] = [
  { at: 0, bytes: hex('%PDF'), kind: 'PDF' },
  { at: 1, bytes: hex('PNG'), kind: 'PNG' },
  { at: 0, bytes: 'ffd8ff', kind: 'JPEG' },
  { at: 0, bytes: hex('GIF8'), kind: 'GIF' },
  { at: 8, bytes: hex('WEBP'), kind: 'WebP' },
  { at: 4, bytes: hex('ftyp'), kind: 'HEIC/MP4' },
  { at: 0, bytes: '49492a00', kind: 'TIFF' },
  { at: 0, bytes: '4d4d002a', kind: 'TIFF' },
  { at: 0, bytes: '1f8b', kind: 'gzip' },
  { at: 0, bytes: '377abcaf', kind: '7z' },
  { at: 0, bytes: hex('Rar!'), kind: 'RAR' },
  { at: 0, bytes: 'fd377a58', kind: 'xz' },
  { at: 0, bytes: '28b52ffd', kind: 'zstd' },
  { at: 0, bytes: hex('SQLite format 3'), kind: 'SQLite' },
  { at: 0, bytes: hex('{\\rtf'), kind: 'RTF' },
  { at: 0, bytes: hex('PAR1'), kind: 'Parquet' },
];

const startsWith = (head: Buffer, at: number, bytes: string): boolean =>
  head.toString('hex', at, at + bytes.length / 2) === bytes;

/** The old container of Microsoft Office: a .xls, or what a password wraps around a .xlsx. */
export const isCompoundFile = (head: Buffer): boolean => startsWith(head, 0, 'd0cf11e0a1b11ae1');

/** Whether it begins as a zip archive does, also as one with nothing in it. */
export const isZip = (head: Buffer): boolean => startsWith(head, 0, '504b0304') || startsWith(head, 0, '504b0506');

/** Why a file with these first bytes is no table, or null: it may be text. */
export function refusalByBytes(head: Buffer): UserError | null {
  const kind = SIGNATURES.find(({ at, bytes }) => startsWith(head, at, bytes))?.kind;
  return kind ? otherKind(kind) : null;
}

/** Where the directory of a compound file begins, in bytes. */
export function directoryOffset(head: Buffer): number {
  const sectorBytes = 2 ** Math.min(head.readUInt16LE(30), 12);
  return (head.readUInt32LE(48) + 1) * sectorBytes;
}

/** Why a compound file with these entries in its directory is refused. */
export function refusalOfCompoundFile(directory: Buffer): UserError {
  const has = (name: string) => directory.includes(Buffer.from(name, 'utf16le'));
  if (has('EncryptedPackage')) return protectedByPassword();
  if (has('Workbook') || has('Book')) {
    return badFile(
      'Đây là tệp Excel kiểu cũ (.xls). Hãy mở bằng Excel rồi lưu thành .xlsx hoặc CSV UTF-8.',
      'This is a workbook of the old kind (.xls). Open it and save it as .xlsx or as CSV UTF-8.',
    );
  }
  return otherKind('Microsoft Office');
}

/** Why a text that begins so is no table, or null. */
export function refusalByText(text: string): UserError | null {
  const start = text.slice(0, 2000).trimStart();
  if (/^<\?xml[\s\S]*urn:schemas-microsoft-com:office:spreadsheet/i.test(start))
    return otherKind('XML Spreadsheet 2003');
  if (/^(?:<\?xml[^>]*>\s*)?(?:<!--[\s\S]*?-->\s*)?<(?:!doctype\s+html|html|head|meta|body|table|div)\b/i.test(start)) {
    return otherKind('HTML');
  }
  if (/^<\?xml/i.test(start)) return otherKind('XML');
  if (/^(?:\[\s*[{["]|\{\s*")/.test(start)) return otherKind('JSON');
  return null;
}

/** Why an archive with these parts, in lower case, is no workbook that can be read, or null. */
export function refusalByParts(names: ReadonlySet<string>): UserError | null {
  if (names.has('xl/workbook.bin')) return otherKind('XLSB');
  if (names.has('word/document.xml')) return otherKind('Word (.docx)');
  if (names.has('ppt/presentation.xml')) return otherKind('PowerPoint (.pptx)');
  if (names.has('content.xml')) return otherKind('OpenDocument (.ods)');
  if (names.has('index/document.iwa')) return otherKind('Apple Numbers');
  if (names.has('[content_types].xml')) return null;
  return badFile(
    'Đây là tệp nén ZIP, không phải bảng tính. Hãy giải nén rồi tải lên từng tệp .xlsx hoặc CSV.',
    'This is a ZIP archive, not a workbook. Unpack it and send the .xlsx or CSV file inside.',
  );
}

/** A workbook that cannot be read without its password. */
export const protectedByPassword = (): UserError =>
  badFile(
    'Tệp Excel được bảo vệ bằng mật khẩu. Hãy mở tệp, gỡ mật khẩu rồi lưu lại.',
    'The workbook is protected by a password. Open it, remove the password and save it.',
  );

/** A file with nothing in it. */
export const emptyFile = (): UserError => badFile('Tệp trống, không có dữ liệu.', 'The file is empty.');

function hex(text: string): string {
  return Buffer.from(text).toString('hex');
}

const otherKind = (kind: string): UserError =>
  badFile(
    `Đây là tệp ${kind}, không phải bảng CSV hay XLSX. Hãy mở bằng Excel rồi lưu thành .xlsx hoặc CSV.`,
    `This is a file of the kind ${kind}, not CSV or XLSX. Open it in a spreadsheet and save it as .xlsx or CSV.`,
  );
