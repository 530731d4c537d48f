import { closeSync, mkdtempSync, openSync, readSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { tooMuch } from './table-errors.ts';
import type { TableLimits } from './table-limits.ts';

const PAGE_BYTES = 1 << 20;
const PAGES_IN_MEMORY = 64;

/** Strings in one block of the index. */
const BLOCK = 1 << 16;

/**
 * A long list of texts that is written once, from its beginning, and read at random. The first 64 MiB stay in memory as
 * UTF-8, the rest goes to a temporary file that has no name, so that it is gone with the process.
 */
export class StringStore {
  private readonly pages: Buffer[] = [];
  private readonly starts: Float64Array[] = [];
  private readonly lengths: Uint32Array[] = [];
  private count = 0;
  private page = Buffer.alloc(0);
  private used = 0;
  private written = 0;
  private file: number | null = null;
  private scratch = Buffer.alloc(0);

  constructor(private readonly limits: Pick<TableLimits, 'maxSharedStrings' | 'maxSharedStringBytes'>) {}

  get size(): number {
    return this.count;
  }

  /** Adds a text at the end of the list. @throws UserError LIMIT_EXCEEDED */
  add(text: string): void {
    if (this.count >= this.limits.maxSharedStrings) throw tooManyStrings(this.limits.maxSharedStrings);
    const length = Buffer.byteLength(text);
    if (this.used + length > this.page.length) this.turnPage(length);
    this.page.write(text, this.used);
    this.note(this.written + this.used, length);
    this.used += length;
    if (this.written + this.used > this.limits.maxSharedStringBytes) {
      throw tooManyBytes(this.limits.maxSharedStringBytes);
    }
  }

  /** The text at an index from 0, or undefined beyond the end. */
  at(index: number): string | undefined {
    if (!Number.isInteger(index) || index < 0 || index >= this.count) return undefined;
    const start = this.starts[Math.floor(index / BLOCK)]![index % BLOCK]!;
    const length = this.lengths[Math.floor(index / BLOCK)]![index % BLOCK]!;
    if (start >= this.written) return this.page.toString('utf8', start - this.written, start - this.written + length);
    const page = this.pages[Math.floor(start / PAGE_BYTES)];
    if (page) return page.toString('utf8', start % PAGE_BYTES, (start % PAGE_BYTES) + length);
    return this.readBack(start, length);
  }

  close(): void {
    if (this.file !== null) closeSync(this.file);
    this.file = null;
  }

  private note(start: number, length: number): void {
    const block = Math.floor(this.count / BLOCK);
    this.starts[block] ??= new Float64Array(BLOCK);
    this.lengths[block] ??= new Uint32Array(BLOCK);
    this.starts[block][this.count % BLOCK] = start;
    this.lengths[block][this.count % BLOCK] = length;
    this.count++;
  }

  /** Pages have one length, so that an address tells the page; no text lies in two. */
  private turnPage(length: number): void {
    if (length > PAGE_BYTES) throw tooManyBytes(PAGE_BYTES);
    if (this.page.length > 0) {
      if (this.pages.length < PAGES_IN_MEMORY) this.pages.push(this.page);
      else this.spill();
      this.written += PAGE_BYTES;
    }
    if (this.file === null) this.page = Buffer.allocUnsafe(PAGE_BYTES);
    this.used = 0;
  }

  private spill(): void {
    this.file ??= openNameless();
    writeSync(this.file, this.page, 0, PAGE_BYTES, this.written - PAGES_IN_MEMORY * PAGE_BYTES);
  }

  private readBack(start: number, length: number): string {
    if (this.scratch.length < length) this.scratch = Buffer.allocUnsafe(Math.max(length, 4096));
    if (this.file === null) throw new Error('The store of strings is closed.');
    readSync(this.file, this.scratch, 0, length, start - PAGES_IN_MEMORY * PAGE_BYTES);
    return this.scratch.toString('utf8', 0, length);
  }
}

/** A file that only this process can open; where a system keeps open files, it is removed later. */
function openNameless(): number {
  const folder = mkdtempSync(join(tmpdir(), 'cau-noi-strings-'));
  const file = openSync(join(folder, 'strings'), 'wx+', 0o600);
  rmSync(folder, { recursive: true, force: true });
  return file;
}

const tooManyStrings = (most: number) =>
  tooMuch(
    `Tệp Excel có hơn ${most} giá trị văn bản khác nhau. Hãy lưu thành CSV UTF-8 hoặc chia thành nhiều tệp.`,
    `The workbook has more than ${most} different texts. Save it as CSV UTF-8, or split it into several files.`,
  );

const tooManyBytes = (most: number) =>
  tooMuch(
    `Văn bản trong tệp Excel vượt quá ${Math.ceil(most / 2 ** 20)} MB. Hãy lưu thành CSV UTF-8 hoặc chia nhỏ tệp.`,
    `The texts of the workbook exceed ${Math.ceil(most / 2 ** 20)} MB. Save it as CSV UTF-8, or split it up.`,
  );
