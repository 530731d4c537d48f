import type { Problems } from '../platform/input/problems.ts';
import { line, numberWithin, wholeWithin } from '../platform/input/value-checks.ts';
import { accepted, type Parsed, refused } from '../platform/standards/parsed.ts';
import { type AttributeDefinition, type AttributeOption, AttributeType } from './category.entity.ts';

/** The value of a custom attribute as it is given: the code of the definition, and one of the values. */
export interface GivenAttribute {
  code: string;
  text?: string | null;
  number?: number | null;
  boolean?: boolean | null;
  /** Code of an option. */
  option?: string | null;
}

/** What is asked of a definition: an {@link AttributeDefinition}, or what an import made of one. */
interface Definition {
  code: string;
  type: AttributeType;
  options: Iterable<AttributeOption>;
}

/** The value of a custom attribute as it is stored: exactly one of the four values is set. */
export interface AttributeValue<Of = AttributeDefinition> {
  definition: Of;
  text: string | null;
  number: number | null;
  boolean: boolean | null;
  option: AttributeOption | null;
  position: number;
}

const FIELDS = ['text', 'number', 'boolean', 'option'] as const;

type ValueField = (typeof FIELDS)[number];

const FIELD_OF: Record<AttributeType, ValueField> = {
  TEXT: 'text',
  INTEGER: 'number',
  DECIMAL: 'number',
  BOOLEAN: 'boolean',
  ENUM: 'option',
};

/** Longest value of a TEXT attribute. */
const TEXT_LENGTH = 500;

const text = line(TEXT_LENGTH);
const decimal = numberWithin(-1e15, 1e15);
const integer = wholeWithin(Number.MIN_SAFE_INTEGER, Number.MAX_SAFE_INTEGER);

/** Checks values against the definitions that the category and those above it allow. Required ones may still be missing: that is asked at submission. */
export function cleanAttributes<Of extends Definition>(
  given: readonly GivenAttribute[],
  allowed: readonly Of[],
  problems: Problems,
): AttributeValue<Of>[] {
  const definitions = new Map(allowed.map((definition) => [definition.code, definition]));
  const seen = new Set<string>();
  return given.flatMap((attribute, index) => {
    const path = ['attributes', String(index)];
    const definition = definitions.get(attribute.code);
    if (!definition) {
      problems.add([...path, 'code'], {
        vi: `Nhóm hàng của sản phẩm không có thuộc tính "${attribute.code}".`,
        en: `The category of the product has no attribute "${attribute.code}".`,
      });
      return [];
    }
    if (seen.has(attribute.code)) {
      problems.add([...path, 'code'], {
        vi: `Thuộc tính "${attribute.code}" xuất hiện hai lần.`,
        en: `The attribute "${attribute.code}" is given twice.`,
      });
    }
    seen.add(attribute.code);
    const field = FIELD_OF[definition.type];
    const value = problems.take([...path, field], readValue(attribute, definition, field));
    return value === undefined ? [] : [{ definition, ...NONE, [field]: value, position: index }];
  });
}

const NONE = { text: null, number: null, boolean: null, option: null };

function readValue(
  attribute: GivenAttribute,
  definition: Definition,
  field: ValueField,
): Parsed<string | number | boolean | AttributeOption> {
  const strange = FIELDS.find((other) => other !== field && (attribute[other] ?? null) !== null);
  const value = attribute[field] ?? null;
  if (value === null || strange) {
    return refused(
      `Thuộc tính "${definition.code}" thuộc kiểu ${definition.type}: chỉ gửi giá trị trong "${field}".`,
      `The attribute "${definition.code}" is of type ${definition.type}: send its value in "${field}", and nothing else.`,
    );
  }
  if (definition.type === AttributeType.ENUM) return readOption(String(value), definition);
  if (typeof value === 'string') return text(value);
  if (typeof value === 'boolean') return accepted(value);
  return definition.type === AttributeType.INTEGER ? integer(value) : decimal(value);
}

function readOption(code: string, definition: Definition): Parsed<AttributeOption> {
  const options = [...definition.options];
  const option = options.find((candidate) => candidate.code === code);
  if (option) return accepted(option);
  const codes = options.map((candidate) => candidate.code).join(', ');
  return refused(
    `"${code}" không phải là giá trị của thuộc tính "${definition.code}" (${codes}).`,
    `"${code}" is not a value of the attribute "${definition.code}" (${codes}).`,
  );
}
