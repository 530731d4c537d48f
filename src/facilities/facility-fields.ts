import { z } from 'zod';
import type { Text } from '../platform/errors/user-error.ts';
import type { Problems } from '../platform/input/problems.ts';
import {
  type Check,
  httpUrl,
  line,
  listOf,
  nullable,
  positiveQuantity,
  required,
  wholeWithin,
} from '../platform/input/value-checks.ts';
import { accepted, type Parsed, refused } from '../platform/standards/parsed.ts';
import { parseTaxCode } from '../platform/standards/tax-code.ts';
import { parseUnit } from '../platform/standards/units.ts';
import { parseVsicCode } from '../platform/standards/vsic.ts';
import { dayOf } from '../platform/time/vietnam-day.ts';
import { type Facility, FacilityNeed, type LegalForm, VsicVersion } from './facility.entity.ts';
import { facilityNameKey, legalFormOfName } from './facility-name.ts';
import { type GeoPoint, pointInVietNam } from './geo-point.ts';
import { parsePhone } from './phone.ts';

/** What a facility is described by, its place aside. */
interface FacilityFields {
  name: string;
  nameEn: string | null;
  legalForm: LegalForm | null;
  taxCode: string | null;
  vsicCode: string | null;
  vsicVersion: VsicVersion | null;
  address: string | null;
  location: GeoPoint | null;
  contactName: string | null;
  phone: string | null;
  email: string | null;
  website: string | null;
  craftVillage: string | null;
  foundedYear: number | null;
  workers: number | null;
  monthlyCapacity: number | null;
  monthlyCapacityUnit: string | null;
  needs: FacilityNeed[];
}

/** Fields as they are given: undefined is not given, null is empty. */
export type GivenFields = {
  [Name in keyof FacilityFields]?: (Name extends 'website' ? string | URL : FacilityFields[Name]) | null;
};

const MAX_WORKERS = 100_000;

const email: Check<string> = (value) => {
  const text = value.trim();
  const cut = text.lastIndexOf('@');
  if (text.length <= 254 && z.email().safeParse(text).success) {
    return accepted(text.slice(0, cut) + text.slice(cut).toLowerCase());
  }
  return refused('Địa chỉ email không hợp lệ.', 'This is not an email address.');
};

const httpsUrl: Check<string | URL> = (value) => {
  const parsed = httpUrl(value);
  if (!parsed.ok || String(parsed.value).startsWith('https:')) return parsed;
  return refused('Trang web phải bắt đầu bằng https://.', 'The website must begin with https://.');
};

const unit: Check<string> = (value) => {
  const parsed = parseUnit(value);
  return parsed.ok ? accepted(parsed.value.code) : parsed;
};

/** Needs in the order of the enum, each once, as they are stored. */
export const needsInOrder = (needs: readonly string[]): FacilityNeed[] =>
  Object.values(FacilityNeed).filter((need) => needs.includes(need));

const needs: Check<readonly FacilityNeed[], FacilityNeed[]> = (value) => {
  const parsed = listOf<FacilityNeed, FacilityNeed>(accepted, 50)(value);
  return parsed.ok ? accepted(needsInOrder(parsed.value)) : parsed;
};

/** Checks of single fields; those that depend on others come in {@link checkTogether}. */
const CHECKS: { [Name in keyof FacilityFields]: Check<NonNullable<GivenFields[Name]> | null, unknown> } = {
  name: required(line(200)),
  nameEn: nullable(line(200)),
  legalForm: accepted,
  taxCode: nullable(line(30)),
  vsicCode: nullable(line(10)),
  vsicVersion: accepted,
  address: nullable(line(300)),
  location: nullable(pointInVietNam),
  contactName: nullable(line(100)),
  phone: nullable(parsePhone),
  email: nullable(email),
  website: nullable(httpsUrl),
  craftVillage: nullable(line(200)),
  foundedYear: accepted,
  workers: nullable(wholeWithin(0, MAX_WORKERS)),
  monthlyCapacity: nullable(positiveQuantity),
  monthlyCapacityUnit: nullable(unit),
  needs: required(needs),
};

