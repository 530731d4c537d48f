import type { AnalysedText, QueryWord } from './analysed-text.ts';
import { type PlacedWord, placedWords } from './placed-words.ts';
import { begins } from './placement.ts';
import type { Highlight } from './query.ts';

/** About how many characters of a long text are shown around what was found. */
const EXCERPT = 200;

/** How much of that stands before the first word found. */
const LEAD = 60;

interface Span {
  readonly start: number;
  readonly end: number;
}

/**
 * Marks the words of a query in texts, whatever their diacritics; what an unfinished word may be the beginning of is marked in `names`
 * only, as it is searched there only. Texts in which none is found are left out; neighbours a blank apart are marked together.
 */
export function highlight(
  texts: Readonly<Record<string, string | null>>,
  { variants }: AnalysedText,
  names: readonly string[],
): Highlight[] {
  const words = variants.flatMap((variant) => variant.words);
  if (words.length === 0) return [];
  const whole = words.map((word) => ({ ...word, beginning: null }));
  return Object.entries(texts).flatMap(([field, text]) => {
    if (!text) return [];
    const spans = found(text, names.includes(field) ? words : whole);
    return spans.length > 0 ? [{ field, html: mark(text, spans) }] : [];
  });
}

function found(text: string, words: readonly QueryWord[]): Span[] {
  const spans: Span[] = [];
  for (const word of placedWords(text)) {
    if (!words.some((asked) => isFound(asked, word))) continue;
    const { start, end } = word;
    const before = spans.at(-1);
    if (before && text.slice(before.end, start) === ' ') spans[spans.length - 1] = { start: before.start, end };
    else spans.push({ start, end });
  }
  return spans;
}

const isFound = (asked: QueryWord, word: PlacedWord): boolean =>
  (word.folded === asked.folded && (!asked.strict || word.marked === asked.marked)) || begins(asked, word);

function mark(text: string, spans: readonly Span[]): string {
  const { start, end } = excerpt(text, spans[0]!);
  let html = start > 0 ? '…' : '';
  let at = start;
  for (const span of spans) {
    if (span.end > end) break;
    html += `${escapeHtml(text.slice(at, span.start))}<em>${escapeHtml(text.slice(span.start, span.end))}</em>`;
    at = span.end;
  }
  return html + escapeHtml(text.slice(at, end)) + (end < text.length ? '…' : '');
}

/** The part of a text to show: whole words, from a little before what was found first. */
function excerpt(text: string, first: Span): Span {
  if (text.length <= EXCERPT) return { start: 0, end: text.length };
  const start = first.start <= LEAD ? 0 : afterBlank(text, first.start - LEAD, first.start);
  const end = Math.max(start + EXCERPT, first.end);
  if (end >= text.length) return { start, end: text.length };
  const blank = text.lastIndexOf(' ', end);
  return { start, end: blank >= first.end ? blank : end };
}

function afterBlank(text: string, from: number, to: number): number {
  const blank = text.indexOf(' ', from);
  return blank >= 0 && blank < to ? blank + 1 : to;
}

const ENTITIES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

/** A text as HTML. */
export const escapeHtml = (text: string): string => text.replace(/[&<>"']/g, (character) => ENTITIES[character]!);
