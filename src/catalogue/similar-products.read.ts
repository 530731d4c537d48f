import sql, { raw, type Sql } from 'sql-template-tag';
import { ArgsType, Field, Int } from 'type-graphql';
import { UserError } from '../platform/errors/user-error.ts';
import { readField } from '../platform/graphql/read-field.ts';
import { nowBind } from '../platform/read/bind.ts';
import { toMany } from '../platform/read/fields.ts';
import { extendReadType } from '../platform/read/read-type.ts';
import { valueAt } from '../platform/search/postgres/encodings.ts';
import { stepAt } from '../products/price-sql.ts';
import { Product } from '../products/product.entity.ts';
import { PriceAudience } from '../products/product-parts.entity.ts';

const MAX_SIMILAR = 20;

/** What looking for them costs, beside the fields that are selected of them. */
const COST = 20;

@ArgsType()
class SimilarArgs {
  @Field(() => Int, { defaultValue: 6, description: `How many at most, 1 to ${MAX_SIMILAR}.` })
  first!: number;
}

readField(Product, 'similar', () => [Product], {
  description:
    'Public products like it, the most alike first: of its category or those beside it, with words of its name, from its province, at a like price. Invented ones are like invented ones only.',
  args: SimilarArgs,
  cost: COST,
});

/** What likeness is made of, in points; the name counts by the share of its words that the other has. */
const IN_NAME = 4;
const SAME_CATEGORY = 3;
const SAME_PROVINCE = 1;
/** Halved where one price is twice the other, none from four times on; only what is sold in the same unit is compared. */
const LIKE_PRICE = 1;

/** Words of a name that count, and how many of the rarest it is looked for by. */
const WORDS = 12;
const RARE = 4;

/** What a word of the name counts that the maker's name has, too: its other products are not all alike. */
const BRAND = 1 / 3;

/** Products of the category that tell what is usual in it. */
const SAMPLE = 200;

/** Most products that are found by those, and most whose prices are compared. */
const FOUND = 200;
const RANKED = 60;

/**
 * The ids of products like the one in `row`, with their `points` but for the price, and its own `price`. A word of its name weighs the
 * more the fewer products of its category have it: "đặc sản" says nothing where all are. Since a category may hold thousands, only a
 * sample of it is compared, and what two of the four rarest words find in it or beside it, through the index of the search. Where the
 * category has few products, some of those beside it fill the list. Some 6 ms at 100,000 products, whatever the category's size.
 */
const alike = (row: Sql): Sql => sql`
  with maker as materialized (
    select ' ' || search_marks(facility.name) || ' ' as name from facility where facility.id = ${row}.facility_id
  ),
  said as materialized (
    select distinct word, case when ${has('maker', 'first')} then ${BRAND}::float8 else 1 end as part
    from maker cross join (select unnest(string_to_array(search_marks(${row}.name_vi), ' ')) as word limit ${WORDS}) first
  ),
  own as materialized (
    select ${provinceOf(sql`d`)} as province from search_document d where d.id = ${row}.id
  ),
  usual as materialized (
    select ${COLUMNS} from search_document d where d.category = ${row}.category_id and ${isComparable(row)} limit ${SAMPLE}
  ),
  weighed as materialized (
    select said.word, said.part * ln((1 + count(usual.id))::float8 / (0.5 + count(usual.id) filter (where ${has('usual', 'said')}))) as weight
    from said left join usual on true group by said.word, said.part
  ),
  rare as materialized (
    select word, '''=' || word || '''' as term from weighed order by weight desc, word limit ${RARE}
  ),
  around as materialized (
    select '@' || right(coalesce(parent_id, id)::text, 12) as node, (select least(2, count(*)) from rare) as words
    from category where category.id = ${row}.category_id
  ),
  pool as materialized (
    select * from usual
    union
    (
      select ${COLUMNS} from search_document d
      where d.terms @@ (select node::tsquery from around) and ${isComparable(row)}
      limit greatest(0, ${RANKED} - (select count(*) from usual))
    )
    union
    (
      select ${COLUMNS} from search_document d
      cross join lateral (select count(*) as words from rare where strpos(d.name_marks, ' ' || rare.word || ' ') > 0) shared
      where d.terms @@ (
        select node || '&(' || coalesce(string_agg(a.term || '&' || b.term, '|'), min(a.term)) || ')'
        from around, rare a left join rare b on a.term < b.term group by node
      )::tsquery and ${isComparable(row)} and shared.words >= (select words from around)
      order by shared.words desc, d.id limit ${FOUND}
    )
  )
  select pool.id, (select amount from product_price price where ${priceOf(row).where} order by ${priceOf(row).orderBy} limit 1) as price,
    ${IN_NAME}::int * coalesce(common.weight / nullif((select sum(weight) from weighed), 0), 0)
      + ${SAME_CATEGORY}::int * (pool.category = ${row}.category_id)::int
      + ${SAME_PROVINCE}::int * (pool.province is not distinct from own.province and own.province is not null)::int as points
  from pool left join own on true
  cross join lateral (select sum(weighed.weight) as weight from weighed where ${has('pool', 'weighed')}) common
  order by points desc, pool.id limit ${RANKED}`;

const COLUMNS = sql`d.id, d.category, split_part(d.name_marks, '|', 2) as name, ${provinceOf(sql`d`)} as province`;

/** Whether a document `d` may be like the product in `row` at all. */
const isComparable = (row: Sql): Sql =>
  sql`d.kind = 'product' and d.visible_from <= ${nowBind} and d.demo = ${row}.demo and d.id <> ${row}.id`;

function provinceOf(document: Sql): Sql {
  return valueAt(sql`${document}.province_since`, sql`${document}.province_states`, sql`${nowBind}::timestamptz`);
}

/** Whether the name in one row has the word in another. */
const has = (named: string, worded: string): Sql =>
  sql`strpos(${raw(named)}.name, ' ' || ${raw(worded)}.word || ' ') > 0`;

/** The step of a product's ladder at the least that can be ordered of it. */
const priceOf = (product: Sql): { where: Sql; orderBy: Sql } =>
  stepAt(sql`price`, sql`${product}.id`, PriceAudience.WHOLESALE, sql`coalesce(${product}.minimum_order_quantity, 1)`);

/** Points for a price like that of `row`. */
const likePrice = (target: Sql, row: Sql): Sql => sql`
  case when ${target}.unit = ${row}.unit then ${LIKE_PRICE}::int * coalesce((
    select greatest(0, 1 - abs(ln(price.amount::float8 / nullif(alike.price, 0))) / ln(4.0::float8))
    from product_price price where ${priceOf(target).where} and price.amount > 0 order by ${priceOf(target).orderBy} limit 1
  ), 0) else 0 end`;

export const similarProducts = extendReadType(Product, {
  similar: toMany<SimilarArgs>(Product, (target, row, { first }) => {
    if (first < 1 || first > MAX_SIMILAR) throw badFirst();
    return {
      join: sql`join (${alike(row)}) alike on alike.id = ${target}.id`,
      orderBy: sql`alike.points + ${likePrice(target, row)} desc, ${target}.id`,
      limit: first,
    };
  }),
});

const badFirst = (): UserError =>
  new UserError('BAD_INPUT', ['first'], {
    vi: `first phải từ 1 đến ${MAX_SIMILAR}.`,
    en: `first must be from 1 to ${MAX_SIMILAR}.`,
  });
