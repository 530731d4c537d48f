import { type Text, UserError } from '../errors/user-error.ts';
import type { BatchContext, Compared, RecordTable, Refused, Saved, Wanted } from './batch.ts';
import { refusingConflicts } from './batch-conflicts.ts';
import { differenceOf, newValues } from './compare-records.ts';
import type { Row } from './table-rows.ts';
import { writeRecords } from './write-records.ts';

/** What a record of a batch is to be, or why it is not written. */
export type Plan = Wanted | Refused;

export const isWanted = (plan: Plan): plan is Wanted => 'row' in plan;

/**
 * Writes what a batch plans, and answers what became of each record, in their order. `plan` reads what the batch stands on, and locks it.
 * @throws UserError DUPLICATE or CONFLICT, see `refusingConflicts`: the transaction is to be rolled back
 */
export function saveBatch(context: BatchContext, record: RecordTable, plan: () => Promise<Plan[]>): Promise<Saved[]> {
  const rows = new Map<number, Row>();
  return refusingConflicts(record, rows, async () => {
    const plans = await plan();
    const wanted = plans.filter(isWanted);
    for (const { index, stored, row } of wanted) rows.set(index, { ...stored?.row, ...row });
    const saved = (await writeRecords(context, record, wanted)).values();
    return plans.map((item) => (isWanted(item) ? saved.next().value! : item));
  });
}

/** Plans without the second of two for one record: only one row can be written. */
export function refusingTwice(plans: readonly Plan[]): Plan[] {
  const seen = new Set<unknown>();
  return plans.map((plan) => {
    if (!isWanted(plan)) return plan;
    if (seen.has(plan.row.id)) return { outcome: 'REFUSED', errors: [new UserError('DUPLICATE', ['id'], TWICE)] };
    seen.add(plan.row.id);
    return plan;
  });
}

const TWICE: Text = {
  vi: 'Bản ghi này xuất hiện hai lần trong cùng một đợt ghi.',
  en: 'This record is given twice in one batch.',
};

/** What a batch that is planned so would do, without writing it. */
export const compareBatch = (record: RecordTable, plans: readonly Plan[]): Compared[] =>
  plans.map((plan) => {
    if (!isWanted(plan)) return plan;
    const { outcome, changes } = differenceOf(record, plan);
    return { outcome, changes: plan.stored ? changes : newValues(record, plan) };
  });
