import { LockMode } from '@mikro-orm/core';
import type { EntityManager } from '@mikro-orm/postgresql';
import sql from 'sql-template-tag';
import { requireOperator } from '../platform/auth/viewer.ts';
import { runSql } from '../platform/database/run-sql.ts';
import { expectVersion, write } from '../platform/database/write.ts';
import { UserError } from '../platform/errors/user-error.ts';
import { Problems } from '../platform/input/problems.ts';
import {
  type Checks,
  cleanGiven,
  line,
  nullable,
  required,
  stableCode,
  wholeWithin,
  withoutNulls,
} from '../platform/input/value-checks.ts';
import { accepted } from '../platform/standards/parsed.ts';
import { AttributeDefinition, AttributeOption, AttributeType } from './category.entity.ts';
import { holdCategory, lockTree } from './category-tree.ts';
import { replaceParts } from './product-parts.ts';

/** One of the values that an ENUM attribute allows. */
interface GivenOption {
  code: string;
  nameVi: string;
  nameEn: string;
}

interface DefinitionFields {
  nameVi?: string | null;
  nameEn?: string | null;
  unit?: string | null;
  required?: boolean | null;
  position?: number | null;
}

interface CleanDefinition {
  nameVi: string;
  nameEn: string;
  unit: string | null;
  required: boolean;
  position: number;
}

export interface NewAttributeDefinition extends DefinitionFields {
  category: string;
  code: string;
  nameVi: string;
  nameEn: string;
  type: AttributeType;
  options?: GivenOption[] | null;
}

/** A change of a definition; its code, type and category stay, since products rely on them. */
export interface AttributeDefinitionChange extends DefinitionFields {
  code: string;
  version: number;
  /** Replaces all options; those that products use must stay. */
  options?: GivenOption[] | null;
}

const MAX_OPTIONS = 50;

/** Most attributes that a product may carry: those of its category and of all above it. */
const MAX_ATTRIBUTES = 50;

const name = line(200);

const CHECKS: Checks<DefinitionFields, CleanDefinition> = {
  nameVi: required(name),
  nameEn: required(name),
  unit: nullable(line(50)),
  required: required(accepted<boolean>),
  position: required(wholeWithin(0, 1_000_000)),
};

/** Adds an attribute to a category and to all under it. @throws UserErrors with all that is wrong */
export const createAttributeDefinition = write(
  async ({ em, viewer }, input: NewAttributeDefinition): Promise<string> => {
    requireOperator(viewer);
    const problems = new Problems();
    const code = problems.take(['code'], stableCode(input.code));
    const fields = cleanGiven(CHECKS, withoutNulls(input), problems);
    const options = cleanOptions(input.type, input.options ?? [], problems);
    await lockTree(em);
    const category = await holdCategory(em, input.category, ['category']);
    if (code && (await em.count(AttributeDefinition, { code })) > 0) {
      problems.add(['code'], { vi: 'Mã này đã được dùng.', en: 'This code is taken.' }, 'DUPLICATE');
    }
    if ((await mostAttributesUnder(em, category.id)) >= MAX_ATTRIBUTES) {
      problems.add(
        ['category'],
        {
          vi: `Một sản phẩm có tối đa ${MAX_ATTRIBUTES} thuộc tính.`,
          en: `A product may have at most ${MAX_ATTRIBUTES} attributes.`,
        },
        'LIMIT_EXCEEDED',
      );
    }
    problems.refuseAny();
    const definition = new AttributeDefinition();
    const position = fields.position ?? (await em.count(AttributeDefinition, { category: category.id }));
    Object.assign(definition, { unit: null, required: false, ...fields, position, category, code, type: input.type });
    await replaceParts(definition.options, options, optionCode, () => new AttributeOption());
    em.persist(definition);
    return definition.id;
  },
);

