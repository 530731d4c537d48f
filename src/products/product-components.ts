import { LockMode } from '@mikro-orm/core';
import type { EntityManager } from '@mikro-orm/postgresql';
import type { Text } from '../platform/errors/user-error.ts';
import type { Problems } from '../platform/input/problems.ts';
import { positiveQuantity } from '../platform/input/value-checks.ts';
import { Product } from './product.entity.ts';
import { ProductComponent } from './product-parts.entity.ts';

/** A product in a set, and how many of its units. */
export interface GivenComponent {
  product: string;
  quantity: number;
}

export interface Component<Of = Product> {
  component: Of;
  quantity: number;
  position: number;
}

/** What is known of the products that a set is to consist of. */
export interface KnownComponents<Of = Product> {
  /** Those that are there, by their keys. */
  products: ReadonlyMap<string, Of>;
  /** Keys of those that are sets themselves. */
  sets: ReadonlySet<string>;
  /** Whether the set is itself in one. */
  isInSet: boolean;
}

const MAX_COMPONENTS = 50;

/**
 * Finds and checks what a set consists of. Sets do not hold sets, in either direction, so there are no cycles. The
 * components are locked: none becomes a set before this one is written.
 */
export async function findComponents(
  em: EntityManager,
  set: Product,
  given: readonly GivenComponent[],
  problems: Problems,
): Promise<Component[]> {
  if (given.length === 0) return [];
  if (given.length > MAX_COMPONENTS) return checkComponents(set.id, given, NOTHING_KNOWN, problems);
  const isInSet = (await em.count(ProductComponent, { component: set.id })) > 0;
  const ids = given.map(({ product }) => product);
  const lock = { lockMode: LockMode.PESSIMISTIC_READ, orderBy: { id: 'asc' } } as const; // in one order, so that sets do not lock each other out
  const products = new Map(
    (await em.find(Product, { id: { $in: ids } }, lock)).map((component) => [component.id, component]),
  );
  const inner = await em.find(ProductComponent, { set: { $in: ids } });
  const sets = new Set(inner.map((row) => row.set.id));
  return checkComponents(set.id, given, { products, sets, isInSet }, problems);
}

const NOTHING_KNOWN = { products: new Map(), sets: new Set<string>(), isInSet: false };

/** Checks what the set with a key is to consist of; those components that may be in it are answered. */
export function checkComponents<Of>(
  set: string,
  given: readonly GivenComponent[],
  { products, sets, isInSet }: KnownComponents<Of>,
  problems: Problems,
): Component<Of>[] {
  if (given.length > MAX_COMPONENTS) {
    problems.add(['components'], TOO_MANY, 'LIMIT_EXCEEDED');
    return [];
  }
  if (isInSet && given.length > 0) problems.add(['components'], IN_A_SET);
  const ids = given.map(({ product }) => product);
  return given.flatMap(({ product, quantity }, position) => {
    const path = ['components', String(position)];
    const amount = problems.take([...path, 'quantity'], positiveQuantity(quantity));
    const component = products.get(product);
    if (product === set) problems.add([...path, 'product'], ITSELF);
    else if (!component) problems.add([...path, 'product'], MISSING, 'NOT_FOUND');
    else if (sets.has(product)) problems.add([...path, 'product'], A_SET);
    else if (ids.indexOf(product) < position) problems.add([...path, 'product'], TWICE);
    return component && amount !== undefined ? [{ component, quantity: amount, position }] : [];
  });
}

const TOO_MANY: Text = {
  vi: `Một bộ sản phẩm có tối đa ${MAX_COMPONENTS} loại.`,
  en: `A set holds at most ${MAX_COMPONENTS} products.`,
};
const IN_A_SET: Text = {
  vi: 'Sản phẩm này nằm trong một bộ khác nên không thể là một bộ.',
  en: 'This product is in a set, so it cannot be a set itself.',
};
const ITSELF: Text = { vi: 'Một bộ không thể chứa chính nó.', en: 'A set cannot hold itself.' };
const MISSING: Text = { vi: 'Không có sản phẩm này.', en: 'There is no such product.' };
const A_SET: Text = { vi: 'Một bộ không thể chứa bộ khác.', en: 'A set cannot hold another set.' };
const TWICE: Text = {
  vi: 'Sản phẩm này xuất hiện hai lần; hãy cộng số lượng.',
  en: 'This product is given twice; add up the quantities.',
};
