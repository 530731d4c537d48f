import sql, { join, raw, type Sql } from 'sql-template-tag';
import { registerEnumType } from 'type-graphql';
import type { Text } from '../platform/errors/user-error.ts';

/** What the record of a facility may still lack. */
export enum FacilityGap {
  LEGAL_FORM = 'LEGAL_FORM',
  TAX_CODE = 'TAX_CODE',
  PLACE = 'PLACE',
  CONTACT = 'CONTACT',
  ADDRESS = 'ADDRESS',
  LOCATION = 'LOCATION',
  CONTACT_NAME = 'CONTACT_NAME',
  VSIC = 'VSIC',
  FOUNDED_YEAR = 'FOUNDED_YEAR',
  WORKERS = 'WORKERS',
  MONTHLY_CAPACITY = 'MONTHLY_CAPACITY',
  BUSINESS_REGISTRATION = 'BUSINESS_REGISTRATION',
}

interface GapRule {
  /** Whether a facility with this gap cannot be submitted; the other gaps are advice. */
  needed: boolean;
  text: Text;
  /** Whether the facility in `row` has the gap. */
  open: (row: Sql) => Sql;
}

const needed = (vi: string, en: string, open: GapRule['open']): GapRule => ({ needed: true, text: { vi, en }, open });
const advised = (vi: string, en: string, open: GapRule['open']): GapRule => ({ needed: false, text: { vi, en }, open });

const empty =
  (column: string) =>
  (row: Sql): Sql =>
    sql`${row}.${raw(column)} is null`;

const RULES: Record<FacilityGap, GapRule> = {
  LEGAL_FORM: needed('Thiếu loại hình pháp lý.', 'The legal form is missing.', empty('legal_form')),
  // A cooperative group is a contract between people: it may exist without a tax code.
  TAX_CODE: needed(
    'Thiếu mã số thuế (trừ tổ hợp tác).',
    'The tax code is missing, which all but cooperative groups have.',
    (row) => sql`${row}.tax_code is null and ${row}.legal_form is distinct from 'COOPERATIVE_GROUP'`,
  ),
  PLACE: needed('Thiếu đơn vị hành chính.', 'The administrative unit is missing.', empty('place_id')),
  CONTACT: needed(
    'Thiếu số điện thoại hoặc email.',
    'There is neither a telephone number nor an email address.',
    (row) => sql`${row}.phone is null and ${row}.email is null`,
  ),
  ADDRESS: advised('Chưa có địa chỉ.', 'The address is not given.', empty('address')),
  LOCATION: advised('Chưa có toạ độ.', 'The coordinates are not given.', empty('latitude')),
  CONTACT_NAME: advised('Chưa có người liên hệ.', 'The person to talk to is not given.', empty('contact_name')),
  VSIC: advised('Chưa có mã ngành VSIC.', 'The VSIC code is not given.', empty('vsic_code')),
  FOUNDED_YEAR: advised('Chưa có năm thành lập.', 'The year founded is not given.', empty('founded_year')),
  WORKERS: advised('Chưa có số lao động.', 'The number of workers is not given.', empty('workers')),
  MONTHLY_CAPACITY: advised(
    'Chưa có công suất tháng.',
    'The monthly capacity is not given.',
    empty('monthly_capacity'),
  ),
  BUSINESS_REGISTRATION: advised(
    'Chưa có giấy đăng ký kinh doanh.',
    'The business registration is not among the documents.',
    (row) =>
      sql`not exists (select from facility_document gap_document where gap_document.facility_id = ${row}.id and gap_document.kind = 'BUSINESS_REGISTRATION')`,
  ),
};

registerEnumType(FacilityGap, {
  name: 'FacilityGap',
  description:
    'Something that the record of a facility lacks. LEGAL_FORM to CONTACT are needed to submit it; the rest is advice.',
  valuesConfig: Object.fromEntries(Object.entries(RULES).map(([gap, { text }]) => [gap, { description: text.en }])),
});

/** The gaps of the facility in `row`, or only those that keep it from being submitted, as text[]. */
export function gapsSql(row: Sql, which: 'all' | 'needed'): Sql {
  const rules = Object.entries(RULES).filter(([, rule]) => which === 'all' || rule.needed);
  const cases = rules.map(([gap, { open }]) => sql`case when ${open(row)} then ${raw(`'${gap}'`)} end`);
  return sql`array_remove(array[${join(cases)}]::text[], null)`;
}

/** How much of what a complete record has is there, in whole percent, rounded down. */
export function percentSql(row: Sql): Sql {
  const total = raw(String(Object.keys(RULES).length));
  return sql`(${total} - cardinality(${gapsSql(row, 'all')})) * 100 / ${total}`;
}

/** What is missing, in words. */
export const gapText = (gap: FacilityGap): Text => RULES[gap].text;
