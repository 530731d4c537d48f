import { type Comparison, FAULTS, type Fault } from './reconcile.ts';

/** Whether the index holds what it should. An index that was never built does not. */
export const isEqual = ({ uid, differences }: Comparison): boolean => uid !== null && differences.length === 0;

const MEANING: Readonly<Record<Fault, string>> = {
  missing: 'are not in the index',
  stale: 'are in the index as they were before',
  superfluous: 'are in the index and should not be',
  misrecorded: 'are right in the index and wrong in the ledger',
};

/** Examples of each fault. */
const EXAMPLES = 5;

/** A comparison for people to read. */
export function describeComparison({ uid, compared, differences, waiting }: Comparison): string {
  if (uid === null) return 'No index has been built yet.';
  const lines = [
    `Compared ${compared} documents with the index ${uid}: ${differences.length === 0 ? 'no difference' : `${differences.length} differ`}.`,
  ];
  for (const fault of FAULTS) {
    const found = differences.filter((difference) => difference.fault === fault);
    if (found.length === 0) continue;
    const examples = found.slice(0, EXAMPLES).map(({ kind, id }) => `${kind} ${id}`);
    const more = found.length > EXAMPLES ? ', …' : '';
    lines.push(`  ${found.length} ${MEANING[fault]}: ${examples.join(', ')}${more}`);
  }
  if (waiting > 0) lines.push(`  ${waiting} wait for a change to be delivered.`);
  return lines.join('\n');
}
