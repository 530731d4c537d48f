import sql, { type Sql } from 'sql-template-tag';
import { nowBind } from '../../../src/platform/read/bind.ts';
import { connection, embedded, sqlField, toMany, toOne, valueList } from '../../../src/platform/read/fields.ts';
import type { Order } from '../../../src/platform/read/order.ts';
import { exists, type ReadViewer } from '../../../src/platform/read/policy.ts';
import { extendReadType, readType } from '../../../src/platform/read/read-type.ts';
import {
  Badge,
  type CountArgs,
  Good,
  GoodOrder,
  type GoodPageArgs,
  type LevelArgs,
  Licence,
  Maker,
  type ShoutArgs,
} from './toy.ts';
import { KEYS } from './toy-rows.ts';

const isOperator = (viewer: ReadViewer) => viewer.role === 'operator';

/** Text is ordered by code points, as JavaScript can do it too. */
const name: Order = { expr: (row) => sql`${row}.name collate "C"`, type: 'text' };
const newest: Order = { expr: (row) => sql`${row}.created_at`, direction: 'DESC', type: 'timestamptz' };

export const GOOD_ORDERS: Record<GoodOrder, readonly Order[]> = {
  [GoodOrder.NAME]: [name],
  [GoodOrder.NEWEST]: [newest],
  [GoodOrder.PRICE_THEN_NEWEST]: [{ expr: (row) => sql`${row}.price`, type: 'bigint' }, newest],
  [GoodOrder.UPDATED]: [{ expr: (row) => sql`${row}.updated_at`, type: 'timestamptz', nullable: true }],
  [GoodOrder.WEIGHT_DOWN]: [
    { expr: (row) => sql`${row}.weight`, direction: 'DESC', type: 'numeric', nullable: true },
    name,
  ],
};

/** Goods on one page: as a connection of a maker, and of the root. */
export const goodsFrom = (row: Sql, minPrice: number | null | undefined): Sql | undefined =>
  minPrice == null ? undefined : sql`${row}.price >= ${minPrice}::bigint`;

const makerRead = readType(Maker, {
  prefix: 'mkr',
  visible: (row, viewer) => (isOperator(viewer) ? sql`true` : sql`not ${row}.hidden`),
  fields: {
    point: embedded(
      { latitude: sqlField((row) => sql`${row}.latitude`), longitude: sqlField((row) => sql`${row}.longitude`) },
      (row) => sql`${row}.latitude is not null`,
    ),
  },
});

/** As another feature would add it. */
const makerGoodPage = extendReadType(Maker, {
  goodPage: connection<GoodPageArgs>(Good, (target, row, { order, minPrice }) => {
    const cheapest = goodsFrom(target, minPrice);
    const own = sql`${target}.maker_id = ${row}.id`;
    return { where: cheapest ? sql`${own} and ${cheapest}` : own, orderBy: GOOD_ORDERS[order] };
  }),
});

const licenceRead = readType(Licence, { visible: (_, viewer) => (isOperator(viewer) ? sql`true` : sql`false`) });

const badgeRead = readType(Badge, {
  prefix: 'bdg',
  // As if one badge had been merged into another.
  canonicalId: (id) => sql`case when ${id} = ${KEYS.mergedBadge}::uuid then ${KEYS.badges[0]}::uuid else ${id} end`,
  visible: (row, viewer) => (isOperator(viewer) ? sql`true` : sql`${row}.level < 9`),
});

const goodRead = readType(Good, {
  prefix: 'god',
  // What is published, of a maker that is seen.
  visible: (row, viewer) =>
    isOperator(viewer)
      ? sql`true`
      : sql`${row}.status = 'PUBLISHED' and ${exists(Maker, viewer, (maker) => sql`${maker}.id = ${row}.maker_id`)}`,
  fields: {
    shout: sqlField<ShoutArgs>((row, { suffix }) => sql`upper(${row}.keywords[1]) || ${suffix ?? '!'}`),
    priceFor: sqlField<CountArgs>((row, { count }) => sql`nullif(${row}.price * ${count}, 0)`),
    makerKind: sqlField((row) => sql`(select m.kind from maker m where m.id = ${row}.maker_id)`),
    asked: sqlField(() => sql`${nowBind}`),
    topBadge: toOne<LevelArgs>(Badge, (badge, row, { minLevel }) => ({
      join: sql`join good_badges gb on gb.badge_id = ${badge}.id`,
      where:
        minLevel == null ? sql`gb.good_id = ${row}.id` : sql`gb.good_id = ${row}.id and ${badge}.level >= ${minLevel}`,
      orderBy: sql`${badge}.level desc, ${badge}.id`,
    })),
    lowBadge: toOne(Badge, (badge, row) => ({
      join: sql`join good_badges gb on gb.badge_id = ${badge}.id`,
      where: sql`gb.good_id = ${row}.id and ${badge}.level < 5`,
      orderBy: sql`${badge}.level, ${badge}.id`,
    })),
    origin: toOne(Maker, (maker, row) => ({ where: sql`${maker}.id = ${row}.reseller_id` })),
    cheaper: toMany<CountArgs>(Good, (other, row, { count }) => ({
      where: sql`${other}.maker_id = ${row}.maker_id and ${other}.price < ${row}.price`,
      orderBy: sql`${other}.price desc, ${other}.id`,
      limit: count,
    })),
    badgePage: connection(Badge, (badge, row) => ({
      join: sql`join good_badges gb on gb.badge_id = ${badge}.id`,
      where: sql`gb.good_id = ${row}.id`,
      orderBy: [{ expr: (badge) => sql`${badge}.level`, type: 'int' }],
    })),
    letters: valueList<CountArgs>(
      (row) =>
        sql`(select upper(letter) as letter, place::int from regexp_split_to_table(${row}.status, '') with ordinality s(letter, place))`,
      { letter: sqlField((row) => sql`${row}.letter`), place: sqlField((row) => sql`${row}.place`) },
      (letter, _, { count }) => ({ orderBy: sql`${letter}.place desc`, limit: count }),
    ),
  },
});

export const TOY_READS = [makerRead, makerGoodPage, licenceRead, badgeRead, goodRead];
