import './category.fields.ts';
import sql, { raw } from 'sql-template-tag';
import { connection, toMany } from '../platform/read/fields.ts';
import { readType } from '../platform/read/read-type.ts';
import { AttributeDefinition, AttributeOption, Category } from './category.entity.ts';
import { localised } from './localised.ts';
import { CATEGORY_PREFIX } from './prefixes.ts';
import { Product } from './product.entity.ts';
import { liesUnder, orderOf, type ProductListArgs, productFilterSql } from './product-conditions.ts';

/** The category tree is public. */
export const categoryRead = readType(Category, {
  prefix: CATEGORY_PREFIX,
  visible: () => raw('true'),
  fields: {
    name: localised('name'),
    path: toMany(Category, (target, row) => ({
      where: sql`${target}.id = any(${row}.path)`,
      orderBy: sql`cardinality(${target}.path)`,
    })),
    attributes: toMany(AttributeDefinition, (target, row) => ({
      where: sql`${target}.category_id = any(${row}.path)`,
      orderBy: sql`array_position(${row}.path, ${target}.category_id), ${target}.position, ${target}.code`,
    })),
    products: connection<ProductListArgs>(Product, (target, row, { filter, orderBy }, viewer) => ({
      where: sql`${liesUnder(target, sql`${row}.id`)} and ${productFilterSql(target, filter)}`,
      orderBy: orderOf(orderBy, viewer),
    })),
  },
});

/** What a category asks of its products is public, as the category is. */
export const attributeDefinitionRead = readType(AttributeDefinition, {
  visible: () => raw('true'),
  fields: { name: localised('name') },
});

export const attributeOptionRead = readType(AttributeOption, {
  visible: () => raw('true'),
  fields: { name: localised('name') },
});
