import { TextDecoder } from 'node:util';
import { SaxesParser } from 'saxes';
import { damaged, tooMuch } from './table-errors.ts';

/** What a reader of a part makes of it; names come without their prefix: any namespace prefix will do. */
export interface XmlReader {
  open(name: string, attributes: Record<string, string>): void;
  close(name: string): void;
  text(text: string): void;
}

/** Most bytes of one text or tag, which the parser holds in memory. */
const MOST_PENDING = 1 << 20;

/**
 * Reads an XML part piece by piece and tells `reader` what is in it; yields the bytes of each piece once it was told.
 * A DTD is refused: nothing in a workbook needs entities of its own. What the first element called `skipped` holds is not told, which
 * takes far less time.
 * @throws UserError BAD_INPUT when the part is not well-formed, LIMIT_EXCEEDED when one text or tag is above 1 MiB
 */
export async function* readXml(
  pieces: AsyncIterable<Buffer>,
  part: string,
  reader: XmlReader,
  skipped?: string,
): AsyncGenerator<number> {
  let pending = 0;
  const parser = parserOf(part, reader, () => {
    pending = 0;
  });
  const shown = skipped === undefined ? (text: string) => text : without(skipped);
  let decoder: TextDecoder | null = null;
  for await (const bytes of pieces) {
    decoder ??= decoderOf(bytes);
    const text = shown(decode(decoder, part, bytes));
    if (text) pending += bytes.length;
    parser.write(text);
    if (pending > MOST_PENDING) throw tooLong(part);
    yield bytes.length;
  }
  if (decoder) parser.write(shown(decode(decoder, part)));
  parser.close();
}

/** Reads a small part at once. @throws as {@link readXml}, and LIMIT_EXCEEDED when it has more than `maxBytes` */
export async function readWholeXml(
  pieces: AsyncIterable<Buffer>,
  part: string,
  reader: XmlReader,
  maxBytes: number,
): Promise<void> {
  let size = 0;
  for await (const bytes of readXml(pieces, part, reader)) {
    size += bytes;
    if (size > maxBytes) throw tooLong(part);
  }
}

/** Cuts what the first element of a name holds out of a text that comes in pieces. */
function without(element: string): (piece: string) => string {
  const opening = new RegExp(`<((?:[\\w.-]+:)?${element})(?:\\s[^<>]*)?>`);
  let step = before;
  // The end of the piece before: a tag may begin there.
  let kept = '';
  let closing = '';
  function before(piece: string): string {
    const text = kept + piece;
    const tag = opening.exec(text);
    if (!tag) {
      kept = text.slice(Math.max(0, text.lastIndexOf('<')));
      return piece;
    }
    if (tag[0].endsWith('/>')) {
      step = behind;
      return piece;
    }
    const end = tag.index + tag[0].length;
    const shown = text.slice(kept.length, end);
    kept = '';
    closing = `</${tag[1]}`;
    step = within;
    return shown + within(text.slice(end));
  }
  function within(piece: string): string {
    const text = kept + piece;
    const end = text.indexOf(closing);
    kept = text.slice(-closing.length);
    if (end < 0) return '';
    step = behind;
    return text.slice(end);
  }
  const behind = (piece: string): string => piece;
  return (piece) => step(piece);
}

function parserOf(part: string, reader: XmlReader, told: () => void): SaxesParser<{ xmlns: false }> {
  const parser = new SaxesParser<{ xmlns: false; position: false }>({ xmlns: false, position: false });
  parser.on('error', () => {
    throw damaged(part);
  });
  parser.on('doctype', () => {
    throw damaged(`${part}: DTD`);
  });
  parser.on('opentag', ({ name, attributes }) => {
    told();
    reader.open(localName(name), attributes);
  });
  parser.on('closetag', ({ name }) => {
    told();
    reader.close(localName(name));
  });
  const text = (text: string) => {
    told();
    reader.text(text);
  };
  parser.on('text', text);
  parser.on('cdata', text);
  parser.on('comment', told);
  return parser;
}

const localName = (name: string): string => name.slice(name.indexOf(':') + 1);

/** UTF-8, or UTF-16 by its mark: a workbook has no other. */
function decoderOf(start: Buffer): TextDecoder {
  const mark = start.toString('hex', 0, 2);
  const encoding = mark === 'fffe' ? 'utf-16le' : mark === 'feff' ? 'utf-16be' : 'utf-8';
  return new TextDecoder(encoding, { fatal: true });
}

function decode(decoder: TextDecoder, part: string, bytes?: Buffer): string {
  try {
    return bytes ? decoder.decode(bytes, { stream: true }) : decoder.decode();
  } catch {
    throw damaged(part);
  }
}

const tooLong = (part: string) =>
  tooMuch(
    `Phần ${part} của tệp Excel chứa một giá trị quá dài.`,
    `Part ${part} of the workbook holds a value that is too long.`,
  );

/** Whether an attribute or an element is true, as workbooks write it. */
export const isTrue = (value?: string): boolean => value === '1' || value === 'true';
