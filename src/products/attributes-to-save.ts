import type { Row } from '../platform/database/table-rows.ts';
import type { Text } from '../platform/errors/user-error.ts';
import { Problems } from '../platform/input/problems.ts';
import { cleanAttributes, type GivenAttribute } from './attribute-values.ts';
import type { AttributeDefinition } from './category.entity.ts';

/**
 * The attributes of a product after some were given: each takes the place of the one of its definition, or comes after the last; one
 * without a value is removed. What is wrong is noted, and so is what stays but is not allowed.
 */
export function withAttributes(
  stored: readonly Row[],
  given: readonly GivenAttribute[] | null | undefined,
  allowed: readonly AttributeDefinition[],
  problems: Problems,
): Row[] {
  if (given === null) return [];
  const rows = new Map(stored.map((row) => [row.definition_id as string, row]));
  let next = 1 + Math.max(-1, ...stored.map(({ position }) => position as number));
  for (const [index, attribute] of (given ?? []).entries()) {
    const definition = allowed.find(({ code }) => code === attribute.code);
    if (definition && isEmpty(attribute)) {
      rows.delete(definition.id);
      continue;
    }
    const [value] = cleanOne(attribute, index, allowed, problems);
    if (!value) continue;
    const { text, number, boolean, option } = value;
    const position = (rows.get(value.definition.id)?.position as number | undefined) ?? next++;
    const definition_id = value.definition.id;
    rows.set(definition_id, { definition_id, text, number, boolean, option_id: option?.id ?? null, position });
  }
  const ids = new Set(allowed.map(({ id }) => id));
  if ([...rows.keys()].some((id) => !ids.has(id))) problems.add(['category'], STRANGE);
  return [...rows.values()];
}

const isEmpty = ({ text, number, boolean, option }: GivenAttribute): boolean =>
  [text, number, boolean, option].every((value) => value === undefined || value === null);

/** Checks one attribute, and notes what is wrong with it at its own place in the list. */
function cleanOne(
  attribute: GivenAttribute,
  index: number,
  allowed: readonly AttributeDefinition[],
  problems: Problems,
) {
  const own = new Problems();
  const values = cleanAttributes([attribute], allowed, own);
  for (const { path, text, code } of own.list)
    problems.add(['attributes', String(index), ...path.slice(2)], text, code);
  return values;
}

const STRANGE: Text = {
  vi: 'Nhóm hàng mới không có một số thuộc tính mà sản phẩm đang mang.',
  en: 'The new category lacks attributes that the product carries.',
};
