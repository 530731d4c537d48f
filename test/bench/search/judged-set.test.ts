import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { makeFacilities } from '../../../bench/catalogue/facilities.ts';
import { readCommunes, readGoods } from '../../../bench/catalogue/ground.ts';
import { makeProducts } from '../../../bench/catalogue/products.ts';
import type { ProductFacts } from '../../../bench/search/facts.ts';
import { type JudgedCatalogue, QUERY_CLASSES, readJudgedSet, readNeeds } from '../../../bench/search/judged-set.ts';
import { seededFacts } from '../../../bench/search/seeded-facts.ts';
import { storedFacts } from '../../../bench/search/stored-facts.ts';
import { readCsv } from '../../../seeds/read-data.ts';
import type { Database } from '../../../src/platform/database/database.ts';
import { useTestApp } from '../../support/app.ts';

const NOW = new Date('2026-11-22T05:00:00Z');
const CATALOGUES: readonly JudgedCatalogue[] = ['seeds', 'generated'];
const seeds = seededFacts(NOW);

describe('the judged queries', () => {
  it('are at least 300 over the seeds, 25 of each class', () => {
    const judged = readJudgedSet('seeds', seeds);
    expect(judged.length).toBeGreaterThanOrEqual(300);
    for (const queryClass of QUERY_CLASSES) {
      expect(judged.filter((query) => query.queryClass === queryClass).length, queryClass).toBeGreaterThanOrEqual(25);
    }
  });

  it.each(CATALOGUES)('of the %s are told apart, and no need is unused', (catalogue) => {
    const judged = readJudgedSet(catalogue, []);
    const queries = judged.map(({ queryClass, query }) => `${queryClass} ${query}`);
    expect(new Set(queries).size).toBe(queries.length);
    const asked = new Set(judged.map(({ need }) => need));
    expect(readNeeds(catalogue).filter((need) => !asked.has(need))).toEqual([]);
  });

  it('of the seeds have an answer that is good or better, and those of what is absent have none', () => {
    expect(unanswered('seeds', seeds, 1)).toEqual([]);
  });

  it.each(CATALOGUES)('of the %s are ruled by categories that exist', (catalogue) => {
    const codes = new Set(readCsv<'code'>('categories.csv').map(({ code }) => code));
    const needs = readFileSync(`bench/search/judgements/${catalogue}/needs.csv`, 'utf8');
    const ruled = Array.from(needs.matchAll(/cat:([\w-]+)/g), ([, code]) => code!);
    expect(ruled.filter((code) => !codes.has(code))).toEqual([]);
  });

  it('want the word as it is spelt', () => {
    const names = new Map(seeds.map(({ id, name }) => [id, name]));
    const best = (query: string) =>
      [...readJudgedSet('seeds', seeds).find((judged) => judged.query === query)!.grades]
        .filter(([, grade]) => grade === 3)
        .map(([id]) => names.get(id)!.toLowerCase());
    for (const word of ['dừa', 'dứa', 'dưa']) {
      expect(best(word).filter((name) => !name.includes(word))).toEqual([]);
    }
  });
});

describe('the facts', () => {
  const app = useTestApp('seeded');

  it('of the seeds are those of the database that was filled with them', async () => {
    const stored = await storedFacts(app.services.db, NOW);
    expect(sorted(stored.map(comparable))).toEqual(sorted(seeds.map(comparable)));
  });

  it('of the generated catalogue give each query ten answers, or none where it is absent', async () => {
    const generated = await generatedFacts(app.services.db);
    expect(unanswered('generated', generated, 10)).toEqual([]);
  }, 120_000);
});

/** Queries of which fewer products than `wanted` are good or better; and queries of what is absent that have any answer. */
function unanswered(catalogue: JudgedCatalogue, products: readonly ProductFacts[], wanted: number): string[] {
  return readJudgedSet(catalogue, products)
    .filter(({ queryClass, need, grades }) => {
      if (queryClass === 'absent' || need === '') return queryClass !== 'absent' || grades.size > 0;
      return [...grades.values()].filter((grade) => grade >= 2).length < wanted;
    })
    .map(({ queryClass, query }) => `${queryClass}: ${query}`);
}

/** What the files and the database both know: the former province and the published address are in the files alone. */
const comparable = ({ id, name, nameEn, categories, provinces }: ProductFacts) => ({
  id,
  name,
  nameEn,
  categories,
  province: provinces[0],
});

const sorted = <Row extends { id: string }>(rows: readonly Row[]): Row[] =>
  rows.toSorted((a, b) => (a.id < b.id ? -1 : 1));

/** The published products that the benchmark would load, without a database of theirs. */
async function generatedFacts(db: Database): Promise<ProductFacts[]> {
  const makers = makeFacilities(await readCommunes(db), await readGoods(db));
  const makerOf = new Map(makers.map((maker) => [maker.id, maker]));
  const codes = await db.query<{ id: string; codes: string[] }>(
    'select id, array(select code from category above where above.id = any (category.path)) as codes from category',
  );
  const codesOf = new Map(codes.map((category) => [category.id, category.codes]));
  const published = [...makeProducts(makers)].filter(
    ({ row }) =>
      row.status === 'PUBLISHED' &&
      (row.publish_at as Date) <= NOW &&
      makerOf.get(row.facility_id as string)!.row.status === 'VERIFIED',
  );
  return published.map(({ id, goods, row }) => ({
    id,
    name: row.name_vi as string,
    nameEn: row.name_en as string | null,
    categories: codesOf.get(goods.categoryId)!,
    provinces: [makerOf.get(row.facility_id as string)!.commune.provinceName],
    origin: row.origin_place as string,
    ingredients: row.ingredients as string[],
  }));
}
