import type { EntityManager } from '@mikro-orm/postgresql';
import { v7 as uuid } from 'uuid';
import {
  type BatchContext,
  type Compared,
  columnOf,
  type Refused,
  type Saved,
  type Stored,
  type Undoable,
} from '../platform/database/batch.ts';
import { refusingConflicts } from '../platform/database/batch-conflicts.ts';
import { compareBatch, isWanted, type Plan, refusingTwice, saveBatch } from '../platform/database/save-batch.ts';
import { type Row, readRows } from '../platform/database/table-rows.ts';
import { takeBack } from '../platform/database/take-back.ts';
import { readRecords } from '../platform/database/write-records.ts';
import type { Text } from '../platform/errors/user-error.ts';
import { Problems } from '../platform/input/problems.ts';
import { dayOf } from '../platform/time/vietnam-day.ts';
import { checkPlace, type FacilityContent } from './create-facility.ts';
import { refuseOtherDemo } from './demo.ts';
import { Facility, FacilityStatus } from './facility.entity.ts';
import { FACILITY_COMPLETENESS } from './facility-completeness.ts';
import { putFields } from './facility-fields.ts';
import { FACILITIES, referencesToFacilities } from './facility-table.ts';

/** What a batch says of one facility. What is undefined stays as it is; null empties. */
export interface FacilityToSave {
  /** Null creates one, which then needs a name. */
  readonly id: string | null;
  /** Key of the one that is created, where something of the same batch refers to it; made up unless given. */
  readonly newId?: string;
  /** Checked here, since some fields depend on what is stored. */
  readonly fields: FacilityContent;
  /** Whether a new facility is invented. One that is there stays what it is. */
  readonly demo?: boolean;
}

/**
 * Creates drafts and changes facilities with set-based SQL, and answers what became of each, in their order; what is wrong with one keeps
 * only that one out. To be called in a transaction, at whose end the search rows follow.
 * @throws UserError CONFLICT when another write got in between: the whole batch is to be rolled back
 */
export const saveFacilities = (context: BatchContext, batch: readonly FacilityToSave[]): Promise<Saved[]> =>
  saveBatch(context, FACILITIES, () => planFacilities(context, batch, true));

/** What `saveFacilities` would do, without writing or locking anything. */
export const compareFacilities = async (
  context: Pick<BatchContext, 'em' | 'now'>,
  batch: readonly FacilityToSave[],
): Promise<Compared[]> => compareBatch(FACILITIES, await planFacilities(context, batch, false));

/**
 * Takes back what batches did to facilities, in a transaction: deletes what they created, puts back what they changed. If one of them has
 * changed since, or something refers to one that is to be deleted, nothing at all happens, and the ids of those are answered.
 */
export function unsaveFacilities(
  context: BatchContext,
  saved: readonly Undoable[],
): Promise<{ changedSince: readonly string[] }> {
  return refusingConflicts(FACILITIES, new Map(), async () => {
    const { changedSince } = await takeBack(context, FACILITIES, saved, referencesToFacilities(context.em));
    return { changedSince };
  });
}

async function planFacilities(
  { em, now }: Pick<BatchContext, 'em' | 'now'>,
  batch: readonly FacilityToSave[],
  isToBeWritten: boolean,
): Promise<Plan[]> {
  const ids = batch.flatMap(({ id }) => id ?? []);
  const stored = await readRecords(em, FACILITIES, ids, isToBeWritten ? 'for update' : undefined);
  const places = batch.flatMap(({ fields }) => fields.place ?? []);
  const units = await readRows(em, 'administrative_unit', [...new Set(places)]);
  const ground = { stored, units: new Map(units.map((unit) => [unit.id as string, unit])), now };
  return refuseOpenedGaps(em, refusingTwice(batch.map((given, index) => planFacility(index, given, ground))));
}

interface Ground {
  readonly stored: ReadonlyMap<string, Stored>;
  readonly units: ReadonlyMap<string, Row>;
  readonly now: Date;
}

