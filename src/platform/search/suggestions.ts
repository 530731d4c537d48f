import type { EntityClass } from '@mikro-orm/core';
import type { Sql } from 'sql-template-tag';
import { firstCharacters } from '../text/first-characters.ts';
import { startings, type Word } from './words.ts';

/**
 * A kind of names that are suggested while somebody types: those of a kind of documents, which are known by their rows, or of nodes,
 * which are told. Those come first behind which there are most documents of one kind.
 */
export interface SuggestedKind {
  /** Its name: that of the kind of documents, or another. */
  readonly kind: string;
  /** The kind of documents that are counted. */
  readonly counted: string;
  /** The field by which these belong to documents of another kind. */
  readonly by?: string;
  /** Set on nodes, such as categories: rows of an entity by which documents are filtered; documents lie in them. */
  readonly nodes?: {
    readonly entity: EntityClass<object>;
    /** Selects `id, name`: all names of the nodes of `ids` (a uuid[]), or of all where null. */
    readonly names: (ids: Sql | null) => Sql;
  };
}

/** Beginnings are compared up to so many letters. */
const MAX_LENGTH = 64;

/** How a name begins. What ends in a blank ends a word. */
export interface Beginning {
  /** With the marks that were typed: in one of these ways. None where no marks were typed. */
  readonly marked: readonly string[];
  /** Without marks. */
  readonly plain: string;
}

/** Whether the last word of what somebody typed may go on. */
export const isOpen = (text: string): boolean => /[\p{Alphabetic}\p{M}0-9]$/u.test(text);

/** How names begin that words may become. The tone of an open last word may be yet to come; without any mark, so may its other marks. */
export function beginningOf(words: readonly Word[], open: boolean): Beginning {
  const plain = cut(words.map(({ folded }) => folded).join(' ') + (open ? '' : ' '));
  if (words.every(({ marked }) => marked === null)) return { marked: [], plain };
  const last = words.at(-1)!;
  const before = words
    .slice(0, -1)
    .map((word) => `${spelt(word)} `)
    .join('');
  return { marked: markedEnds(last, open).map((end) => cut(before + end)), plain };
}

/** How a last word may stand there; anyhow, where it is open and has no marks yet. */
function markedEnds(word: Word, open: boolean): string[] {
  if (!open) return [`${spelt(word)} `];
  return word.marked === null ? [''] : startings(word);
}

const spelt = ({ marked, folded }: Word): string => marked ?? folded;

const cut = (text: string): string => firstCharacters(text, MAX_LENGTH);

/**
 * Words of which the last is typed in raw Telex and not finished, without the keys of its marks: of `nuowc` there is nuoc, which may
 * become nước.
 */
export function withoutLastKeys(words: readonly Word[]): Word[] {
  const folded = words
    .at(-1)!
    .folded.replace(/(?<=[aeiouy][a-z]*)[sfrxj]$/, '')
    .replace(/(?<=[aou])w|([aeod])(?=\1)/g, '');
  return [...words.slice(0, -1), { folded, marked: null }];
}

/** What makes two texts the same name: their words with their marks. */
export const nameOf = (words: readonly Word[]): string => words.map(spelt).join(' ');
