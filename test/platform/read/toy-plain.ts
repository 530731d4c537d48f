import type { PlainResolver, PlainResolvers } from '../../support/plain-execution.ts';
import type { PlainOrder } from '../../support/plain-page.ts';
import { plainCursor, plainPage } from '../../support/plain-page.ts';
import { GoodOrder } from './toy.ts';
import { type BadgeRow, type GoodRow, KEYS, type MakerRow, ROWS } from './toy-rows.ts';

export interface PlainContext {
  role: 'public' | 'operator';
  now: Date;
}

const isOperator = ({ role }: PlainContext) => role === 'operator';

/** The policies of the toy, once more and plainly. */
const sees = {
  maker: (maker: MakerRow, context: PlainContext) => isOperator(context) || !maker.hidden,
  badge: (badge: BadgeRow, context: PlainContext) => isOperator(context) || badge.level < 9,
  good: (good: GoodRow, context: PlainContext): boolean =>
    isOperator(context) || (good.status === 'PUBLISHED' && sees.maker(byId(ROWS.maker, good.maker_id)!, context)),
};

const byId = <Row extends { id: string }>(rows: readonly Row[], id: string | null) => rows.find((row) => row.id === id);
const descending = (a: string | number, b: string | number) => (a < b ? 1 : a > b ? -1 : 0);
const typed = <Row>(__typename: string, row: Row | undefined) => (row ? { __typename, ...row } : null);

const maker = (id: string | null, context: PlainContext) =>
  typed(
    'Maker',
    [byId(ROWS.maker, id)].find((row) => row && sees.maker(row, context)),
  );
const good = (id: string | null, context: PlainContext) =>
  typed(
    'Good',
    [byId(ROWS.good, id)].find((row) => row && sees.good(row, context)),
  );
const badge = (id: string | null, context: PlainContext) =>
  typed(
    'Badge',
    [byId(ROWS.badge, id)].find((row) => row && sees.badge(row, context)),
  );

const goods = (context: PlainContext) => ROWS.good.filter((row) => sees.good(row, context));
const badgesOf = ({ id }: GoodRow, context: PlainContext) =>
  ROWS.badge.filter(
    (row) =>
      sees.badge(row, context) && ROWS.good_badges.some((pair) => pair.good_id === id && pair.badge_id === row.id),
  );
const byKey = <Row extends { id: string }>(rows: readonly Row[]) => rows.toSorted((a, b) => descending(b.id, a.id));

const NAME: PlainOrder<GoodRow> = { value: (row) => row.name };
const NEWEST: PlainOrder<GoodRow> = { value: (row) => row.created_at, descending: true };

const PLAIN_ORDERS: Record<GoodOrder, PlainOrder<GoodRow>[]> = {
  [GoodOrder.NAME]: [NAME],
  [GoodOrder.NEWEST]: [NEWEST],
  [GoodOrder.PRICE_THEN_NEWEST]: [{ value: (row) => row.price, print: String }, NEWEST],
  [GoodOrder.UPDATED]: [{ value: (row) => row.updated_at }],
  [GoodOrder.WEIGHT_DOWN]: [
    { value: (row) => row.weight, descending: true, print: (value) => Number(value).toFixed(3) },
    NAME,
  ],
};

const LEVEL: PlainOrder<BadgeRow>[] = [{ value: (row) => row.level, print: String }];

/** A cursor of a random good in an order, for arguments. */
export const goodCursor = (order: GoodOrder, row: GoodRow) =>
  plainCursor(row, [...PLAIN_ORDERS[order], { value: ({ id }) => id }]);
export const badgeCursor = (row: BadgeRow) => plainCursor(row, [...LEVEL, { value: ({ id }) => id }]);

type PageArgs = Parameters<typeof plainPage>[2] & { order: GoodOrder; minPrice?: number | null };

const goodPage = (rows: readonly GoodRow[], args: PageArgs) =>
  plainPage(
    rows.filter((row) => args.minPrice == null || row.price >= args.minPrice),
    PLAIN_ORDERS[args.order],
    args,
  );

