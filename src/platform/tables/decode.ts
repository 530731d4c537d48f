import iconv from 'iconv-lite';
import type { Encoding } from './encoding.ts';
import { badFile } from './table-errors.ts';
import { fromVni, OPEN_LETTER } from './vni.ts';

/** Bytes to text, piece by piece; a character that is cut off waits for its rest. @throws TypeError */
export interface Decoder {
  write(bytes: Buffer): string;
  end(): string;
}

/** Control characters that no text has; NUL is the commonest in a binary. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const CONTROL = /[\0-\x08\x0e-\x1f]/;

/** What must not be judged before the next piece: half a line end, and the end-of-file sign of DOS. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: as above
const UNDECIDED = /[\r\x1a]+$/;

// biome-ignore lint/suspicious/noControlCharactersInRegex: as above
const DOS_END = /\x1a+$/;

/** A decoder that throws at what the encoding does not have; a byte-order mark is dropped. */
export function decoderOf(encoding: Encoding): Decoder {
  switch (encoding) {
    case 'UTF-8':
    case 'UTF-16LE':
    case 'UTF-16BE':
      return strictDecoder(encoding);
    case 'WINDOWS-1258':
      return lenientDecoder('windows-1258');
    case 'TCVN3':
      return lenientDecoder('tcvn');
    case 'VNI':
      return vniDecoder();
  }
}

function strictDecoder(encoding: string): Decoder {
  const decoder = new TextDecoder(encoding, { fatal: true });
  return { write: (bytes) => decoder.decode(bytes, { stream: true }), end: () => decoder.decode() };
}

function lenientDecoder(encoding: 'windows-1258' | 'windows-1252' | 'tcvn'): Decoder {
  const decoder = iconv.getDecoder(encoding);
  return { write: (bytes) => decoder.write(bytes), end: () => decoder.end() ?? '' };
}

// Own table: vietnamese-conversion 2.0.0 reads ỷ and ỹ wrongly, and no other library was found.
function vniDecoder(): Decoder {
  const decoder = lenientDecoder('windows-1252');
  let open = '';
  const take = (text: string, last: boolean) => {
    const whole = open + text;
    open = last ? '' : (OPEN_LETTER.exec(whole)?.[0] ?? '');
    return fromVni(whole.slice(0, whole.length - open.length));
  };
  return { write: (bytes) => take(decoder.write(bytes), false), end: () => take('', true) };
}

/**
 * The text of a file, every line ended by \n. A DOS end-of-file sign at the end is dropped.
 * @throws UserError BAD_INPUT with the line of what is no text in this encoding, or of a control character
 */
export async function* decodeText(pieces: AsyncIterable<Buffer>, encoding: Encoding): AsyncGenerator<string> {
  const decoder = decoderOf(encoding);
  let line = 1;
  let waiting = '';
  for await (const bytes of pieces) {
    const text =
      waiting +
      orRefuse(
        () => decoder.write(bytes),
        encoding,
        () => line + lossyLines(bytes, encoding),
      );
    waiting = UNDECIDED.exec(text)?.[0] ?? '';
    const settled = settle(text.slice(0, text.length - waiting.length), line);
    line += countLines(settled);
    if (settled) yield settled;
  }
  const rest = orRefuse(
    () => decoder.end(),
    encoding,
    () => line,
  );
  yield settle((waiting + rest).replace(DOS_END, ''), line);
}

/** The text of the first bytes of a file: what is cut off at its end is left out. @throws as {@link decodeText} */
export function decodeBeginning(bytes: Buffer, encoding: Encoding): string {
  const text = orRefuse(
    () => decoderOf(encoding).write(bytes),
    encoding,
    () => 1 + lossyLines(bytes, encoding),
  );
  return settle(text.replace(UNDECIDED, ''), 1);
}

function settle(text: string, line: number): string {
  const settled = text.includes('\r') ? text.replace(/\r\n?/g, '\n') : text;
  const at = settled.search(CONTROL);
  if (at < 0) return settled;
  const place = line + countLines(settled.slice(0, at));
  throw badFile(
    `Dòng ${place} chứa ký tự điều khiển: tệp không phải văn bản hoặc bị hỏng. Hãy lưu lại thành CSV UTF-8 hoặc .xlsx.`,
    `Line ${place} holds a control character: this is no text file, or it is damaged. Save it as CSV UTF-8 or .xlsx.`,
  );
}

function orRefuse(decode: () => string, encoding: Encoding, line: () => number): string {
  try {
    return decode();
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    const place = line();
    throw badFile(
      `Dòng ${place} có ký tự không đúng bảng mã ${encoding}. Hãy lưu lại thành CSV UTF-8, hoặc chọn đúng bảng mã.`,
      `Line ${place} is not valid ${encoding}. Save the file as CSV UTF-8, or choose its encoding.`,
    );
  }
}

/** How many lines end before the first bad character of a piece. */
function lossyLines(bytes: Buffer, encoding: Encoding): number {
  // The piece may begin inside a character, which is no fault.
  const start =
    encoding === 'UTF-8'
      ? Math.max(
          0,
          bytes.subarray(0, 3).findIndex((byte) => byte >> 6 !== 2),
        )
      : 0;
  const text = new TextDecoder(encoding).decode(bytes.subarray(start));
  const at = text.indexOf('\ufffd');
  // None where the fault lies at the seam of two pieces.
  return at < 0 ? 0 : countLines(text.slice(0, at).replace(/\r\n?/g, '\n'));
}

function countLines(text: string): number {
  let lines = 0;
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) lines++;
  return lines;
}
