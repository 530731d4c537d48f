import { createHash } from 'node:crypto';
import type { TestApp } from '../../support/app.ts';

/** Hexadecimal. */
export const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

/** All that comes, as one. */
export async function collect(source: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const pieces: Uint8Array[] = [];
  for await (const piece of source) pieces.push(piece);
  return Buffer.concat(pieces);
}

/** How many files and chunks there are, complete or not. */
export async function countRows({ services }: TestApp): Promise<{ files: number; chunks: number }> {
  const [row] = await services.db.query<{ files: number; chunks: number }>(
    'select (select count(*)::int from stored_file) as files, (select count(*)::int from stored_file_chunk) as chunks',
  );
  return row!;
}
