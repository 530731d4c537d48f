import type { Problems } from '../platform/input/problems.ts';
import { line, required } from '../platform/input/value-checks.ts';
import { canonical, nameKey } from '../platform/text/vietnamese.ts';
import type { AdministrativeUnit } from './administrative-unit.entity.ts';
import { type UnitLevel, UnitType } from './administrative-unit.entity.ts';

/** A unit that comes out of a change; what is null stays as it is in the first unit it comes from. */
export interface UnitResult {
  /** Ids of the units that it is made of, wholly or in part. */
  from: readonly string[];
  code: string | null;
  type: UnitType | null;
  name: string | null;
  nameEn: string | null;
  parent: string | null;
  /** Ids of the units that lie in it from then on; needed only where a unit is divided. */
  children: readonly string[];
}

/** A change of units on a day: renaming, another type or code, a merger, a division, a moved border. */
export interface UnitChange {
  /** First day of the new state. */
  on: string;
  results: readonly UnitResult[];
}

/** What a new unit will be called. */
export interface UnitNaming {
  code: string;
  type: UnitType;
  name: string;
  nameEn: string | null;
}

const TYPES: Record<UnitLevel, readonly UnitType[]> = {
  PROVINCE: [UnitType.MUNICIPALITY, UnitType.PROVINCE],
  DISTRICT: [UnitType.DISTRICT, UnitType.URBAN_DISTRICT, UnitType.CITY, UnitType.TOWN],
  COMMUNE: [UnitType.WARD, UnitType.COMMUNE, UnitType.SPECIAL_ZONE],
};

const CODE_LENGTH: Record<UnitLevel, number> = { PROVINCE: 2, DISTRICT: 3, COMMUNE: 5 };

/** Larger units first: a unit lies in one of a smaller rank. */
export const RANK: Record<UnitLevel, number> = { PROVINCE: 0, DISTRICT: 1, COMMUNE: 2 };

/** Ids that occur in more than one of the results: those units are divided. */
export function dividedUnits({ results }: UnitChange): Set<string> {
  const seen = new Set<string>();
  const divided = new Set<string>();
  for (const { from } of results) {
    for (const id of new Set(from)) (seen.has(id) ? divided : seen).add(id);
  }
  return divided;
}

/** Checks that a unit can end on a day: that it holds the day before, and that nothing later is recorded of it. */
export function checkEnding(unit: AdministrativeUnit, on: string, path: readonly string[], problems: Problems): void {
  if (unit.validUntil !== null) {
    problems.add(
      path,
      {
        vi: `"${unit.name}" (${unit.code}) đã được ghi nhận chấm dứt từ ngày ${unit.validUntil}.`,
        en: `"${unit.name}" (${unit.code}) is already recorded to end on ${unit.validUntil}.`,
      },
      'INVALID_STATE',
    );
  } else if (unit.validFrom !== null && unit.validFrom >= on) {
    problems.add(path, {
      vi: `"${unit.name}" (${unit.code}) chỉ có từ ngày ${unit.validFrom}; ngày thay đổi phải sau đó.`,
      en: `"${unit.name}" (${unit.code}) holds only since ${unit.validFrom}; the change must be later.`,
    });
  }
}

/** Checks code, type and name of a result and fills in what it takes over from the first unit it comes from. */
export function nameResult(
  result: UnitResult,
  first: AdministrativeUnit,
  path: readonly string[],
  problems: Problems,
): UnitNaming {
  const { level } = first;
  const code = result.code?.trim() ?? first.code;
  const type = result.type ?? first.type;
  if (!new RegExp(`^\\d{${CODE_LENGTH[level]}}$`).test(code)) {
    problems.add([...path, 'code'], {
      vi: `Mã của cấp ${level} có ${CODE_LENGTH[level]} chữ số.`,
      en: `A code of level ${level} has ${CODE_LENGTH[level]} digits.`,
    });
  }
  if (!TYPES[level].includes(type)) {
    problems.add([...path, 'type'], {
      vi: `Cấp ${level} không có loại ${type}; chỉ có ${TYPES[level].join(', ')}.`,
      en: `Level ${level} has no type ${type}, only ${TYPES[level].join(', ')}.`,
    });
  }
  const name = result.name === null ? first.name : problems.take([...path, 'name'], required(line(100))(result.name));
  const isRenamed = name !== undefined && nameKey(name) !== first.nameKey;
  const nameEn = result.nameEn === null ? null : problems.take([...path, 'nameEn'], line(100)(result.nameEn));
  return { code, type, name: name ?? first.name, nameEn: nameEn ?? (isRenamed ? null : first.nameEn) };
}

/** Whether a result that comes from one whole unit alone differs from it in anything. */
export function differs(naming: UnitNaming, first: AdministrativeUnit, movesToOtherParent: boolean): boolean {
  const { code, type, name, nameEn } = naming;
  return (
    movesToOtherParent ||
    code !== first.code ||
    type !== first.type ||
    canonical(name) !== canonical(first.name) ||
    nameEn !== first.nameEn
  );
}
