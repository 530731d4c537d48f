import sql, { raw, type Sql } from 'sql-template-tag';
import type { UnitLevel } from '../../places/administrative-unit.entity.ts';
import { fullName, ownDay, PLACE_PREFIX } from '../../places/administrative-unit.read.ts';
import { encloses, rank } from '../../places/place-sql.ts';

/** A unit on the way to a recorded place. */
export interface StoredUnit {
  /** Global id. */
  readonly id: string;
  readonly level: UnitLevel;
  readonly code: string;
  /** With its type: Xã Nhị Long. */
  readonly name: string;
}

const [unit, recorded] = [raw('around'), raw('recorded')];

/** JSON of the units that a recorded place (a key) lies in, or lay in at last, from the province down to itself; null without a place. */
export const placePath = (place: Sql): Sql => sql`(
  select json_agg(
    json_build_object('id', ${`${PLACE_PREFIX}_`}::text || around.id, 'level', around.level, 'code', around.code, 'name', ${fullName(unit)})
    order by ${rank(unit)})
  from administrative_unit recorded join administrative_unit around on ${encloses(unit, sql`recorded.id`, ownDay(recorded, null))}
  where recorded.id = ${place})`;

/** A path as people write it, the smallest unit first: Xã Nhị Long, Tỉnh Vĩnh Long. */
export const placeWords = (path: readonly StoredUnit[] | null): string | null =>
  path === null
    ? null
    : path
        .map(({ name }) => name)
        .reverse()
        .join(', ');
