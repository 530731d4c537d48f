import sql, { type Sql } from 'sql-template-tag';
import { Certificate } from '../../certificates/certificate.entity.ts';
import { Facility } from '../../facilities/facility.entity.ts';
import type { Role } from '../../platform/auth/viewer.ts';
import { Product } from '../../products/product.entity.ts';
import { isSetSql } from '../../products/product-conditions.ts';
import { TransferKind } from '../transfer-kind.ts';
import { type ExportReads, isVisible, query } from './policy.ts';

/**
 * Keys of all records of a kind that a role sees, in the order of a file, as of one instant: each record comes once, as it is when its
 * page is read. Sets come after the products that they may consist of.
 */
export async function storedIds(reads: ExportReads, kind: TransferKind): Promise<string[]> {
  const rows = await query<{ id: string }>(reads, IDS[kind](reads.role));
  return rows.map(({ id }) => id);
}

const IDS: Readonly<Record<TransferKind, (role: Role) => Sql>> = {
  [TransferKind.PRODUCTS]: (role) => sql`
    select product.id from product join facility on facility.id = product.facility_id
    where ${isVisible(Product, sql`product`, role)}
    order by ${isSetSql(sql`product`)}, facility.name_key, facility.id,
      product.external_id collate "C", product.name_vi collate "C", product.unit, product.id`,
  [TransferKind.FACILITIES]: (role) => sql`
    select facility.id from facility where ${isVisible(Facility, sql`facility`, role)}
    order by facility.name_key, facility.id`,
  [TransferKind.CERTIFICATES]: (role) => sql`
    select certificate.id from certificate
    left join product on product.id = certificate.product_id
    join facility on facility.id = coalesce(certificate.facility_id, product.facility_id)
    where ${isVisible(Certificate, sql`certificate`, role)}
    order by facility.name_key, facility.id, product.external_id collate "C" nulls first,
      product.name_vi collate "C" nulls first, product.id, certificate.kind, certificate.number, certificate.id`,
};
