import type { Database } from '../database/database.ts';
import { type Named, NameList } from './language/names.ts';
import { type SynonymPair, Synonyms } from './language/synonyms.ts';
import { MemoryVocabulary } from './language/vocabulary.ts';
import type { SearchIndex, SynonymSource } from './search-index.ts';

/** What is known of the words of an index: what people may say when they search it. */
export interface Lexicon {
  readonly vocabulary: MemoryVocabulary;
  readonly synonyms: Synonyms;
  /** What bears a name that people search by: places, categories. */
  readonly names: NameList;
  /** Fields whose names say where something is from. */
  readonly places: readonly string[];
}

/** Texts that are read before others get their turn. */
const BATCH = 500;

/** Reads the words of an index out of the database; some 10 µs of the process for each text, in small pieces. */
export async function loadLexicon(
  db: Database,
  { words: { texts, names, places, synonyms } }: SearchIndex,
  at: Date,
): Promise<Lexicon> {
  const [textsNow, namesNow] = [texts(at), names(at)];
  const [said, named, pairs] = await Promise.all([
    db.query<{ text: string; times: number }>(textsNow.text, textsNow.values),
    db.query<Named>(namesNow.text, namesNow.values),
    loadSynonyms(db, synonyms),
  ]);
  const vocabulary = new MemoryVocabulary();
  for (const [at, { text, times }] of said.entries()) {
    vocabulary.add(text, times);
    if (at % BATCH === BATCH - 1) await new Promise(setImmediate);
  }
  return withSynonyms({ vocabulary, names: new NameList(named), places }, pairs);
}

/** The pairs of synonyms of an index as they are now. */
export async function loadSynonyms(db: Database, { pairs }: SynonymSource): Promise<SynonymPair[]> {
  const rows = await db.query<{ term: string; synonym: string; one_way: boolean }>(pairs.text, pairs.values);
  return rows.map(({ term, synonym, one_way }) => ({ term, synonym, oneWay: one_way }));
}

/** A lexicon with these synonyms instead of those it had. Their words are known from now on: heo is not mended into kẹo. */
export function withSynonyms(
  { vocabulary, ...others }: Omit<Lexicon, 'synonyms'>,
  pairs: readonly SynonymPair[],
): Lexicon {
  for (const word of new Set(pairs.flatMap(({ term, synonym }) => [term, synonym]))) vocabulary.add(word);
  return { ...others, vocabulary, synonyms: new Synonyms(pairs) };
}
