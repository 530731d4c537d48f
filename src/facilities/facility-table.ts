import type { EntityManager } from '@mikro-orm/postgresql';
import type { RecordTable } from '../platform/database/batch.ts';
import { type Row, type RowLock, readRows } from '../platform/database/table-rows.ts';
import type { Reference } from '../platform/database/take-back.ts';
import { Facility, FacilityTransition } from './facility.entity.ts';
import { foreignKeysTo } from './foreign-keys.ts';

/** Facilities as batches read and write them. */
export const FACILITIES: RecordTable = {
  entity: Facility,
  table: 'facility',
  parts: {},
  derived: { name_key: 'name' },
  codes: [],
  instants: ['created_at', 'updated_at'],
};

/** Facilities by the keys that were given; the key of one that was merged leads to the one that stayed. */
export async function readFacilities(
  em: EntityManager,
  ids: readonly string[],
  lock?: RowLock,
): Promise<Map<string, Row>> {
  const rows = await readRows(em, FACILITIES.table, ids, { lock });
  const merged = rows.flatMap(({ merged_into_id }) => (merged_into_id as string | null) ?? []);
  const kept = merged.length > 0 ? await readFacilities(em, [...new Set(merged)], lock) : new Map<string, Row>();
  return new Map(rows.map((row) => [row.id as string, kept.get(row.merged_into_id as string) ?? row]));
}

/** What refers to facilities, in whatever feature, but for their own history. */
export const referencesToFacilities = (em: EntityManager): Reference[] =>
  foreignKeysTo(em, Facility)
    .filter(({ meta }) => meta.class !== FacilityTransition)
    .map(({ table, column }) => ({ table, column }));
