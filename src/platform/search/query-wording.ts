import type { AnalysedText, Variant } from './analysed-text.ts';
import { placedWords } from './placed-words.ts';
import { searchWords, type Word } from './words.ts';

/** How words of a variant came about: said so, mended, or said otherwise. */
export type Origin = 'said' | 'mended' | 'otherwise';

/** Words of a variant that are one in the query. */
export interface Wording {
  readonly start: number;
  readonly length: number;
  /** What the query says for them. */
  readonly said: string;
  readonly origin: Origin;
}

/** What a query says, for each word of one of its variants. */
export function wordingsOf(query: AnalysedText, { words }: Variant): Wording[] {
  const spelling = spellingsIn(query);
  const mended = new Map(
    query.changes
      .filter(({ kind }) => kind === 'spelling')
      .flatMap(({ from, to }) => searchWords(to).map((word) => [keyOf(word), from] as const)),
  );
  const others = query.synonyms
    .flatMap(({ words: said, also }) => also.map((other) => ({ said, keys: searchWords(other).map(keyOf) })))
    .sort((a, b) => b.keys.length - a.keys.length);
  const keys = words.map(keyOf);
  const wordings: Wording[] = [];
  for (let start = 0; start < words.length; ) {
    const key = keys[start]!;
    const other = words[start]!.strict ? others.find((other) => isAt(keys, start, other.keys)) : undefined;
    const from = mended.get(key);
    if (other) wordings.push({ start, length: other.keys.length, said: other.said, origin: 'otherwise' });
    else if (from !== undefined) wordings.push({ start, length: 1, said: from, origin: 'mended' });
    else wordings.push({ start, length: 1, said: spelling.get(key) ?? words[start]!.folded, origin: 'said' });
    start += wordings.at(-1)!.length;
  }
  return wordings;
}

const keyOf = ({ folded, marked }: Word): string => marked ?? folded;

const isAt = (keys: readonly string[], start: number, other: readonly string[]): boolean =>
  other.length > 0 && other.every((key, at) => keys[start + at] === key);

/** Words as the query writes them. */
function spellingsIn({ searchedFor, changes, meant }: AnalysedText): Map<string, string> {
  const texts = [meant ?? '', ...changes.flatMap(({ from, to }) => [from, to]), searchedFor];
  return new Map(
    texts.flatMap((text) => placedWords(text).map((word) => [keyOf(word), text.slice(word.start, word.end)] as const)),
  );
}
