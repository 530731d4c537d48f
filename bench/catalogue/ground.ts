import { readFileSync } from 'node:fs';
import { parse } from 'csv-parse/sync';
import type { Database } from '../../src/platform/database/database.ts';

/** A commune of today. */
export interface Commune {
  readonly id: string;
  readonly name: string;
  readonly provinceCode: string;
  readonly provinceName: string;
  readonly latitude: number | null;
  readonly longitude: number | null;
}

/** A kind of goods, which is a category with the words that its products are called by. */
export interface Goods {
  readonly categoryId: string;
  readonly nameEn: string;
  readonly group: string;
  /** Id of the category at the top. */
  readonly root: string;
  readonly hsHeading: string | null;
  readonly isFood: boolean;
  readonly share: number;
  readonly packs: string;
  /** Usual retail price of one unit, in đồng. */
  readonly price: number;
  /** Null for what does not spoil. */
  readonly shelfDays: number | null;
  readonly nouns: readonly string[];
  readonly kinds: readonly string[];
  readonly manners: readonly string[];
  readonly attributes: readonly Attribute[];
}

/** A custom attribute that products of a category may carry. */
export interface Attribute {
  readonly id: string;
  readonly type: string;
  readonly required: boolean;
  readonly options: readonly string[];
}

/** Few kinds sell much and most sell little: shares are raised to this power. */
const SKEW = 1.7;

/** Roughly where the centre of a province lies: latitude and longitude by code. */
const CENTRES: Readonly<Record<string, readonly [number, number]>> = {
  '01': [21.03, 105.85], '04': [22.67, 106.26], '08': [21.82, 105.21], '11': [21.39, 103.02], '12': [22.4, 103.46],
  '14': [21.33, 103.91], '15': [21.72, 104.91], '19': [21.59, 105.84], '20': [21.85, 106.76], '22': [20.95, 107.08],
  '24': [21.27, 106.2], '25': [21.32, 105.4], '31': [20.86, 106.68], '33': [20.65, 106.06], '37': [20.25, 105.97],
  '38': [19.81, 105.78], '40': [18.68, 105.68], '42': [18.34, 105.9], '44': [17.47, 106.62], '46': [16.46, 107.59],
  '48': [16.05, 108.2], '51': [15.12, 108.8], '52': [13.78, 109.22], '56': [12.25, 109.19], '66': [12.67, 108.05],
  '68': [11.94, 108.44], '75': [10.95, 106.82], '79': [10.78, 106.7], '80': [10.54, 106.41], '82': [10.36, 106.36],
  '86': [10.25, 105.97], '91': [10.01, 105.08], '92': [10.03, 105.78], '96': [9.18, 105.15],
}; // biome-ignore format: a table

/** The communes that hold today, in the order of their codes. */
export async function readCommunes(db: Database): Promise<Commune[]> {
  const rows = await db.query<{ id: string; name: string; province_code: string; province_name: string }>(`
    select unit.id, unit.name, province.code as province_code, province.name as province_name
    from administrative_unit unit
    join unit_parenthood parenthood on parenthood.unit_id = unit.id and parenthood.valid_until is null
    join administrative_unit province on province.id = parenthood.parent_id
    where unit.level = 'COMMUNE' and unit.valid_until is null
    order by province.code, unit.code`);
  return rows.map(({ id, name, province_code, province_name }) => {
    const [latitude, longitude] = CENTRES[province_code] ?? [null, null];
    return { id, name, provinceCode: province_code, provinceName: province_name, latitude, longitude };
  });
}

interface CategoryRow {
  code: string;
  id: string;
  name_en: string;
  group: string;
  root: string;
  hs_heading: string | null;
  attributes: Attribute[];
}

type GoodsColumn = 'category' | 'share' | 'packs' | 'price' | 'shelf_days' | 'nouns' | 'kinds' | 'manners';

/** The kinds of goods of goods.csv with their categories. */
export async function readGoods(db: Database): Promise<Goods[]> {
  const categories = await db.query<CategoryRow>(`
    select category.code, category.id, category.name_en, category."group", category.path[1] as root, category.hs_heading,
      coalesce(
        (select json_agg(json_build_object('id', definition.id, 'type', definition.type, 'required', definition.required,
           'options', array(select option.id from attribute_option option where option.definition_id = definition.id order by option.position)
         ) order by definition.code)
         from attribute_definition definition where definition.category_id = any (category.path)),
        '[]'
      ) as attributes
    from category`);
  const byCode = new Map(categories.map((category) => [category.code, category]));
  const text = readFileSync(new URL('./goods.csv', import.meta.url), 'utf8');
  return parse<Record<GoodsColumn, string>>(text, { columns: true }).map((row) => {
    const category = byCode.get(row.category);
    if (!category) throw new Error(`goods.csv names the category ${row.category}, which does not exist.`);
    return {
      categoryId: category.id,
      nameEn: category.name_en,
      group: category.group,
      root: category.root,
      hsHeading: category.hs_heading,
      isFood: category.group === 'PROCESSED_FOOD',
      share: Number(row.share) ** SKEW,
      packs: row.packs,
      price: Number(row.price),
      shelfDays: Number(row.shelf_days) || null,
      nouns: row.nouns.split('|'),
      kinds: row.kinds.split('|'),
      manners: row.manners.split('|'),
      attributes: category.attributes,
    };
  });
}
