import type { EntityClass } from '@mikro-orm/core';
import type { EntityManager } from '@mikro-orm/postgresql';
import type { Services } from '../src/app.ts';
import { AdministrativeUnit } from '../src/places/administrative-unit.entity.ts';
import { lockNumber, waitForLock } from '../src/platform/database/locks.ts';
import type { ProgressDisplay } from '../src/platform/logging/progress.ts';
import { categorySeeds } from './categories.ts';
import { demoSeeds } from './demo.ts';
import { containmentSeeds, placeAliasSeeds, placeSeeds } from './places.ts';
import { specialitySeeds } from './specialities.ts';
import { synonymSeeds } from './synonyms.ts';

/** Rows of one entity, parents before children. A row that is already there (by id) stays as it is. */
export interface SeedRows<Row extends object = object> {
  readonly entity: EntityClass<Row>;
  readonly rows: readonly Record<string, unknown>[];
  /** The property with the id of the row that these are parts of: where that was there already, its parts stay as they are. */
  readonly partOf?: string;
}

/** One file's worth of seeds: what it adds, given what earlier ones have added. */
export type SeedSource = (em: EntityManager, now: Date) => Promise<readonly SeedRows[]>;

const SOURCES: Record<string, SeedSource> = {
  places: placeSeeds,
  'places within places': containmentSeeds,
  'names of places': placeAliasSeeds,
  categories: categorySeeds,
  synonyms: synonymSeeds,
  specialities: specialitySeeds,
  'demonstration data': demoSeeds,
};

const BATCH = 1_000;

/** Whoever holds it seeds; the others wait and find nothing left to do. */
const SEED_LOCK = lockNumber('seeds');

/** Loads all seeds in one transaction and answers how many rows of each entity were added. Repeating it adds nothing. */
export function seed({ orm, search, clock }: Services, display: ProgressDisplay): Promise<Record<string, number>> {
  return orm.em.fork().transactional(async (em) => {
    await em.execute(waitForLock(SEED_LOCK));
    const inserted = new Set<unknown>();
    const added: Record<string, number> = {};
    for (const [label, source] of Object.entries(SOURCES)) {
      const groups = await source(em, clock());
      const total = groups.reduce((sum, { rows }) => sum + rows.length, 0);
      const progress = display.bar(label);
      let done = 0;
      for (const { entity, rows, partOf } of groups) {
        const wanted = partOf ? rows.filter((row) => inserted.has(row[partOf])) : rows;
        done += rows.length - wanted.length;
        const ids = await insertMissing(em, entity, wanted, (batch) => {
          done += batch;
          progress(done, total);
        });
        for (const id of ids) inserted.add(id);
        const count = ids.length;
        if (count > 0) added[entity.name] = (added[entity.name] ?? 0) + count;
      }
    }
    // Without statistics, the first plans are made blindly and stay with the connections.
    await em.execute('analyze');
    await search.rebuildWithin(em, display.bar('search rows'));
    return added;
  });
}

/** What every catalogue stands on. */
const GROUND = [placeSeeds, containmentSeeds, placeAliasSeeds, categorySeeds, synonymSeeds];

/** Loads places, categories and synonyms alone. */
export function seedGround({ orm, clock }: Services): Promise<void> {
  return orm.em.fork().transactional(async (em) => {
    for (const source of GROUND) {
      for (const { entity, rows } of await source(em, clock())) await insertMissing(em, entity, rows, () => {});
    }
  });
}

/** Whether the first start should seed: a database without places has never been seeded. */
export async function isEmpty(em: EntityManager): Promise<boolean> {
  return (await em.fork().findOne(AdministrativeUnit, { id: { $ne: null } }, { fields: ['id'] })) === null;
}

async function insertMissing(
  em: EntityManager,
  entity: EntityClass<object>,
  rows: readonly Record<string, unknown>[],
  tick: (batch: number) => void,
): Promise<unknown[]> {
  const added: unknown[] = [];
  for (let start = 0; start < rows.length; start += BATCH) {
    const batch = rows.slice(start, start + BATCH);
    const known = await em.find(entity, { id: { $in: batch.map(({ id }) => id) } } as object, {
      fields: ['id'] as never[],
      disableIdentityMap: true,
    });
    const ids = new Set(known.map((row) => (row as { id: string }).id));
    const missing = batch.filter(({ id }) => !ids.has(id as string));
    if (missing.length > 0) await em.insertMany(entity, missing as object[]);
    for (const { id } of missing) added.push(id);
    tick(batch.length);
  }
  return added;
}
