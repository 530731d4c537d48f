import sql, { raw } from 'sql-template-tag';
import { registerEnumType } from 'type-graphql';
import { advised, Completeness, empty, needed } from '../platform/completeness.ts';

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

/** What a facility should say before it is submitted, and what it might say besides. */
export const FACILITY_COMPLETENESS = new Completeness<FacilityGap>(raw('facility'), {
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
});

registerEnumType(FacilityGap, {
  name: 'FacilityGap',
  description:
    'Something that the record of a facility lacks. LEGAL_FORM to CONTACT are needed to submit it; the rest is advice.',
  valuesConfig: FACILITY_COMPLETENESS.descriptions,
});
