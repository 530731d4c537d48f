import type { Closeness, Phrase, QueryWord, Variant } from './analysed-text.ts';

/**
 * What the terms of a document must fulfil. All engines hold the same terms of a document, so that they find the same:
 * `^word` in names and headings, `=word` the same with its diacritics; `word` in other texts, `~word` if it has diacritics there;
 * `+word word` two words that follow each other in other texts; and `@id` what the document is or lies in.
 */
export type Condition =
  | { readonly term: string }
  /** A term that begins so. */
  | { readonly begins: string }
  | { readonly all: readonly Condition[] }
  | { readonly any: readonly Condition[] };

/** The term of something that a document is or lies in. */
export const nodeTerm = (id: string): string => `@${id.slice(-12)}`;

const term = (text: string): Condition => ({ term: text });

/** In a query of so many words one of them may stand anywhere in a text, apart from the others. */
const LONG = 3;

/**
 * What a document must have to have all words of a variant so closely. In names and headings each word counts wherever it stands; in other
 * texts a word must stand beside one of its neighbours in the query, as words of long texts are in any of them somewhere.
 */
export function conditionOf({ words, phrases }: Variant, closeness: Closeness): Condition {
  const each = words.map((_, at) => wordCondition(words, at, closeness));
  const ways: Condition[] = [all(withNames(each, phrases))];
  if (words.length >= LONG) {
    words.forEach((word, at) => {
      if (isInPhrase(phrases, at)) return;
      const itself = term(word.marked ? `~${word.marked}` : word.folded);
      ways.push(all(withNames(each.with(at, itself), phrases)));
    });
  }
  return any(ways);
}

/** Words that name something are also found in what it is the name of. */
function withNames(each: readonly Condition[], phrases: readonly Phrase[]): Condition[] {
  const named = phrases.filter(({ nodes }) => nodes.length > 0);
  const outside = each.filter((_, at) => !isInPhrase(named, at));
  const inside = named.map(({ start, length, nodes }) =>
    any([all(each.slice(start, start + length)), ...nodes.map((id) => term(nodeTerm(id)))]),
  );
  return [...outside, ...inside];
}

const isInPhrase = (phrases: readonly Phrase[], at: number): boolean =>
  phrases.some(({ start, length, nodes }) => nodes.length > 0 && start <= at && at < start + length);

function wordCondition(words: readonly QueryWord[], at: number, closeness: Closeness): Condition {
  const word = words[at]!;
  const { folded, marked, beginning, strict } = word;
  const isExact = strict || closeness === 'exact' || closeness === 'begun';
  const isOpen = closeness === 'any' || closeness === 'begun';
  const named = isExact ? term(`=${marked ?? folded}`) : term(`^${folded}`);
  return any([named, ...(isOpen ? beginningsOf(beginning) : []), ...elsewhere(words, at)]);
}

/** Where else than in names a word counts: alone in a query, or as a number, anywhere. */
function elsewhere(words: readonly QueryWord[], at: number): Condition[] {
  const { folded, marked } = words[at]!;
  const itself = term(marked ? `~${marked}` : folded);
  if (words.length === 1 || /[0-9]/.test(folded)) return [itself];
  const [before, after] = [words[at - 1], words[at + 1]];
  const pairs = [
    ...(before ? [term(pairTerm(before.folded, folded))] : []),
    ...(after ? [term(pairTerm(folded, after.folded))] : []),
  ];
  return marked ? [all([itself, any(pairs)])] : pairs;
}

export const pairTerm = (first: string, second: string): string => `+${first} ${second}`;

function beginningsOf(beginning: QueryWord['beginning']): Condition[] {
  if (!beginning) return [];
  if ('folded' in beginning) return [{ begins: `^${beginning.folded}` }];
  return beginning.marked.map((begin) => ({ begins: `=${begin}` }));
}

const all = (conditions: readonly Condition[]): Condition =>
  conditions.length === 1 ? conditions[0]! : { all: conditions };

const any = (conditions: readonly Condition[]): Condition =>
  conditions.length === 1 ? conditions[0]! : { any: conditions };