/** Renames an attribute, or changes what else may change of it. @throws UserError CONFLICT, INVALID_STATE for options in use; UserErrors */
export const updateAttributeDefinition = write(
  async ({ em, viewer }, { code, version, options: given, ...input }: AttributeDefinitionChange): Promise<string> => {
    requireOperator(viewer);
    if (!stableCode(code).ok) throw noSuchAttribute();
    const definition = await em.findOne(AttributeDefinition, { code }, { lockMode: LockMode.PESSIMISTIC_WRITE });
    if (!definition) throw noSuchAttribute();
    expectVersion(definition, version);
    const problems = new Problems();
    const fields = cleanGiven(CHECKS, input, problems);
    const options = given === undefined ? null : cleanOptions(definition.type, given ?? [], problems);
    problems.refuseAny();
    Object.assign(definition, fields);
    if (options) {
      await refuseLostOptions(em, definition, options);
      await replaceParts(definition.options, options, optionCode, () => new AttributeOption());
      await em.flush();
      // Options are rows of their own: without this a change of them alone would not count as one of the definition.
      await em.execute('update attribute_definition set version = version + 1 where id = ?', [definition.id]);
    }
    return definition.id;
  },
);

interface Option extends GivenOption {
  position: number;
}

const optionCode = ({ code }: { code: string }): string => code;

function cleanOptions(type: AttributeType, given: readonly GivenOption[], problems: Problems): Option[] {
  if ((type === AttributeType.ENUM) !== given.length > 0) {
    problems.add(['options'], {
      vi: 'Thuộc tính ENUM cần danh sách giá trị; các kiểu khác thì không.',
      en: 'An ENUM attribute needs options; the other types have none.',
    });
  }
  if (given.length > MAX_OPTIONS) {
    problems.add(
      ['options'],
      { vi: `Tối đa ${MAX_OPTIONS} giá trị.`, en: `At most ${MAX_OPTIONS} options are allowed.` },
      'LIMIT_EXCEEDED',
    );
    return [];
  }
  const codes = given.map(optionCode);
  return given.flatMap((option, position) => {
    const path = ['options', String(position)];
    const code = problems.take([...path, 'code'], stableCode(option.code));
    const nameVi = problems.take([...path, 'nameVi'], name(option.nameVi));
    const nameEn = problems.take([...path, 'nameEn'], name(option.nameEn));
    if (codes.indexOf(option.code) < position) {
      problems.add([...path, 'code'], { vi: 'Mã giá trị xuất hiện hai lần.', en: 'This code is given twice.' });
    }
    return code && nameVi && nameEn ? [{ code, nameVi, nameEn, position }] : [];
  });
}

async function refuseLostOptions(
  em: EntityManager,
  { id }: AttributeDefinition,
  kept: readonly Option[],
): Promise<void> {
  const query = sql`
    select option.code, count(*)::int as products
    from attribute_option option join product_attribute value on value.option_id = option.id
    where option.definition_id = ${id} and option.code <> all(${kept.map(optionCode)}::text[])
    group by option.code order by option.code`;
  const lost = await runSql<{ code: string; products: number }>(em, query);
  if (lost.length === 0) return;
  const list = lost.map(({ code, products }) => `${code}: ${products}`).join(', ');
  throw new UserError('INVALID_STATE', ['options'], {
    vi: `Có sản phẩm đang dùng những giá trị bị bỏ (${list}).`,
    en: `Products use options that would go (${list}).`,
  });
}

/** The most attributes that the products of any category from this one down may carry. */
async function mostAttributesUnder(em: EntityManager, id: string): Promise<number> {
  const query = sql`
    select count(*)::int as attributes
    from category join attribute_definition definition on definition.category_id = any(category.path)
    where category.path @> array[${id}::uuid]
    group by category.id order by 1 desc limit 1`;
  const [row] = await runSql<{ attributes: number }>(em, query);
  return row?.attributes ?? 0;
}

function noSuchAttribute(): UserError {
  return new UserError('NOT_FOUND', ['code'], {
    vi: 'Không có thuộc tính nào mang mã này.',
    en: 'There is no attribute with this code.',
  });
}