function planFacility(
  index: number,
  { id, newId, fields, demo }: FacilityToSave,
  { stored, units, now }: Ground,
): Plan {
  const problems = new Problems();
  const found = id === null ? null : (stored.get(id) ?? null);
  if (id !== null && !found) problems.add(['id'], NO_FACILITY, 'NOT_FOUND');
  if (found?.row.merged_into_id) problems.add(['id'], MERGED, 'INVALID_STATE');
  if (found) refuseOtherDemo(demo, found.row.demo as boolean, problems);
  if (id === null && fields.name === undefined) problems.add(['name'], NAMELESS);
  const { place, ...given } = fields;
  const facility = facilityOf(found?.row ?? {});
  putFields(facility, given, now, problems);
  const unit = place ? (units.get(place) ?? null) : null;
  if (place) {
    const known = unit && { name: unit.name as string, code: unit.code as string, validFrom: validFrom(unit) };
    checkPlace(known, dayOf(now), problems);
  }
  if (problems.list.length > 0) return { outcome: 'REFUSED', errors: problems.list };
  const start: Row = found ? { id } : { id: newId ?? uuid(), status: FacilityStatus.DRAFT, demo: demo ?? false };
  const placed = place === undefined ? {} : { place_id: unit?.id ?? null };
  const kept = found ? {} : { producer_unknown: false };
  return { index, stored: found, row: { ...start, ...kept, ...rowOf(facility), ...placed }, parts: {} };
}

const validFrom = (unit: Row): string | null => (unit.valid_from as string | null) ?? null;

/** What people say of a facility. */
const CONTENT = [
  'name',
  'nameEn',
  'nameKey',
  'legalForm',
  'taxCode',
  'vsicCode',
  'vsicVersion',
  'address',
  'latitude',
  'longitude',
  'contactName',
  'phone',
  'email',
  'website',
  'craftVillage',
  'foundedYear',
  'workers',
  'monthlyCapacity',
  'monthlyCapacityUnit',
  'needs',
] as const satisfies readonly (keyof Facility)[];

/** The content of a row as an entity, which the checks of entities read and write. */
function facilityOf(row: Row): Facility {
  const content = CONTENT.map((property) => [property, row[columnOf(property)] ?? (property === 'needs' ? [] : null)]);
  return Object.assign(new Facility(), Object.fromEntries(content));
}

const rowOf = (facility: Facility): Row =>
  Object.fromEntries(CONTENT.map((property) => [columnOf(property), facility[property]]));

/** Beyond the draft, a change may not take away what a submission needs; what was already missing may stay so. */
async function refuseOpenedGaps(em: EntityManager, plans: readonly Plan[]): Promise<Plan[]> {
  const watched = plans.filter(isWanted).filter(({ stored }) => stored && stored.row.status !== FacilityStatus.DRAFT);
  if (watched.length === 0) return [...plans];
  const ids = watched.map(({ row }) => row.id as string);
  const before = await FACILITY_COMPLETENESS.missingAmong(em, ids);
  const rows = watched.map(({ stored, row }) => ({ ...stored!.row, ...row }));
  const after = await FACILITY_COMPLETENESS.missingOf(em, rows);
  return plans.map((plan): Plan => {
    if (!isWanted(plan) || !watched.includes(plan)) return plan;
    const id = plan.row.id as string;
    const opened = after.get(id)!.filter((gap) => !before.get(id)!.includes(gap));
    const errors = FACILITY_COMPLETENESS.errorsOf(opened, 'BAD_INPUT', []);
    return errors.length > 0 ? ({ outcome: 'REFUSED', errors } satisfies Refused) : plan;
  });
}

const NO_FACILITY: Text = {
  vi: 'Không có cơ sở nào mang mã định danh này.',
  en: 'There is no facility with this id.',
};
const MERGED: Text = {
  vi: 'Cơ sở này đã được gộp vào cơ sở khác.',
  en: 'This facility was merged into another.',
};
const NAMELESS: Text = { vi: 'Cơ sở phải có tên.', en: 'A facility must have a name.' };
