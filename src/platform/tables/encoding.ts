import { isAscii } from 'node:buffer';
import { createReadStream } from 'node:fs';
import { decoderOf } from './decode.ts';
import { badFile } from './table-errors.ts';
import { vietnameseShare } from './vietnamese-share.ts';

/**
 * The encodings that Vietnamese tables are met in. VNI is that of Windows. TCVN3, also called ABC, has no capitals with
 * tones: its fonts drew them, so they come as small letters.
 */
export const ENCODINGS = ['UTF-8', 'UTF-16LE', 'UTF-16BE', 'WINDOWS-1258', 'TCVN3', 'VNI'] as const;

export type Encoding = (typeof ENCODINGS)[number];

/** Bytes with something other than ASCII around them that are enough to judge by. */
const SAMPLE_BYTES = 256 * 1024;

/**
 * The encoding of a text file: by its byte-order mark; by the zero bytes of UTF-16; UTF-8 if all of it is valid; else
 * the one in which most words are Vietnamese syllables. Where no word tells, Windows-1258, which reads Latin-1 too.
 * @throws UserError BAD_INPUT when much of the file is in none of them
 */
export async function detectEncoding(path: string, head: Buffer): Promise<Encoding> {
  const marked = byMark(head) ?? byZeros(head);
  if (marked) return marked;
  const { valid, sample } = await survey(path);
  if (valid) return 'UTF-8';
  const { encoding, share } = bestOf(sample);
  if (share >= 0.5) return encoding;
  const marks = sample.reduce((count, byte) => count + (byte >> 7), 0);
  if (marks < sample.length * 0.3) return 'WINDOWS-1258';
  throw badFile(
    'Không nhận ra bảng mã của tệp. Hãy lưu lại thành CSV UTF-8 hoặc .xlsx, hoặc chọn bảng mã.',
    'The encoding of the file is not recognised. Save it as CSV UTF-8 or .xlsx, or choose its encoding.',
  );
}

function byMark(head: Buffer): Encoding | null {
  const start = head.toString('hex', 0, 3);
  if (start === 'efbbbf') return 'UTF-8';
  if (start.startsWith('fffe')) return 'UTF-16LE';
  return start.startsWith('feff') ? 'UTF-16BE' : null;
}

/** In UTF-16 every second byte of plain letters, digits and delimiters is zero. */
function byZeros(head: Buffer): Encoding | null {
  const zeros = [0, 0];
  for (const [at, byte] of head.entries()) if (byte === 0) zeros[at % 2]!++;
  const [even = 0, odd = 0] = zeros.map((count) => count / (head.length / 2));
  if (odd > 0.2 && even < 0.02) return 'UTF-16LE';
  return even > 0.2 && odd < 0.02 ? 'UTF-16BE' : null;
}

/** Whether the whole file is UTF-8, and bytes to judge by where it is not. */
async function survey(path: string): Promise<{ valid: boolean; sample: Buffer }> {
  const decoder = decoderOf('UTF-8');
  const pieces: Buffer[] = [];
  let valid = true;
  let size = 0;
  for await (const bytes of createReadStream(path) as AsyncIterable<Buffer>) {
    if (valid) valid = succeeds(() => decoder.write(bytes));
    if (!isAscii(bytes) && size < SAMPLE_BYTES) size += pieces.push(bytes) && bytes.length;
    if (!valid && size >= SAMPLE_BYTES) break;
  }
  return { valid: valid && succeeds(() => decoder.end()), sample: Buffer.concat(pieces) };
}

function succeeds(decode: () => string): boolean {
  try {
    decode();
    return true;
  } catch {
    return false;
  }
}

/** UTF-8 stands first: where its words read best the file is damaged in one place, which reading it will name. */
function bestOf(sample: Buffer): { encoding: Encoding; share: number } {
  const texts: [Encoding, string][] = [
    ['UTF-8', sample.toString()],
    ...(['WINDOWS-1258', 'TCVN3', 'VNI'] as const).map((encoding): [Encoding, string] => {
      const decoder = decoderOf(encoding);
      return [encoding, decoder.write(sample) + decoder.end()];
    }),
  ];
  return texts
    .map(([encoding, text]) => ({ encoding, share: vietnameseShare(text) }))
    .reduce((best, next) => (next.share > best.share ? next : best));
}
