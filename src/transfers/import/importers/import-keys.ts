import { createHash } from 'node:crypto';
import type { KeyRange } from '../../../platform/database/key-range.ts';

/**
 * The keys of what one import makes. They lie beside each other, so that what it has made is told from what others have without looking
 * anything up; they follow from its rows and words, so that a batch that is written once more has the same; and they begin with the time of
 * the import, as all keys do. RFC 9562 calls such keys version 8.
 */
export class ImportKeys implements KeyRange {
  readonly first: string;
  readonly last: string;
  readonly #beginning: string;

  constructor(
    /** Key of the import. */
    readonly id: string,
  ) {
    const mark = hashOf(id);
    this.#beginning = `${id.slice(0, 8)}-${mark.slice(0, 4)}-8${mark.slice(4, 7)}`;
    this.first = `${this.#beginning}-8000-000000000000`;
    this.last = `${this.#beginning}-bfff-ffffffffffff`;
  }

  /** The key of what a row makes. */
  ofRow(row: number): string {
    return `${this.#beginning}-8000-${row.toString(16).padStart(12, '0')}`;
  }

  /** The row that makes what has such a key. */
  rowOf(key: string): number {
    return Number.parseInt(key.slice(-12), 16);
  }

  /** The key of what certain words mean, in whichever rows they stand. */
  ofWords(words: string): string {
    const hash = hashOf(words);
    const variant = '89ab'[Number.parseInt(hash[0]!, 16) % 4];
    return `${this.#beginning}-${variant}${hash.slice(1, 4)}-${hash.slice(4, 16)}`;
  }

  has(key: string): boolean {
    return this.first <= key && key <= this.last;
  }
}

const hashOf = (text: string): string => createHash('sha256').update(text).digest('hex');
