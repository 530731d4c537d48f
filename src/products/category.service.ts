import { LockMode } from '@mikro-orm/core';
import type { EntityManager } from '@mikro-orm/postgresql';
import { requireOperator } from '../platform/auth/viewer.ts';
import { expectVersion, write } from '../platform/database/write.ts';
import type { Text } from '../platform/errors/user-error.ts';
import { Problems } from '../platform/input/problems.ts';
import {
  type Check,
  type Checks,
  cleanGiven,
  line,
  nullable,
  required,
  stableCode,
  wholeWithin,
  withoutNulls,
} from '../platform/input/value-checks.ts';
import { accepted, refused } from '../platform/standards/parsed.ts';
import { parseUnit } from '../platform/standards/units.ts';
import { Category, type CategoryGroup } from './category.entity.ts';
import { lockTree, MAX_DEPTH, noSuchCategory, replant, TOO_DEEP } from './category-tree.ts';

interface CategoryFields {
  nameVi?: string | null;
  nameEn?: string | null;
  group?: CategoryGroup | null;
  hsHeading?: string | null;
  defaultUnit?: string | null;
  position?: number | null;
}

interface CleanCategory {
  nameVi: string;
  nameEn: string;
  group: CategoryGroup;
  hsHeading: string | null;
  defaultUnit: string | null;
  position: number;
}

export interface NewCategory extends CategoryFields {
  code: string;
  nameVi: string;
  nameEn: string;
  /** Key of the category above; null at the top. */
  parent?: string | null;
}

export interface CategoryChange extends CategoryFields {
  id: string;
  version: number;
}

export interface CategoryMove {
  id: string;
  version: number;
  /** Key of the new category above; null for the top, undefined for the one it has. */
  parent?: string | null;
  /** Order among the new siblings; last when it is not given. */
  position?: number | null;
}

const TAKEN_CODE: Text = { vi: 'Mã này đã được dùng.', en: 'This code is taken.' };

const name = line(200);
const position = wholeWithin(0, 1_000_000);

const hsHeading: Check<string> = (value) => {
  const digits = value.replace(/[\s.]/g, '');
  return /^\d\d(\d\d){0,2}$/.test(digits)
    ? accepted(digits)
    : refused('Chương hoặc nhóm HS có 2, 4 hoặc 6 chữ số.', 'An HS chapter or heading has 2, 4 or 6 digits.');
};

const unit: Check<string> = (value) => {
  const parsed = parseUnit(value);
  return parsed.ok ? accepted(parsed.value.code) : parsed;
};

/** Adds a category, the last of its siblings unless a position is given. @throws UserErrors with all that is wrong */
export const createCategory = write(async ({ em, viewer }, input: NewCategory): Promise<string> => {
  requireOperator(viewer);
  const problems = new Problems();
  const code = problems.take(['code'], stableCode(input.code));
  const fields = cleanGiven(CHECKS, withoutNulls(input), problems);
  await lockTree(em);
  if (code && (await em.count(Category, { code })) > 0) problems.add(['code'], TAKEN_CODE, 'DUPLICATE');
  const parent = await parentOf(em, input.parent);
  const group = fields.group ?? parent?.group;
  if (!group)
    problems.add(['group'], { vi: 'Nhóm cao nhất phải có group.', en: 'A category at the top needs a group.' });
  if (parent && parent.path.length >= MAX_DEPTH) problems.add(['parent'], TOO_DEEP, 'LIMIT_EXCEEDED');
  problems.refuseAny();
  const category = new Category();
  const path = [...(parent?.path ?? []), category.id];
  const place = fields.position ?? (await em.count(Category, { parent: parent?.id ?? null }));
  Object.assign(category, {
    hsHeading: null,
    defaultUnit: null,
    ...fields,
    code,
    group,
    parent,
    path,
    position: place,
  });
  em.persist(category);
  return category.id;
});

/** Renames a category, or changes what else it says; only what is given. @throws UserErrors */
export const updateCategory = write(
  async ({ em, viewer }, { id, version, ...input }: CategoryChange): Promise<string> => {
    requireOperator(viewer);
    const problems = new Problems();
    const fields = cleanGiven(CHECKS, input, problems);
    problems.refuseAny();
    const category = await lockCategory(em, id, version);
    Object.assign(category, fields);
    return category.id;
  },
);

/** Puts a category, with all under it, somewhere else in the tree. @throws UserError when it would lie under itself, or products would lose attributes */
export const moveCategory = write(
  async ({ em, viewer }, { id, version, parent: key, position: given }: CategoryMove): Promise<string> => {
    requireOperator(viewer);
    const problems = new Problems();
    if (given !== undefined && given !== null) problems.take(['position'], position(given));
    problems.refuseAny();
    await lockTree(em);
    const category = await lockCategory(em, id, version);
    const parent = await parentOf(em, key === undefined ? (category.parent?.id ?? null) : key);
    await replant(em, category, parent);
    category.position = given ?? (await em.count(Category, { parent: parent?.id ?? null, id: { $ne: id } }));
    return category.id;
  },
);

const CHECKS: Checks<CategoryFields, CleanCategory> = {
  nameVi: required(name),
  nameEn: required(name),
  group: required(accepted<CategoryGroup>),
  hsHeading: nullable(hsHeading),
  defaultUnit: nullable(unit),
  position: required(position),
};

async function lockCategory(em: EntityManager, id: string, version: number): Promise<Category> {
  const category = await em.findOne(Category, id, { lockMode: LockMode.PESSIMISTIC_WRITE });
  if (!category) throw noSuchCategory(['id']);
  expectVersion(category, version);
  return category;
}

async function parentOf(em: EntityManager, id: string | null | undefined): Promise<Category | null> {
  if (id === null || id === undefined) return null;
  const parent = await em.findOne(Category, id);
  if (!parent) throw noSuchCategory(['parent']);
  return parent;
}
