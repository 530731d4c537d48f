import { LockMode } from '@mikro-orm/core';
import type { EntityManager } from '@mikro-orm/postgresql';
import sql from 'sql-template-tag';
import { lockNumber } from '../platform/database/locks.ts';
import { runSql } from '../platform/database/run-sql.ts';
import { type Text, UserError } from '../platform/errors/user-error.ts';
import type { Path } from '../platform/input/problems.ts';
import { AttributeDefinition, Category } from './category.entity.ts';

/** Most categories from the top to the bottom. */
export const MAX_DEPTH = 8;

/** The tree is changed by one write at a time, or two moves could make a circle. */
const TREE_LOCK = lockNumber('category tree');

export const TOO_DEEP: Text = {
  vi: `Cây nhóm hàng có tối đa ${MAX_DEPTH} cấp.`,
  en: `The category tree has at most ${MAX_DEPTH} levels.`,
};

/** Keeps other writes off the shape of the tree until the transaction ends. */
export async function lockTree(em: EntityManager): Promise<void> {
  await em.execute('select pg_advisory_xact_lock(?)', [TREE_LOCK]);
}

/**
 * Loads a category and keeps it where it is in the tree until the transaction ends, so that what it allows stays allowed.
 * @throws UserError NOT_FOUND
 */
export async function holdCategory(em: EntityManager, id: string, path: Path): Promise<Category> {
  const category = await em.findOne(Category, id, { lockMode: LockMode.PESSIMISTIC_READ });
  if (!category) throw noSuchCategory(path);
  return category;
}

export function noSuchCategory(path: Path): UserError {
  return new UserError('NOT_FOUND', path, {
    vi: 'Không có nhóm hàng nào mang mã định danh này.',
    en: 'There is no category with this id.',
  });
}

/** The attributes that products of a category may carry: its own and those of the categories above it, with their options. */
export function allowedAttributes(em: EntityManager, category: Category): Promise<AttributeDefinition[]> {
  return em.find(AttributeDefinition, { category: { $in: category.path } }, { populate: ['options'] });
}

/**
 * Puts a locked category, with all under it, below another or at the top. The tree must be locked.
 * @throws UserError BAD_INPUT for a circle, LIMIT_EXCEEDED when too deep, INVALID_STATE when products would lose attributes
 */
export async function replant(em: EntityManager, category: Category, parent: Category | null): Promise<void> {
  const { id, path: oldPath } = category;
  const newPath = [...(parent?.path ?? []), id];
  if (parent?.path.includes(id)) {
    throw new UserError('BAD_INPUT', ['parent'], {
      vi: 'Không thể chuyển một nhóm hàng vào bên dưới chính nó.',
      en: 'A category cannot be moved below itself.',
    });
  }
  // Products that are being written hold their category, so this waits for them and keeps off the next.
  const under = sql`select cardinality(path) as depth from category where path @> array[${id}::uuid] for update`;
  const depths = await runSql<{ depth: number }>(em, under);
  const height = Math.max(...depths.map(({ depth }) => depth)) - oldPath.length;
  if (newPath.length + height > MAX_DEPTH) throw new UserError('LIMIT_EXCEEDED', ['parent'], TOO_DEEP);
  await refuseLostAttributes(
    em,
    id,
    oldPath.filter((above) => !newPath.includes(above)),
  );
  const move = sql`
    update category set path = ${newPath}::uuid[] || path[${oldPath.length + 1}::int :], version = version + 1
    where path @> array[${id}::uuid] and id <> ${id}`;
  await runSql(em, move);
  Object.assign(category, { parent, path: newPath });
}

async function refuseLostAttributes(em: EntityManager, id: string, left: readonly string[]): Promise<void> {
  if (left.length === 0) return;
  const query = sql`
    select definition.code, count(*)::int as products
    from attribute_definition definition
    join product_attribute value on value.definition_id = definition.id
    join product on product.id = value.product_id
    join category on category.id = product.category_id
    where definition.category_id = any(${left}::uuid[]) and category.path @> array[${id}::uuid]
    group by definition.code order by definition.code`;
  const lost = await runSql<{ code: string; products: number }>(em, query);
  if (lost.length === 0) return;
  const list = lost.map(({ code, products }) => `${code}: ${products}`).join(', ');
  throw new UserError('INVALID_STATE', ['parent'], {
    vi: `Các sản phẩm bên dưới mang thuộc tính mà chỗ mới không có (${list}).`,
    en: `Products below carry attributes that the new place lacks (${list}).`,
  });
}
