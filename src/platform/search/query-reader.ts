import type { AnalysedText } from './analysed-text.ts';
import { type Draft, draftOf, finished, unknownWords } from './analyser.ts';
import { type Lexicon, loadLexicon, loadSynonyms, withSynonyms } from './lexicon.ts';
import type { PostgresSearch } from './postgres/postgres-search.ts';
import type { Moment } from './query.ts';
import type { SearchIndex } from './search-index.ts';
import { searchWords, type Word } from './words.ts';

/** For so long at least a lexicon is good; and a hundred times as long as it took to load it, so that loading stays below 1 % of the time. */
const FRESH_MS = 30_000;
const TIMES_LOADING = 100;

interface Loaded {
  readonly lexicon: Lexicon;
  /** The version of the synonyms in it. */
  readonly synonyms: unknown;
  readonly staleAt: number;
}

/**
 * Reads what people type, over the words of an index, which it keeps in memory. What it keeps may be some minutes old, and yet nothing is
 * read by what is no longer so: words that it does not know are looked for in the index before they are taken for misspelt, and
 * synonyms are loaded anew when their version changed.
 */
export class QueryReader {
  readonly #loaded = new Map<SearchIndex, Promise<Loaded>>();
  readonly #loading = new Set<SearchIndex>();

  constructor(readonly postgres: PostgresSearch) {}

  async prepare(moment: Moment): Promise<void> {
    await Promise.all(this.postgres.indexes.map((index) => this.#current(index, moment)));
  }

  /** Null when the text is blank. */
  async read(index: SearchIndex, text: string, moment: Moment): Promise<AnalysedText | null> {
    const drafted = await this.#draft(index, text, moment);
    return drafted && finished(drafted.draft, drafted.lexicon, await this.#meant(index, drafted.draft, moment));
  }

  /** All ways to read a text, the likeliest first, whether or not the index has what they say. */
  async readings(index: SearchIndex, text: string, moment: Moment): Promise<readonly (readonly Word[])[]> {
    const drafted = await this.#draft(index, text, moment);
    if (!drafted) return [];
    const { variants } = finished(drafted.draft, drafted.lexicon, null);
    return [
      ...variants.map(({ words }) => words),
      ...drafted.draft.alternatives.map((words) => words.flatMap((word) => searchWords(word))),
    ];
  }

  async #draft(index: SearchIndex, text: string, moment: Moment): Promise<{ draft: Draft; lexicon: Lexicon } | null> {
    if (text.trim() === '') return null;
    const { lexicon: loaded, synonyms } = await this.#current(index, moment);
    const presence = await this.postgres.presence(index, unknownWords(text, loaded), moment);
    const lexicon =
      presence.synonyms === synonyms ? loaded : await this.#withNewSynonyms(index, presence.synonyms, moment);
    const draft = draftOf(text, lexicon, presence);
    return draft && { draft, lexicon };
  }

  /** The first alternative that some name has, if none has the words as they are. */
  async #meant(
    index: SearchIndex,
    { words, alternatives, isPart }: Draft,
    moment: Moment,
  ): Promise<readonly string[] | null> {
    if (alternatives.length === 0) return null;
    const rows = [words, ...alternatives];
    const found = await this.postgres.inNames(index, rows, isPart, moment);
    return found[0] ? null : (rows[found.indexOf(true)] ?? null);
  }

  async #current(index: SearchIndex, moment: Moment): Promise<Loaded> {
    const loaded = this.#loaded.get(index) ?? this.#load(index, moment);
    const current = await loaded;
    if (performance.now() > current.staleAt && !this.#loading.has(index)) void this.#reload(index, moment);
    return current;
  }

  #load(index: SearchIndex, moment: Moment): Promise<Loaded> {
    const loading = this.#read(index, moment);
    this.#loaded.set(index, loading);
    // The next search tries again.
    loading.catch(() => this.#loaded.delete(index));
    return loading;
  }

  /** Loads a lexicon while the old one stays in use. */
  async #reload(index: SearchIndex, moment: Moment): Promise<void> {
    this.#loading.add(index);
    try {
      const loaded = await this.#read(index, moment);
      this.#loaded.set(index, Promise.resolve(loaded));
    } catch {
      // The old one will do until the next search tries again.
    } finally {
      this.#loading.delete(index);
    }
  }

  async #read(index: SearchIndex, moment: Moment): Promise<Loaded> {
    const start = performance.now();
    // The version is read before the pairs: what changes in between is loaded again, not missed.
    const { synonyms } = await this.postgres.presence(index, [], moment);
    const lexicon = await loadLexicon(this.postgres.db, index, moment.at);
    const end = performance.now();
    return { lexicon, synonyms, staleAt: end + Math.max(FRESH_MS, TIMES_LOADING * (end - start)) };
  }

  async #withNewSynonyms(index: SearchIndex, version: unknown, moment: Moment): Promise<Lexicon> {
    const pairs = await loadSynonyms(this.postgres.db, index.words.synonyms);
    const { lexicon: old, staleAt } = await this.#current(index, moment);
    const lexicon = withSynonyms(old, pairs);
    this.#loaded.set(index, Promise.resolve({ lexicon, synonyms: version, staleAt }));
    return lexicon;
  }
}
