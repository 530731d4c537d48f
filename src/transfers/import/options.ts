import type { EntityManager } from '@mikro-orm/postgresql';
import { holdFacility } from '../../facilities/load-facility.ts';
import type { Problems } from '../../platform/input/problems.ts';
import { type Check, line, listOf, wholeWithin } from '../../platform/input/value-checks.ts';
import { accepted, refused } from '../../platform/standards/parsed.ts';
import { DELIMITERS } from '../../platform/tables/delimiter.ts';
import { holdCategory } from '../../products/category-tree.ts';
import type { ImportOptionsChange } from './settings.ts';

/** As many rows as a sheet may have. */
const LAST_ROW = 1_048_576;

const MAX_LEFT_OUT = 10_000;

const delimiter: Check<string> = (value) =>
  (DELIMITERS as readonly string[]).includes(value)
    ? accepted(value)
    : refused('Dấu phân cách là một trong , ; | hoặc tab.', 'A delimiter is one of , ; | and the tab.');

const CHECKS = {
  sheet: line(200),
  delimiter,
  headerRow: wholeWithin(0, LAST_ROW),
  leaveOut: listOf(wholeWithin(1, LAST_ROW * 5), MAX_LEFT_OUT),
} as const;

/**
 * Checks how a file is to be read, nulls aside; what is wrong is noted below `options`.
 * @throws UserError NOT_FOUND for a facility or category that there is not
 */
export async function cleanOptions(
  em: EntityManager,
  given: ImportOptionsChange,
  problems: Problems,
): Promise<ImportOptionsChange> {
  const clean: Record<string, unknown> = { ...given };
  for (const [name, check] of Object.entries(CHECKS)) {
    const value = given[name as keyof ImportOptionsChange];
    if (value != null) clean[name] = problems.take(['options', name], (check as Check<unknown>)(value));
  }
  problems.refuseAny();
  if (given.facility) clean.facility = (await holdFacility(em, given.facility, ['options', 'facility'])).id;
  if (given.category) await holdCategory(em, given.category, ['options', 'category']);
  return clean;
}