const ID = /^(mkr|god|bdg)_([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/;

const anything: PlainResolver<PlainContext> = (_, { id }: { id: string }, context) => {
  const [, prefix, key] = ID.exec(id) ?? [];
  if (!prefix) return new Error(`"${id}" không phải là mã định danh của API này.`);
  return { mkr: maker, god: good, bdg: badge }[prefix]!(key!, context);
};

export const PLAIN_RESOLVERS: PlainResolvers<PlainContext> = {
  'Maker.id': ({ id }: MakerRow) => `mkr_${id}`,
  'Maker.address': (row: MakerRow) =>
    row.address_street === null ? null : { street: row.address_street, ward: row.address_ward },
  'Maker.point': (row: MakerRow) => (row.latitude === null ? null : row),
  'Maker.goods': ({ id }: MakerRow, _, context) =>
    goods(context)
      .filter((row) => row.maker_id === id)
      .toSorted(
        (a, b) =>
          descending(Buffer.from(a.name).toString('hex'), Buffer.from(b.name).toString('hex')) ||
          descending(b.id, a.id),
      ),
  'Maker.goodPage': ({ id }: MakerRow, args: PageArgs, context) =>
    goodPage(
      goods(context).filter((row) => row.maker_id === id),
      args,
    ),
  'Maker.licence': ({ id }: MakerRow, _, context) =>
    isOperator(context) ? ROWS.licence.find((row) => row.maker_id === id) : null,
  'Licence.maker': ({ maker_id }: { maker_id: string }, _, context) => maker(maker_id, context),
  'Badge.id': ({ id }: BadgeRow) => `bdg_${id}`,
  'Badge.goods': ({ id }: BadgeRow, _, context) =>
    byKey(
      goods(context).filter((row) => ROWS.good_badges.some((pair) => pair.badge_id === id && pair.good_id === row.id)),
    ),
  'Good.id': ({ id }: GoodRow) => `god_${id}`,
  'Good.createdAt': (row: GoodRow) => new Date(row.created_at),
  'Good.updatedAt': (row: GoodRow) => row.updated_at && new Date(row.updated_at),
  'Good.harvests': (row: GoodRow) => row.harvests?.map((instant) => instant && new Date(instant)),
  'Good.maker': (row: GoodRow, _, context) => maker(row.maker_id, context),
  'Good.reseller': (row: GoodRow, _, context) => maker(row.reseller_id, context),
  'Good.origin': (row: GoodRow, _, context) => maker(row.reseller_id, context),
  'Good.variantOf': (row: GoodRow, _, context) => good(row.variant_of_id, context),
  'Good.variants': ({ id }: GoodRow, _, context) => byKey(goods(context).filter((row) => row.variant_of_id === id)),
  'Good.badges': (row: GoodRow, _, context) => byKey(badgesOf(row, context)),
  'Good.shout': (row: GoodRow, { suffix }: { suffix?: string | null }) =>
    row.keywords[0] === undefined ? null : row.keywords[0].toUpperCase() + (suffix ?? '!'),
  'Good.priceFor': (row: GoodRow, { count }: { count: number }) => row.price * count || null,
  'Good.makerKind': (row: GoodRow) => byId(ROWS.maker, row.maker_id)!.kind,
  'Good.asked': (_, __, { now }) => now,
  'Good.topBadge': (row: GoodRow, { minLevel }: { minLevel?: number | null }, context) =>
    badgesOf(row, context).findLast(({ level }) => level >= (minLevel ?? 0)),
  'Good.lowBadge': (row: GoodRow, _, context) => badgesOf(row, context).find(({ level }) => level < 5),
  'Good.cheaper': (row: GoodRow, { count }: { count: number }, context) =>
    goods(context)
      .filter((other) => other.maker_id === row.maker_id && other.price < row.price)
      .toSorted((a, b) => descending(a.price, b.price) || descending(b.id, a.id))
      .slice(0, count),
  'Good.badgePage': (row: GoodRow, args: PageArgs, context) => plainPage(badgesOf(row, context), LEVEL, args),
  'Good.letters': (row: GoodRow, { count }: { count: number }) =>
    Array.from(row.status, (letter, index) => ({ letter, place: index + 1 }))
      .toReversed()
      .slice(0, count),
  'Query.good': (_, { id }: { id: string }, context) => good(id.slice(4), context),
  'Query.mustGood': (_, { id }: { id: string }, context) => good(id.slice(4), context),
  'Query.goodNamed': (_, { name }: { name: string }, context) =>
    byKey(goods(context).filter((row) => row.name === name))[0],
  'Query.goods': (_, args: PageArgs, context) => goodPage(goods(context), args),
  'Query.makers': (_, { limit }: { limit: number }, context) =>
    ROWS.maker
      .filter((row) => sees.maker(row, context))
      .toSorted((a, b) => descending(a.name, b.name) || descending(b.id, a.id))
      .slice(0, limit),
  'Query.lenientMakers': (_, __, context) => byKey(ROWS.maker.filter((row) => sees.maker(row, context))),
  'Query.badges': (_, __, context) =>
    ROWS.badge.filter((row) => sees.badge(row, context)).toSorted((a, b) => descending(a.level, b.level)),
  'Query.named': (_, __, context) => [
    good(KEYS.goods[0]!, context),
    maker(KEYS.makers[0]!, context),
    good(KEYS.goods[1]!, context),
    maker(KEYS.makers[1]!, context),
  ],
  'Query.search': (_, { from }: { from: number }, context) => ({
    edges: [
      good(KEYS.goods[from]!, context),
      maker(KEYS.makers[from]!, context),
      good(KEYS.goods[from + 1]!, context),
      badge(KEYS.badges[from]!, context),
    ].map((node, index) => ({ cursor: `${from + index}`, node, highlights: [`<em>${index}</em>`, '"'] })),
    totalCount: 40,
    kinds: ['company', 'household'],
  }),
  'Query.report': (_, __, context) => ({
    at: context.now,
    rate: 0.25,
    best: good(KEYS.goods[2]!, context),
    worst: good(KEYS.goods[3]!, context),
    makers: [maker(KEYS.makers[0]!, context), null, maker(KEYS.makers[2]!, context)],
    newest: goods(context)
      .toSorted((a, b) => descending(a.created_at, b.created_at) || descending(b.id, a.id))
      .slice(0, 3),
    remark: { __typename: 'Note', text: 'Ghi chú "1"' },
    previous: {
      at: context.now,
      worst: good(KEYS.goods[4]!, context),
      newest: [],
      remark: good(KEYS.goods[5]!, context),
    },
  }),
  'Query.hello': (_, { name }: { name?: string | null }) => `Xin chào ${name ?? 'bạn'}`,
  'Query.matrix': () => [[1, 2], [], [3]],
  'Query.broken': () => new Error('Internal server error.'),
  'Query.overflowing': () => new Error('Internal server error.'),
  'Query.mistaken': () => new Error('Internal server error.'),
  'Query.hasty': () => ({ edges: [new Error('Internal server error.')], total_count: 1, kinds: [] }),
  'Query.refused': () => new Error('Không được'),
  'Query.node': anything,
  'Query.nodes': (_, { ids }: { ids: string[] }, context) => ids.map((id) => anything(null, { id }, context)),
};
