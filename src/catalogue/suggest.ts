import type { RequestContext } from '../platform/graphql/context.ts';
import { Problems } from '../platform/input/problems.ts';
import { ref } from '../platform/read/reads.ts';
import type { Candidate, Wanted } from '../platform/search/memory/suggesting.ts';
import type { Moment } from '../platform/search/query.ts';
import { beginningOf, isOpen, nameOf, withoutLastKeys } from '../platform/search/suggestions.ts';
import { markTyped, type TypedPart } from '../platform/search/typed-part.ts';
import { searchWords, type Word } from '../platform/search/words.ts';
import { CATALOGUE } from './catalogue-index.ts';
import { type SuggestArgs, SuggestionKind } from './suggest.types.ts';
import { SUGGESTED, suggestedTexts } from './suggested-things.ts';

const MAX_TEXT = 200;
const MAX_FIRST = 20;

/** So many names more are looked at than are shown: some turn out to be the same as others, or less popular than they were. */
const SPARE = 2;

/** Other ways to read what is typed, looked at when nothing begins so. */
const MAX_READINGS = 3;

/** A suggestion and what it is ordered by. */
interface Ranked extends TypedPart, Candidate {
  readonly text: string;
}

/** Completes a text that is being typed, over what the public sees. @throws UserErrors with all that is wrong */
export async function suggest(context: RequestContext, { text, first, kinds: given }: SuggestArgs): Promise<object[]> {
  refuse(text, first);
  const kinds = [...new Set(given ?? Object.values(SuggestionKind))].map((kind) => kind.toLowerCase());
  if (searchWords(text).length === 0 || kinds.length === 0) return [];
  const share = shareOf(first, kinds);
  const { words, candidates } = await find(context, text, { kinds, enough: first, most: first + SPARE });
  const chosen = preselect(candidates, share, first);
  const texts = await suggestedTexts(context.db, chosen);
  const ranked = chosen.flatMap((candidate, index) => rankedOf(candidate, texts[index]!, words, isOpen(text)));
  return select(withoutTwins(ranked.sort(compare)), share, first).map(({ kind, text, html, count, id, isAlone }) => ({
    kind: kind.toUpperCase(),
    text,
    html,
    count,
    node: isAlone ? ref(SUGGESTED[kind]!, id) : null,
  }));
}

function refuse(text: string, first: number): void {
  const problems = new Problems();
  if (text.length > MAX_TEXT) {
    const message = { vi: `Nội dung dài tối đa ${MAX_TEXT} ký tự.`, en: `A text has at most ${MAX_TEXT} characters.` };
    problems.add(['text'], message, 'LIMIT_EXCEEDED');
  }
  if (first < 1 || first > MAX_FIRST) {
    const message = { vi: `\`first\` phải từ 1 đến ${MAX_FIRST}.`, en: `\`first\` must be from 1 to ${MAX_FIRST}.` };
    problems.add(['first'], message, 'LIMIT_EXCEEDED');
  }
  problems.refuseAny();
}

/** What begins as was typed; else what begins as that is read otherwise, when it is taken for a slip or for raw keys. */
async function find(
  { search, now }: RequestContext,
  text: string,
  wanted: Wanted,
): Promise<{ words: readonly Word[]; candidates: readonly Candidate[] }> {
  const open = isOpen(text);
  const typed = searchWords(text);
  const moment: Moment = { at: now, since: performance.now() };
  const { candidates } = await search.named(CATALOGUE, [beginningOf(typed, open)], wanted, moment);
  if (candidates.length > 0) return { words: typed, candidates };
  const others = otherReadings(typed, await search.readings(CATALOGUE, text, moment), open);
  if (others.length === 0) return { words: typed, candidates };
  const ways = others.map((words) => beginningOf(words, open));
  const found = await search.named(CATALOGUE, ways, wanted, moment);
  return { words: others[found.way] ?? typed, candidates: found.candidates };
}

/** The readings that differ from what was typed; then without the keys of the marks that an open last word is to get. */
function otherReadings(
  typed: readonly Word[],
  readings: readonly (readonly Word[])[],
  open: boolean,
): (readonly Word[])[] {
  const seen = new Set([nameOf(typed)]);
  const isNew = (words: readonly Word[]) => !seen.has(nameOf(words)) && seen.add(nameOf(words));
  const others = readings.filter(isNew).slice(0, MAX_READINGS);
  const unmarked = open ? [others[0] ?? typed].map(withoutLastKeys).filter(isNew) : [];
  return [...others, ...unmarked];
}

/** No kind takes more than this while others have something, so that places do not crowd products out. */
const shareOf = (first: number, kinds: readonly string[]): number =>
  kinds.length === 1 ? first : Math.max(2, Math.ceil(first / kinds.length));

/** What is worth its texts. */
function preselect(candidates: readonly Candidate[], share: number, first: number): Candidate[] {
  const taken = new Map<string, number>();
  const isEarly = ({ kind }: Candidate) => {
    const before = taken.get(kind) ?? 0;
    taken.set(kind, before + 1);
    return before < (kind === 'product' ? first + SPARE : share + 1);
  };
  const early = candidates.filter(isEarly);
  const late = candidates.filter((one) => !early.includes(one));
  return [...early, ...late.slice(0, Math.max(0, first + SPARE - early.length))];
}

/** A candidate by the text of it in which the words are; it may have been renamed at this very moment. */
function rankedOf(candidate: Candidate, texts: readonly string[], words: readonly Word[], open: boolean): Ranked | [] {
  for (const text of texts) {
    const part = markTyped(text, words, open);
    if (part) return { ...candidate, text, ...part };
  }
  return [];
}

/** Among equals what leads to more comes first. */
const ORDER = ['category', 'place', 'facility', 'product'];

const compare = (a: Ranked, b: Ranked): number =>
  a.tier - b.tier ||
  Number(b.whole) - Number(a.whole) ||
  b.count - a.count ||
  ORDER.indexOf(a.kind) - ORDER.indexOf(b.kind) ||
  a.text.length - b.text.length ||
  (a.text < b.text ? -1 : 1);

/** Leaves out what reads like one before it, or is the same by another name. */
function withoutTwins(ranked: readonly Ranked[]): Ranked[] {
  const seen = new Set<string>();
  return ranked.filter(({ text, id, isAlone }) => {
    const keys = [nameOf(searchWords(text)), ...(isAlone ? [id] : [])];
    const isNew = keys.every((key) => !seen.has(key));
    for (const key of keys) seen.add(key);
    return isNew;
  });
}

/** The first of all, but of each kind no more than its share unless there is room. */
function select(ranked: readonly Ranked[], share: number, first: number): Ranked[] {
  const taken = new Map<string, number>();
  const isWithin = ({ kind }: Ranked) => {
    const before = taken.get(kind) ?? 0;
    taken.set(kind, before + 1);
    return before < share;
  };
  const within = ranked.filter(isWithin);
  const rest = ranked.filter((one) => !within.includes(one));
  const chosen = new Set([...within, ...rest].slice(0, first));
  return ranked.filter((one) => chosen.has(one));
}
