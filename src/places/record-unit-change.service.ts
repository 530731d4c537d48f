import { LockMode } from '@mikro-orm/core';
import type { EntityManager } from '@mikro-orm/postgresql';
import { requireOperator } from '../platform/auth/viewer.ts';
import { write } from '../platform/database/write.ts';
import { Problems } from '../platform/input/problems.ts';
import { AdministrativeUnit, UnitParenthood, UnitSuccession } from './administrative-unit.entity.ts';
import { rebuildContainment } from './containment.ts';
import { type Plan, planChildren, planResults, type Units } from './plan-unit-change.ts';
import { dividedUnits, type UnitChange } from './unit-change.ts';

const MAX_RESULTS = 100;

/**
 * Records that units end and what comes out of them: closes their rows, opens the new ones, moves what lies in them,
 * writes the successions and derives anew which unit lies in which. Answers the new units.
 * @throws UserError(s) UNAUTHENTICATED, NOT_FOUND, BAD_INPUT, INVALID_STATE, DUPLICATE, LIMIT_EXCEEDED
 */
export const recordUnitChange = write(async ({ em, viewer }, change: UnitChange): Promise<AdministrativeUnit[]> => {
  requireOperator(viewer);
  // One change at a time: what lies in which is derived from all units.
  await em.execute('lock table unit_containment in share row exclusive mode');
  const problems = new Problems();
  const units = await loadUnits(em, change, problems);
  const parenthoods = await loadParenthoods(em, change, units);
  const plans = planResults(change, units, parenthoods, problems);
  problems.refuseAny();
  await refuseTakenCodes(em, change, plans, problems);
  const destinations = planChildren(change, plans, parenthoods, problems);
  problems.refuseAny();

  for (const plan of plans) open(em, plan, change);
  endUnits(em, change, plans, parenthoods);
  for (const [parenthood, { unit }] of destinations) {
    close(em, parenthood, change.on);
    em.persist(parenthoodOf(parenthood.unit, unit, change.on));
  }
  await em.flush();
  await rebuildContainment(em);
  return plans.map(({ unit }) => unit);
});

/** Loads and locks every unit that the change names. */
async function loadUnits(em: EntityManager, { results }: UnitChange, problems: Problems): Promise<Units> {
  if (results.length < 1 || results.length > MAX_RESULTS) {
    problems.add(
      ['results'],
      { vi: `Cần từ 1 đến ${MAX_RESULTS} đơn vị.`, en: `Between 1 and ${MAX_RESULTS} units are needed.` },
      'LIMIT_EXCEEDED',
    );
    problems.refuseAny();
  }
  const named = results.flatMap(({ from, parent }, index) => [
    ...from.map((id, place) => ({ id, path: ['results', String(index), 'from', String(place)] })),
    ...(parent ? [{ id: parent, path: ['results', String(index), 'parent'] }] : []),
  ]);
  const found = await em.find(
    AdministrativeUnit,
    { id: { $in: [...new Set(named.map(({ id }) => id))] } },
    { orderBy: { id: 'asc' }, lockMode: LockMode.PESSIMISTIC_WRITE },
  );
  const units = new Map(found.map((unit) => [unit.id, unit]));
  for (const { id, path } of named) {
    if (!units.has(id)) problems.add(path, NO_UNIT, 'NOT_FOUND');
  }
  results.forEach(({ from }, index) => {
    if (from.length === 0) {
      problems.add(['results', String(index), 'from'], {
        vi: 'Cần ít nhất một đơn vị mà đơn vị mới hình thành từ đó.',
        en: 'At least one unit is needed that the new one comes from.',
      });
    }
  });
  problems.refuseAny();
  return units;
}

const NO_UNIT = { vi: 'Không có đơn vị hành chính này.', en: 'There is no such administrative unit.' };

/** What lies in the ending units, and what they lie in, from the day of the change on. */
function loadParenthoods(em: EntityManager, { on, results }: UnitChange, units: Units): Promise<UnitParenthood[]> {
  const ending = results.flatMap(({ from }) => from.map((id) => units.get(id)!));
  return em.find(
    UnitParenthood,
    {
      $and: [
        { $or: [{ unit: { $in: ending } }, { parent: { $in: ending } }] },
        { $or: [{ validUntil: null }, { validUntil: { $gt: on } }] },
      ],
    },
    { populate: ['unit', 'parent'], orderBy: { id: 'asc' }, lockMode: LockMode.PESSIMISTIC_WRITE },
  );
}

/** A code belongs to one unit of a level at a time. */
async function refuseTakenCodes(
  em: EntityManager,
  { on }: UnitChange,
  plans: readonly Plan[],
  problems: Problems,
): Promise<void> {
  const ending = plans.flatMap(({ from }) => from.map(({ id }) => id));
  const holders = await em.find(AdministrativeUnit, {
    $or: plans.map(({ naming, from }) => ({ code: naming.code, level: from[0]!.level })),
    id: { $nin: ending },
    $and: [{ $or: [{ validUntil: null }, { validUntil: { $gt: on } }] }],
  });
  plans.forEach(({ naming, from }, index) => {
    const holder =
      holders.find(({ code, level }) => code === naming.code && level === from[0]!.level)?.name ??
      plans.slice(0, index).find((other) => other.naming.code === naming.code)?.naming.name;
    if (holder === undefined) return;
    problems.add(
      ['results', String(index), 'code'],
      { vi: `Mã ${naming.code} thuộc về "${holder}".`, en: `Code ${naming.code} belongs to "${holder}".` },
      'DUPLICATE',
    );
  });
}

function open(em: EntityManager, { unit, naming, parent, from }: Plan, change: UnitChange): void {
  const divided = dividedUnits(change);
  em.persist(unit.begin(from[0]!.level, naming, change.on));
  if (parent) em.persist(parenthoodOf(unit, parent, change.on));
  for (const predecessor of from) {
    const succession = new UnitSuccession();
    const whole = !divided.has(predecessor.id);
    em.persist(Object.assign(succession, { predecessor, successor: unit, since: change.on, whole }));
  }
}

function endUnits(
  em: EntityManager,
  { on }: UnitChange,
  plans: readonly Plan[],
  parenthoods: readonly UnitParenthood[],
): void {
  for (const unit of new Set(plans.flatMap(({ from }) => from))) {
    unit.validUntil = on;
    const parts = plans.filter(({ from }) => from.includes(unit));
    for (const parenthood of parenthoods.filter((other) => other.unit === unit)) {
      // All parts of a divided unit stay in its parent, so what was recorded in it still lies there.
      const stays = parts.length > 1 && parts.every(({ parent }) => parent === parenthood.parent);
      if (!stays) close(em, parenthood, on);
    }
  }
}

/** Ends a parenthood; one that would begin on that same day has never been. */
function close(em: EntityManager, parenthood: UnitParenthood, on: string): void {
  if (parenthood.validFrom === on) em.remove(parenthood);
  else parenthood.validUntil = on;
}

function parenthoodOf(unit: AdministrativeUnit, parent: AdministrativeUnit, on: string): UnitParenthood {
  return Object.assign(new UnitParenthood(), { unit, parent, validFrom: on, validUntil: null });
}
