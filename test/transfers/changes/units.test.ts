import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Facility } from '../../../src/facilities/facility.entity.ts';
import type { AdministrativeUnit } from '../../../src/places/administrative-unit.entity.ts';
import { rebuildContainment } from '../../../src/places/containment.ts';
import type { Product } from '../../../src/products/product.entity.ts';
import { Fixture, UnitLevel } from '../../catalogue/fixture.ts';
import { unitsOf } from '../../places/unit-change-support.ts';
import { useTestApp } from '../../support/app.ts';
import { follower } from './told.ts';

const app = useTestApp();

let fixture: Fixture;
let province: AdministrativeUnit;
let commune: AdministrativeUnit;
let facility: Facility;
let product: Product;
const follow = follower(app);

/** What was told since the last time. */
const told = async (): Promise<string[]> => (await follow()).map(({ kind, id }) => `${kind} ${id}`).sort();

/** That the facility and its product are told. */
const both = () => [`UPSERTED fac_${facility.id}`, `UPSERTED prd_${product.id}`];

async function rename(unit: AdministrativeUnit, on: string, code: string): Promise<void> {
  const { errors } = await unitsOf(app).record(on, { from: [`plc_${unit.id}`], code, name: `Tên Mới ${code}` });
  expect(errors).toEqual([]);
}

beforeAll(() => {
  fixture = new Fixture(app);
});

let serial = 10;

beforeEach(async () => {
  app.setClock('2026-11-22T05:00:00Z');
  serial += 1;
  province = fixture.unit(`Lộ Thiên ${serial}`, UnitLevel.PROVINCE);
  commune = fixture.unit(`Nhị Long ${serial}`, UnitLevel.COMMUNE, { parent: province, type: 'COMMUNE' as never });
  facility = fixture.facility('HTX Trong Xã', { place: commune });
  product = fixture.product('Mắm nhĩ', { facility, category: fixture.category('Nước mắm') });
  fixture.facility('HTX Nơi Khác', { place: fixture.unit(`Nơi Khác ${serial}`, UnitLevel.PROVINCE) });
  await fixture.em.flush();
  await rebuildContainment(fixture.em);
  await told();
});

describe('a change of administrative units is told of all that is recorded in them', () => {
  it('when a province is renamed', async () => {
    await rename(province, '2026-11-22', String(serial));
    expect(await told()).toEqual(both());
  });

  it('when a row is mended', async () => {
    await app.services.db.query("update administrative_unit set name = 'Vĩnh Long' where id = $1", [province.id]);
    expect(await told()).toEqual(both());
  });

  it('once, on the day that it was recorded for', async () => {
    await rename(province, '2026-12-01', String(serial));
    await told();
    app.setClock('2026-11-30T17:00:03Z');
    expect(await told()).toEqual([]);
    app.setClock('2026-11-30T17:00:10Z');
    expect(await told()).toEqual(both());
    app.setClock('2026-12-01T05:00:00Z');
    expect(await told()).toEqual([]);
  });
});
