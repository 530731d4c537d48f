import type { EntityManager } from '@mikro-orm/postgresql';
import sql, { type Sql } from 'sql-template-tag';
import { runSql } from '../platform/database/run-sql.ts';
import { encodeId } from '../platform/graphql/ids.ts';
import type { Problems } from '../platform/input/problems.ts';
import { PRODUCT_PREFIX } from './prefixes.ts';
import type { Product } from './product.entity.ts';
import type { CleanFields } from './product-checks.ts';

/** Notes codes that another product holds, and which. The unique keys of the table settle what happens at the same moment. */
export async function refuseTakenCodes(
  em: EntityManager,
  product: Product,
  fields: CleanFields,
  problems: Problems,
): Promise<void> {
  if (fields.gtin) {
    const holder = await holderOf(em, product, sql`gtin14 = ${fields.gtin.padStart(14, '0')}`);
    if (holder)
      problems.add(
        ['gtin'],
        { vi: `Mã GTIN này thuộc về ${holder}.`, en: `This GTIN belongs to ${holder}.` },
        'DUPLICATE',
      );
  }
  if (fields.externalId) {
    const holder = await holderOf(
      em,
      product,
      sql`facility_id = ${product.facility.id} and external_id = ${fields.externalId}`,
    );
    if (holder) {
      problems.add(
        ['externalId'],
        { vi: `Mã này đã được cơ sở dùng cho ${holder}.`, en: `The facility uses this code for ${holder}.` },
        'DUPLICATE',
      );
    }
  }
}

async function holderOf(em: EntityManager, product: Product, condition: Sql): Promise<string | null> {
  const query = sql`select id, name_vi from product where ${condition} and id <> ${product.id}`;
  const [row] = await runSql<{ id: string; name_vi: string }>(em, query);
  return row ? `"${row.name_vi}" (${encodeId(PRODUCT_PREFIX, row.id)})` : null;
}
