import { readCsv, readJson } from '../../../../seeds/read-data.ts';
import { MemoryVocabulary } from '../../../../src/platform/search/language/vocabulary.ts';

/** The names of the seeded catalogue: products in both languages, categories, specialities and their places. */
export function seededNames(): string[] {
  const products = readJson<{ name: string; nameEn?: string; originPlace?: string }[]>('demo-products.json');
  const specialities = readCsv<'product' | 'province_as_published'>('specialities.csv');
  return [
    ...products.flatMap(({ name, nameEn, originPlace }) => [name, nameEn ?? '', originPlace ?? '']),
    ...readCsv<'name_vi' | 'name_en'>('categories.csv').flatMap((row) => [row.name_vi, row.name_en]),
    ...specialities.flatMap((row) => [row.product, row.province_as_published]),
  ].map((name) => name.replace(/\((demo)\)/g, ''));
}

export const seededVocabulary = (): MemoryVocabulary => new MemoryVocabulary(seededNames());
