import sql, { raw, type Sql } from 'sql-template-tag';
import { readField } from '../platform/graphql/read-field.ts';
import { connection, sqlField, toMany, toOne } from '../platform/read/fields.ts';
import { readType } from '../platform/read/read-type.ts';
import { AdministrativeUnit, type UnitType } from './administrative-unit.entity.ts';
import { AdministrativeUnitConnection, AsOfArgs, ChildrenArgs, OwnDayArgs } from './administrative-unit.inputs.ts';
import { during, encloses, holds, rank, today } from './place-sql.ts';

export const PLACE_PREFIX = 'plc';

/** Words that stand before a name, by type. */
const TYPE_WORD: Record<UnitType, string> = {
  MUNICIPALITY: 'Thành phố',
  PROVINCE: 'Tỉnh',
  DISTRICT: 'Huyện',
  URBAN_DISTRICT: 'Quận',
  CITY: 'Thành phố',
  TOWN: 'Thị xã',
  WARD: 'Phường',
  COMMUNE: 'Xã',
  SPECIAL_ZONE: 'Đặc khu',
};

const typeWord = (row: Sql): Sql =>
  sql`case ${row}.type ${raw(
    Object.entries(TYPE_WORD)
      .map(([type, word]) => `when '${type}' then '${word} '`)
      .join(' '),
  )} end`;

/** Type and name of a unit. A number is no name: "Quận 1" has its type in it. */
export const fullName = (row: Sql): Sql =>
  sql`case when starts_with(${row}.name, 'Quận ') then '' else ${typeWord(row)} end || ${row}.name`;

const day = (asOf: string | null | undefined): Sql => (asOf ? sql`${asOf}::date` : today);

/** The day asked for; else today or, of a unit that does not hold today, the nearest day on which it does. */
export const ownDay = (row: Sql, asOf: string | null | undefined): Sql =>
  asOf
    ? sql`${asOf}::date`
    : sql`case when ${row}.valid_until <= ${today} then ${row}.valid_until - 1 else greatest(${today}, ${row}.valid_from) end`;

const parenthood = (select: string, of: string, row: Sql, on: Sql): Sql =>
  sql`(select h.${raw(select)} from unit_parenthood h
    where h.${raw(of)} = ${row}.id and ${during(raw('h.valid_from'), raw('h.valid_until'), on)})`;

readField(AdministrativeUnit, 'fullName', () => String, {
  description: 'Type and name in Vietnamese: Huyện Cầu Kè, Thành phố Hồ Chí Minh.',
});
readField(AdministrativeUnit, 'holds', () => Boolean, {
  description: 'Whether it holds on a day.',
  args: AsOfArgs,
});
readField(AdministrativeUnit, 'parent', () => AdministrativeUnit, {
  nullable: true,
  description: 'The unit that it lies in directly on a day; null for provinces.',
  args: OwnDayArgs,
});
readField(AdministrativeUnit, 'path', () => [AdministrativeUnit], {
  description: 'The units that all of it lies in on a day, from the province down to itself; at most 3.',
  args: OwnDayArgs,
});
readField(AdministrativeUnit, 'children', () => AdministrativeUnitConnection, {
  description: 'The units that lie in it directly on a day, by code.',
  args: ChildrenArgs,
});
readField(AdministrativeUnit, 'liesIn', () => AdministrativeUnit, {
  nullable: true,
  description:
    'The smallest unit that holds on a day and is known to contain all of this one: itself while it holds; for an old province the one that it went into; for an old district the one that its province went into; null when that is not known.',
  args: AsOfArgs,
});
readField(AdministrativeUnit, 'successors', () => [AdministrativeUnit], {
  description: 'Units that it went into, wholly or in part, when it ended; few by nature.',
});
readField(AdministrativeUnit, 'predecessors', () => [AdministrativeUnit], {
  description: 'Units that it came from, wholly or in part; few by nature.',
});
readField(AdministrativeUnit, 'today', () => [AdministrativeUnit], {
  description:
    'What became of it: the units that hold today to which its successions lead; itself while it holds; empty for the districts, which had no successors.',
});

/** Administrative units are a public register. */
export const administrativeUnitRead = readType(AdministrativeUnit, {
  prefix: PLACE_PREFIX,
  visible: () => raw('true'),
  fields: {
    fullName: sqlField(fullName),
    holds: sqlField<AsOfArgs>((row, { asOf }) => holds(row, day(asOf))),
    parent: toOne<AsOfArgs>(AdministrativeUnit, (target, row, { asOf }) => ({
      where: sql`${target}.id in ${parenthood('parent_id', 'unit_id', row, ownDay(row, asOf))}`,
    })),
    path: toMany<AsOfArgs>(AdministrativeUnit, (target, row, { asOf }) => ({
      where: encloses(target, sql`${row}.id`, ownDay(row, asOf)),
      orderBy: rank(target),
    })),
    children: connection<AsOfArgs>(AdministrativeUnit, (target, row, { asOf }) => {
      const on = ownDay(row, asOf);
      return {
        where: sql`${target}.id in ${parenthood('unit_id', 'parent_id', row, on)} and ${holds(target, on)}`,
        orderBy: [{ expr: (unit) => sql`${unit}.code`, type: 'text' }],
      };
    }),
    liesIn: toOne<AsOfArgs>(AdministrativeUnit, (target, row, { asOf }) => ({
      where: encloses(target, sql`${row}.id`, day(asOf)),
      orderBy: sql`${rank(target)} desc`,
    })),
    successors: toMany(AdministrativeUnit, (target, row) => ({
      where: sql`${target}.id in (select s.successor_id from unit_succession s where s.predecessor_id = ${row}.id)`,
      orderBy: sql`${target}.valid_from, ${target}.code`,
    })),
    predecessors: toMany(AdministrativeUnit, (target, row) => ({
      where: sql`${target}.id in (select s.predecessor_id from unit_succession s where s.successor_id = ${row}.id)`,
      orderBy: sql`${target}.valid_from, ${target}.code`,
    })),
    today: toMany(AdministrativeUnit, (target, row) => ({
      // An array, since PostgreSQL takes a recursive sub-select for so many rows that it reads the whole table.
      where: sql`${target}.id = any(array(
        with recursive onward (id) as (
          select ${row}.id
          union
          select s.successor_id from unit_succession s join onward on onward.id = s.predecessor_id
        )
        select id from onward
      )) and ${holds(target, today)}`,
      orderBy: sql`${target}.code`,
    })),
  },
});
