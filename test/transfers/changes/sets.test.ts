import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Facility } from '../../../src/facilities/facility.entity.ts';
import type { Category } from '../../../src/products/category.entity.ts';
import type { Product } from '../../../src/products/product.entity.ts';
import { ProductComponent } from '../../../src/products/product-parts.entity.ts';
import { Fixture } from '../../catalogue/fixture.ts';
import { useTestApp } from '../../support/app.ts';
import { follower } from './told.ts';

const app = useTestApp();

let fixture: Fixture;
let category: Category;
let gifts: Facility;
let maker: Facility;
let set: Product;
let inner: Product;
const follow = follower(app);

/** Changes rows by SQL: what follows must not hang on who writes. */
const change = (sql: string, ...values: unknown[]) => app.services.db.query(sql, values);

/** Whether the set was told since the last time, and as what. */
const told = async (): Promise<string[]> =>
  (await follow()).filter(({ id }) => id === `prd_${set.id}`).map(({ kind }) => kind);

beforeAll(async () => {
  fixture = new Fixture(app);
  category = fixture.category('Quà Tết');
  gifts = fixture.facility('Cửa hàng quà');
});

beforeEach(async () => {
  app.setClock('2026-11-22T05:00:00Z');
  maker = fixture.facility('HTX Trong Giỏ');
  inner = fixture.product('Mắm nhĩ', { facility: maker, category });
  set = fixture.product('Giỏ quà', { facility: gifts, category });
  set.components.add(Object.assign(new ProductComponent(), { component: inner, quantity: 2, position: 0 }));
  await fixture.em.flush();
  await told();
});

describe('a set is told when', () => {
  it.each([
    ['a product in it is suspended', () => change("update product set status = 'SUSPENDED' where id = $1", inner.id)],
    [
      'a product in it is put off',
      () => change("update product set publish_at = '2027-01-01' where id = $1", inner.id),
    ],
    [
      'a product in it gets another code',
      () => change("update product set external_id = 'M1' where id = $1", inner.id),
    ],
    [
      'a product in it goes to another facility',
      () => change('update product set facility_id = $2 where id = $1', inner.id, gifts.id),
    ],
    [
      'the facility of a product in it is suspended',
      () => change("update facility set status = 'SUSPENDED' where id = $1", maker.id),
    ],
    [
      'the facility of a product in it is merged',
      () => change('update facility set merged_into_id = $2 where id = $1', maker.id, gifts.id),
    ],
  ])('%s', async (_, act) => {
    await act();
    expect(await told()).toEqual(['UPSERTED']);
  });

  it('a product in it is published by the clock', async () => {
    await change("update product set publish_at = '2026-11-22T05:01:00Z' where id = $1", inner.id);
    await told();
    app.setClock('2026-11-22T05:02:00Z');
    expect(await told()).toEqual(['UPSERTED']);
  });
});

it('a set is not told of what it does not tell', async () => {
  await change("update product set name_vi = 'Mắm cốt' where id = $1", inner.id);
  await change("update facility set name = 'HTX Mới' where id = $1", maker.id);
  expect(await told()).toEqual([]);
});
