import { open } from 'node:fs/promises';
import { openCsv } from './csv-table.ts';
import { detectEncoding, type Encoding } from './encoding.ts';
import {
  DIRECTORY_BYTES,
  directoryOffset,
  emptyFile,
  isCompoundFile,
  isZip,
  refusalByBytes,
  refusalOfCompoundFile,
} from './file-kinds.ts';
import type { TableFile } from './table.ts';
import { limitsOf, type TableLimits } from './table-limits.ts';
import { openXlsx } from './xlsx-table.ts';

/** What is known of a file beforehand; what is left out is detected. */
export interface TableOptions {
  /** CSV only. */
  readonly encoding?: Encoding;
  /** One character; CSV only. */
  readonly delimiter?: string;
  readonly limits?: Partial<TableLimits>;
}

/** As much of a text file as its delimiter is told by. */
const SAMPLE_BYTES = 64 * 1024;

/**
 * Opens a file by what it holds, whatever it is called.
 * @throws UserError BAD_INPUT with what is wrong and what to do: a .xls, .ods, .docx, PDF, image, archive, HTML, JSON, a
 * workbook with a password, a damaged or empty one, a binary; LIMIT_EXCEEDED for a zip bomb. The path is ['file'].
 */
export async function openTable(path: string, options: TableOptions = {}): Promise<TableFile> {
  const head = await beginningOf(path);
  if (isBlank(head)) throw emptyFile();
  if (isZip(head)) return openXlsx(path, limitsOf('XLSX', options.limits));
  const refusal = isCompoundFile(head)
    ? refusalOfCompoundFile(await bytesAt(path, directoryOffset(head), DIRECTORY_BYTES))
    : refusalByBytes(head);
  if (refusal) throw refusal;
  const encoding = options.encoding ?? (await detectEncoding(path, head));
  return openCsv(path, head, encoding, limitsOf('CSV', options.limits), options.delimiter);
}

const beginningOf = (path: string): Promise<Buffer> => bytesAt(path, 0, SAMPLE_BYTES);

async function bytesAt(path: string, position: number, length: number): Promise<Buffer> {
  const file = await open(path);
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(length), 0, length, position);
    return buffer.subarray(0, bytesRead);
  } finally {
    await file.close();
  }
}

/** Nothing but a byte-order mark and white space, with the zero bytes of UTF-16; zeros alone are a binary. */
function isBlank(head: Buffer): boolean {
  if (head.length === SAMPLE_BYTES) return false;
  const text = head.toString('latin1').replace(/^(?:\xef\xbb\xbf|\xff\xfe|\xfe\xff)/, '');
  return text === '' || (/\s/.test(text) && /^[\s\0]*$/.test(text));
}
