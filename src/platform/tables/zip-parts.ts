import { crc32 } from 'node:zlib';
import { type Entry, openPromise, type ZipFile } from 'yauzl';
import { UserError } from '../errors/user-error.ts';
import { protectedByPassword } from './file-kinds.ts';
import { damaged, tooMuch } from './table-errors.ts';
import type { TableLimits } from './table-limits.ts';

/** Parts this small can be packed as well as they like. */
const RATIO_FREE_BYTES = 16 << 20;

/** The parts of an open workbook; names are compared without regard to case. */
export interface ZipParts {
  /** In lower case. */
  readonly names: ReadonlySet<string>;
  /** Unpacked bytes of a part, 0 where there is none. */
  sizeOf(name: string): number;
  /** Unpacks a part piece by piece. @throws UserError BAD_INPUT when it is missing or damaged, LIMIT_EXCEEDED */
  unpack(name: string): AsyncGenerator<Buffer>;
  close(): void;
}

/**
 * Reads the directory of a zip archive; nothing is unpacked yet.
 * @throws UserError BAD_INPUT when it is damaged, cut off, has two parts of one name or a password; LIMIT_EXCEEDED
 */
export async function openZip(path: string, limits: TableLimits): Promise<ZipParts> {
  const zip = await openPromise(path, { autoClose: false }).catch((error) => {
    throw damageOf(error, 'zip');
  });
  const entries = await entriesOf(zip, limits).catch((error) => {
    zip.close();
    throw error;
  });
  return {
    names: new Set(entries.keys()),
    sizeOf: (name) => entries.get(name.toLowerCase())?.uncompressedSize ?? 0,
    unpack: (name) => unpack(zip, entries.get(name.toLowerCase()), name, limits),
    close: () => zip.close(),
  };
}

async function entriesOf(zip: ZipFile, limits: TableLimits): Promise<Map<string, Entry>> {
  const entries = new Map<string, Entry>();
  if (zip.entryCount > limits.maxParts) throw tooManyParts(limits.maxParts);
  try {
    for await (const entry of zip.eachEntry()) {
      const name = entry.fileName.toLowerCase();
      if (entries.has(name)) throw damaged(`${entry.fileName} ×2`);
      entries.set(name, entry);
    }
  } catch (error) {
    throw damageOf(error, 'zip');
  }
  return entries;
}

async function* unpack(zip: ZipFile, entry: Entry | undefined, name: string, limits: TableLimits) {
  if (!entry) throw damaged(name);
  if (entry.isEncrypted()) throw protectedByPassword();
  if (!entry.canDecodeFileData()) throw damaged(name);
  refuseBomb(entry, limits);
  let sum = 0;
  try {
    // The library ends the stream with an error once it unpacks to more bytes than the directory says.
    const stream = await zip.openReadStreamPromise(entry);
    for await (const bytes of stream as AsyncIterable<Buffer>) {
      sum = crc32(bytes, sum);
      yield bytes;
    }
  } catch (error) {
    throw damageOf(error, name);
  }
  if (sum !== entry.crc32) throw damaged(name);
}

function refuseBomb({ uncompressedSize: size, compressedSize, fileName }: Entry, limits: TableLimits): void {
  const packedTooWell = size > RATIO_FREE_BYTES && size > compressedSize * limits.maxRatio;
  if (size <= limits.maxUnpackedBytes && !packedTooWell) return;
  const megabytes = Math.ceil(size / 2 ** 20);
  throw tooMuch(
    `Phần ${fileName} của tệp Excel bung ra tới ${megabytes} MB, quá lớn. Hãy chia bảng ra hoặc lưu thành CSV.`,
    `Part ${fileName} of the workbook unpacks to ${megabytes} MB, too much. Split the table or save it as CSV.`,
  );
}

const tooManyParts = (most: number) =>
  tooMuch(`Tệp Excel có hơn ${most} phần.`, `The workbook has more than ${most} parts.`);

/** What the zip library or zlib says of the file, for people; errors of the disk and our own stay as they are. */
function damageOf(error: unknown, what: string): unknown {
  const isDisk = error instanceof Error && 'syscall' in error;
  return isDisk || error instanceof UserError ? error : damaged(what);
}
