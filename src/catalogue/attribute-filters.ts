import type { Database } from '../platform/database/database.ts';
import type { Text } from '../platform/errors/user-error.ts';
import type { Path, Problems } from '../platform/input/problems.ts';
import { stableCode } from '../platform/input/value-checks.ts';
import type { AttributeCondition, Filter } from '../platform/search/query.ts';
import type { AttributeType } from '../products/category.entity.ts';
import type { AttributeFilter } from './search.inputs.ts';
import { range } from './search-filters.ts';

const MAX_ATTRIBUTES = 20;

const MAX_VALUES = 100;

/** Which conditions suit which type. */
const SUITABLE: Record<AttributeType, readonly (keyof AttributeFilter)[]> = {
  TEXT: ['text'],
  INTEGER: ['gte', 'lte'],
  DECIMAL: ['gte', 'lte'],
  BOOLEAN: ['is'],
  ENUM: ['in'],
};

const CONDITIONS = ['in', 'gte', 'lte', 'is', 'text'] as const;

const UNKNOWN: Text = {
  vi: 'Không có thuộc tính nào mang mã này.',
  en: 'There is no attribute with this code.',
};

/** Reads conditions on custom attributes, each against the type of its definition. */
export async function attributeFilters(
  db: Database,
  given: readonly AttributeFilter[],
  problems: Problems,
): Promise<Filter[]> {
  if (given.length > MAX_ATTRIBUTES) {
    problems.add(
      ['filter', 'attributes'],
      { vi: `Tối đa ${MAX_ATTRIBUTES} thuộc tính.`, en: `At most ${MAX_ATTRIBUTES} attributes are allowed.` },
      'LIMIT_EXCEEDED',
    );
    return [];
  }
  if (given.length === 0) return [];
  const rows = await db.query<{ code: string; type: AttributeType }>(
    'select code, type from attribute_definition where code = any($1::text[])',
    [given.map(({ code }) => code).filter((code) => stableCode(code).ok)],
  );
  const types = new Map(rows.map(({ code, type }) => [code, type]));
  return given.flatMap((filter, index) => {
    const path = ['filter', 'attributes', String(index)];
    const type = types.get(filter.code);
    if (!type) {
      problems.add([...path, 'code'], UNKNOWN, 'NOT_FOUND');
      return [];
    }
    refuseUnsuitable(filter, type, path, problems);
    return [{ kind: 'attribute', field: 'attributes', code: filter.code, ...conditionOf(filter) } as const];
  });
}

function refuseUnsuitable(filter: AttributeFilter, type: AttributeType, path: Path, problems: Problems): void {
  const suitable = SUITABLE[type];
  for (const name of CONDITIONS) {
    if (filter[name] == null || suitable.includes(name)) continue;
    problems.add([...path, name], {
      vi: `Thuộc tính ${filter.code} có kiểu ${type}: hãy dùng ${suitable.join(', ')}.`,
      en: `The attribute ${filter.code} is of type ${type}: use ${suitable.join(', ')}.`,
    });
  }
  if ((filter.in?.length ?? 0) > MAX_VALUES) {
    problems.add(
      [...path, 'in'],
      { vi: `Tối đa ${MAX_VALUES} giá trị.`, en: `At most ${MAX_VALUES} values are allowed.` },
      'LIMIT_EXCEEDED',
    );
  }
}

const conditionOf = (filter: AttributeFilter): AttributeCondition => ({
  any: filter.in ?? undefined,
  ...range(filter),
  is: filter.is ?? undefined,
  text: filter.text ?? undefined,
});
