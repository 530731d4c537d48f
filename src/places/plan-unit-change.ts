import type { Problems } from '../platform/input/problems.ts';
import { AdministrativeUnit, UnitLevel, type UnitParenthood } from './administrative-unit.entity.ts';
import {
  checkEnding,
  differs,
  dividedUnits,
  nameResult,
  RANK,
  type UnitChange,
  type UnitNaming,
  type UnitResult,
} from './unit-change.ts';

/** A result with all it needs. */
export interface Plan {
  readonly result: UnitResult;
  readonly from: readonly AdministrativeUnit[];
  readonly naming: UnitNaming;
  readonly parent: AdministrativeUnit | null;
  readonly unit: AdministrativeUnit;
}

export type Units = ReadonlyMap<string, AdministrativeUnit>;

/** Works out each new unit: what it is called, what it comes from and where it lies. */
export function planResults(
  change: UnitChange,
  units: Units,
  parenthoods: readonly UnitParenthood[],
  problems: Problems,
): Plan[] {
  const divided = dividedUnits(change);
  return change.results.map((result, index) => {
    const path = ['results', String(index)];
    const from = [...new Set(result.from)].map((id) => units.get(id)!);
    const first = from[0]!;
    for (const [place, unit] of from.entries()) {
      checkEnding(unit, change.on, [...path, 'from', String(place)], problems);
      if (unit.level !== first.level) {
        problems.add([...path, 'from', String(place)], {
          vi: 'Các đơn vị phải cùng cấp.',
          en: 'The units must be of one level.',
        });
      }
    }
    const naming = nameResult(result, first, path, problems);
    const current = parenthoods.find(({ unit }) => unit === first)?.parent ?? null;
    const parent = result.parent ? units.get(result.parent)! : current;
    checkParent(first, parent, change.on, [...path, 'parent'], problems);
    if (from.length === 1 && !divided.has(first.id) && !differs(naming, first, parent !== current)) {
      problems.add(path, { vi: 'Không có gì thay đổi.', en: 'Nothing changes.' });
    }
    return { result, from, naming, parent, unit: new AdministrativeUnit() };
  });
}

function checkParent(
  first: AdministrativeUnit,
  parent: AdministrativeUnit | null,
  on: string,
  path: readonly string[],
  problems: Problems,
): void {
  if (first.level === UnitLevel.PROVINCE) {
    if (parent) problems.add(path, { vi: 'Tỉnh không thuộc đơn vị nào.', en: 'A province lies in no other unit.' });
  } else if (!parent) {
    problems.add(path, { vi: 'Cần đơn vị cấp trên.', en: 'The unit that it lies in is needed.' });
  } else if (RANK[parent.level] >= RANK[first.level]) {
    problems.add(path, { vi: 'Đơn vị cấp trên phải ở cấp cao hơn.', en: 'The parent must be of a higher level.' });
  } else if (!parent.holdsOn(on)) {
    problems.add(path, {
      vi: `"${parent.name}" (${parent.code}) không tồn tại vào ngày ${on}.`,
      en: `"${parent.name}" (${parent.code}) does not hold on ${on}.`,
    });
  }
}

/** Changes are recorded in the order of their days: what is recorded later rests on what was before. */
function refuseLaterChanges(on: string, parenthoods: readonly UnitParenthood[], problems: Problems): void {
  for (const { unit, validFrom, validUntil } of parenthoods) {
    const later = validUntil ?? (validFrom !== null && validFrom > on ? validFrom : null);
    if (later === null) continue;
    problems.add(['on'], {
      vi: `"${unit.name}" có thay đổi được ghi nhận từ ngày ${later}; hãy ghi nhận theo thứ tự thời gian.`,
      en: `A change of "${unit.name}" is recorded since ${later}; record changes in the order of their days.`,
    });
    return;
  }
}

/** Where each unit that lies in an ending one goes; of a divided unit that must be said. */
export function planChildren(
  change: UnitChange,
  plans: readonly Plan[],
  parenthoods: readonly UnitParenthood[],
  problems: Problems,
): Map<UnitParenthood, Plan> {
  refuseLaterChanges(change.on, parenthoods, problems);
  const ending = new Set(plans.flatMap(({ from }) => from));
  const divided = dividedUnits(change);
  const destinations = new Map<UnitParenthood, Plan>();
  const unplaced: string[] = [];
  const used = new Set<string>();
  for (const parenthood of parenthoods) {
    const { unit, parent } = parenthood;
    if (!ending.has(parent) || !unit.holdsOn(change.on)) continue;
    const candidates = plans.filter(
      ({ from, result }) => from.includes(parent) && (!divided.has(parent.id) || result.children.includes(unit.id)),
    );
    used.add(unit.id);
    if (candidates.length === 1) destinations.set(parenthood, candidates[0]!);
    else unplaced.push(unit.name);
  }
  if (unplaced.length > 0) {
    const names = unplaced.slice(0, 10).join(', ');
    problems.add(['results'], {
      vi: `Mỗi đơn vị bên trong phải được ghi trong children của đúng một đơn vị mới; còn ${unplaced.length}: ${names}.`,
      en: `Each unit inside must stand in the children of exactly one new unit; ${unplaced.length} do not: ${names}.`,
    });
  }
  change.results.forEach(({ children }, index) => {
    children.forEach((id, place) => {
      if (!used.has(id)) problems.add(['results', String(index), 'children', String(place)], NO_CHILD);
    });
  });
  return destinations;
}

const NO_CHILD = {
  vi: 'Đơn vị này không nằm trong đơn vị nào đang thay đổi.',
  en: 'This unit lies in none of the changing units.',
};
