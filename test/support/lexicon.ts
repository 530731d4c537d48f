import { NameList } from '../../src/platform/search/language/names.ts';
import { Synonyms } from '../../src/platform/search/language/synonyms.ts';
import { MemoryVocabulary } from '../../src/platform/search/language/vocabulary.ts';
import type { Lexicon } from '../../src/platform/search/lexicon.ts';

/** A lexicon that knows the words of some texts, and no more. */
export const lexiconOf = (...texts: string[]): Lexicon => ({
  vocabulary: new MemoryVocabulary(texts),
  synonyms: new Synonyms([]),
  names: new NameList([]),
  places: [],
});

/** One that knows nothing: queries are taken as they are. */
export const NO_WORDS = lexiconOf();
