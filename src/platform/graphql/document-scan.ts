/** What can be counted in a document without parsing it. */
export interface LexicalCounts {
  readonly tokens: number;
  /** Deepest nesting of braces outside parentheses, which are selections. */
  readonly braces: number;
  /** Deepest nesting of lists and objects inside parentheses, which are values and types. */
  readonly valueNesting: number;
  readonly aliases: number;
  readonly directives: number;
}

const QUOTE = 0x22;
const HASH = 0x23;
const OPEN_PAREN = 0x28;
const CLOSE_PAREN = 0x29;
const COMMA = 0x2c;
const DOT = 0x2e;
const COLON = 0x3a;
const AT = 0x40;
const OPEN_BRACKET = 0x5b;
const BACKSLASH = 0x5c;
const CLOSE_BRACKET = 0x5d;
const OPEN_BRACE = 0x7b;
const CLOSE_BRACE = 0x7d;
const LINE_FEED = 0x0a;
const CARRIAGE_RETURN = 0x0d;
const SPACE = 0x20;
const BYTE_ORDER_MARK = 0xfeff;

/** Letters, digits, underscore: what names and numbers are made of. */
const WORD = new Uint8Array(128);
for (const character of '_0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ') {
  WORD[character.charCodeAt(0)] = 1;
}

/**
 * Counts what would make parsing or validation expensive, in one linear pass without recursion: safe on any text, also one
 * that is not GraphQL. Well-formed documents are counted exactly.
 */
export function scanDocument(source: string): LexicalCounts {
  let tokens = 0;
  let aliases = 0;
  let directives = 0;
  let parentheses = 0;
  let selection = 0;
  let value = 0;
  let deepestSelection = 0;
  let deepestValue = 0;

  const end = source.length;
  let at = 0;
  while (at < end) {
    const code = source.charCodeAt(at);
    if (code <= SPACE || code === COMMA || code === BYTE_ORDER_MARK) {
      at += 1;
      continue;
    }
    if (code === HASH) {
      at = endOfLine(source, at);
      continue;
    }
    tokens += 1;
    if (code === QUOTE) {
      at = endOfString(source, at);
      continue;
    }
    if (code < 128 && WORD[code] === 1) {
      do at += 1;
      while (at < end && isWord(source.charCodeAt(at)));
      continue;
    }
    at += 1;
    switch (code) {
      case OPEN_PAREN:
        parentheses += 1;
        break;
      case CLOSE_PAREN:
        if (parentheses > 0) parentheses -= 1;
        if (parentheses === 0) value = 0;
        break;
      case OPEN_BRACE:
        if (parentheses > 0) deepestValue = Math.max(deepestValue, ++value);
        else deepestSelection = Math.max(deepestSelection, ++selection);
        break;
      case CLOSE_BRACE:
        if (parentheses > 0) value = Math.max(0, value - 1);
        else selection = Math.max(0, selection - 1);
        break;
      case OPEN_BRACKET:
        deepestValue = Math.max(deepestValue, ++value);
        break;
      case CLOSE_BRACKET:
        value = Math.max(0, value - 1);
        break;
      case COLON:
        if (parentheses === 0) aliases += 1;
        break;
      case AT:
        directives += 1;
        break;
      case DOT:
        // A spread is one token of three characters.
        if (source.startsWith('..', at)) at += 2;
        break;
    }
  }
  return { tokens, braces: deepestSelection, valueNesting: deepestValue, aliases, directives };
}

function isWord(code: number): boolean {
  return code < 128 && WORD[code] === 1;
}

function endOfLine(source: string, from: number): number {
  let at = from;
  while (at < source.length) {
    const code = source.charCodeAt(at);
    if (code === LINE_FEED || code === CARRIAGE_RETURN) return at;
    at += 1;
  }
  return at;
}

/** The index after a string that starts at `from`; an unterminated one ends with its line, a block with the document. */
function endOfString(source: string, from: number): number {
  if (source.startsWith('"""', from)) {
    let close = source.indexOf('"""', from + 3);
    // Within a block, \""" stands for three quotes.
    while (close !== -1 && source.charCodeAt(close - 1) === BACKSLASH) close = source.indexOf('"""', close + 3);
    return close === -1 ? source.length : close + 3;
  }
  let at = from + 1;
  while (at < source.length) {
    const code = source.charCodeAt(at);
    if (code === QUOTE) return at + 1;
    if (code === LINE_FEED || code === CARRIAGE_RETURN) return at;
    at += code === BACKSLASH ? 2 : 1;
  }
  return source.length;
}
