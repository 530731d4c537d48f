import type { FieldChange } from '../../../platform/database/batch.ts';

/** Changes in which a field that holds a key tells what people call it instead. */
export const labelled = (
  changes: readonly FieldChange[],
  field: string,
  labelOf: (id: string) => string | null,
): FieldChange[] => {
  const called = (id: unknown) => (typeof id === 'string' ? labelOf(id) : null);
  return changes.map((change) =>
    change.field === field ? { ...change, from: called(change.from), to: called(change.to) } : change,
  );
};