const NAMES = Object.keys(CHECKS) as (keyof FacilityFields)[];

/**
 * Checks the fields that are given and puts them into a facility as they are stored: names in canonical spelling,
 * codes and telephone in their normal form. Fields that are not given stay as they are.
 */
export function putFields(facility: Facility, given: GivenFields, now: Date, problems: Problems): void {
  const clean: Partial<Record<keyof FacilityFields, unknown>> = {};
  for (const name of NAMES) {
    const value = given[name];
    if (value === undefined) continue;
    const taken = problems.take([name], (CHECKS[name] as Check<unknown>)(value));
    if (taken !== undefined) clean[name] = taken;
  }
  const { location, ...columns } = clean;
  Object.assign(facility, columns);
  if (location !== undefined) {
    const point = location as GeoPoint | null;
    facility.latitude = point?.latitude ?? null;
    facility.longitude = point?.longitude ?? null;
  }
  if (clean.name !== undefined) facility.nameKey = facilityNameKey(facility.name);
  checkTogether(facility, given, now, problems);
}

/** Checks fields by one another, whichever of them was given. */
function checkTogether(facility: Facility, given: GivenFields, now: Date, problems: Problems): void {
  const has = (...names: (keyof FacilityFields)[]) => names.some((name) => given[name] !== undefined);
  if (has('taxCode', 'legalForm')) {
    // A new facility may lack its name, which is told elsewhere.
    const legalForm = facility.legalForm ?? legalFormOfName(facility.name ?? '');
    facility.taxCode = take(facility.taxCode, 'taxCode', problems, (text) => {
      const parsed = parseTaxCode(text, { legalForm, asOf: now });
      return parsed.ok ? accepted(parsed.value.value) : parsed;
    });
  }
  if (has('vsicCode', 'vsicVersion')) {
    refuseHalf(facility, 'vsicCode', 'vsicVersion', HALF_A_VSIC, problems);
    facility.vsicCode = take(facility.vsicCode, 'vsicCode', problems, (text) => {
      const parsed = parseVsicCode(text, facility.vsicVersion === VsicVersion.VSIC_2018 ? '2018' : '2025');
      return parsed.ok ? accepted(parsed.value.value) : parsed;
    });
  }
  if (has('monthlyCapacity', 'monthlyCapacityUnit')) {
    refuseHalf(facility, 'monthlyCapacity', 'monthlyCapacityUnit', HALF_A_CAPACITY, problems);
  }
  if (has('foundedYear') && facility.foundedYear !== null) {
    problems.take(['foundedYear'], wholeWithin(1800, Number(dayOf(now).slice(0, 4)))(facility.foundedYear));
  }
}

function take(
  value: string | null,
  name: keyof FacilityFields,
  problems: Problems,
  parse: (text: string) => Parsed<string>,
): string | null {
  return value === null ? null : (problems.take([name], parse(value)) ?? value);
}

/** Two fields that mean nothing without each other. */
function refuseHalf(
  facility: Facility,
  one: keyof Facility & keyof FacilityFields,
  other: keyof Facility & keyof FacilityFields,
  text: Text,
  problems: Problems,
): void {
  if ((facility[one] === null) === (facility[other] === null) || problems.has([one]) || problems.has([other])) return;
  const missing = facility[one] === null ? one : other;
  problems.add([missing], text);
}

const HALF_A_VSIC: Text = {
  vi: 'Cần có cả mã ngành (VSIC) và phiên bản của nó.',
  en: 'A VSIC code and its edition are needed together.',
};
const HALF_A_CAPACITY: Text = {
  vi: 'Cần có cả sản lượng tháng và đơn vị tính của nó, ví dụ 500 kg.',
  en: 'A monthly capacity and its unit are needed together, such as 500 kg.',
};
