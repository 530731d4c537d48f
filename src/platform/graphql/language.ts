import { registerEnumType } from 'type-graphql';
import type { Language } from '../errors/user-error.ts';

/** The languages of stored texts, by their names in GraphQL. */
export const LanguageEnum = { VI: 'vi', EN: 'en' } as const satisfies Record<string, Language>;

registerEnumType(LanguageEnum, {
  name: 'Language',
  description: 'Language of a text that is stored in two; where it is missing in one, the other is given.',
  valuesConfig: { VI: { description: 'Vietnamese.' }, EN: { description: 'English.' } },
});
