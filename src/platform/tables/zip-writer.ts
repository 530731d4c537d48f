import { type PassThrough, Readable } from 'node:stream';
import { finished } from 'node:stream/promises';
import { ZipFile } from 'yazl';

/** A file inside an archive: its path there, and its text. */
export interface ZipPart {
  readonly path: string;
  readonly content: string | AsyncIterable<string>;
}

/** The clock is left out, so that the same parts give the same bytes. */
const PART = { mtime: new Date(1980, 0, 1), forceDosTimestamp: true };

/**
 * A ZIP archive of parts in their order, UTF-8, in constant memory: the next part is asked for when the one before has
 * been read to its end. Breaking off ends the part in work too; what a part throws is thrown.
 */
export async function* zipOf(parts: AsyncIterable<ZipPart>): AsyncGenerator<Uint8Array> {
  const zip = new ZipFile();
  const output = zip.outputStream as PassThrough;
  zip.on('error', (error) => output.destroy(error));
  const stop = new AbortController();
  const filled = fill(zip, parts, stop.signal).catch((error) => void output.destroy(error));
  try {
    yield* output;
  } finally {
    stop.abort();
    await filled;
  }
}

async function fill(zip: ZipFile, parts: AsyncIterable<ZipPart>, signal: AbortSignal): Promise<void> {
  for await (const { path, content } of parts) {
    if (typeof content === 'string') {
      zip.addBuffer(Buffer.from(content), path, PART);
      continue;
    }
    const part = Readable.from(content, { objectMode: false, signal });
    zip.addReadStream(part, path, PART);
    await finished(part);
  }
  zip.end();
}
