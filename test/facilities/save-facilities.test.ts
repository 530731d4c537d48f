import { describe, expect, it } from 'vitest';
import { LegalForm } from '../../src/facilities/facility.entity.ts';
import {
  compareFacilities,
  type FacilityToSave,
  saveFacilities,
  unsaveFacilities,
} from '../../src/facilities/save-facilities.ts';
import type { SavedRecord } from '../../src/platform/database/batch.ts';
import { useTestApp } from '../support/app.ts';
import { contentsOf, inBatch } from '../support/batches.ts';
import { facilityIn, placeId } from './facility-support.ts';

const app = useTestApp('seeded');

const save = (batch: readonly FacilityToSave[]) => inBatch(app, (context) => saveFacilities(context, batch));
const saved = async (batch: readonly FacilityToSave[]) => (await save(batch)) as SavedRecord[];
const unsave = (records: readonly SavedRecord[]) => inBatch(app, (context) => unsaveFacilities(context, records));

const read = async (id: string) =>
  (
    await app.asOperator.query(
      `query ($id: ID!) { facility(id: $id) {
        version status name nameEn legalForm taxCode phone email needs demo place { code } location { latitude longitude }
      } }`,
      { id: `fac_${id}` },
    )
  ).facility;

/** The rows of facilities, but for what an undo must change: versions and stamps. */
async function contents() {
  const { facility } = await contentsOf(app, ['facility']);
  return (facility as object[]).map((row) => ({ ...row, version: 0, updated_at: null }));
}

const fresh = (name: string, fields = {}): FacilityToSave => ({ id: null, fields: { name, ...fields } });

describe('facilities of a batch', () => {
  it('are drafts, in the form that is stored', async () => {
    const place = (await placeId(app, '29308')).slice(4);
    const [result] = await saved([
      fresh('  HTX   Sen Hồng ', {
        legalForm: LegalForm.COOPERATIVE,
        phone: '0912 345 678',
        email: 'HTX@Example.COM',
        place,
        location: { latitude: 10.5, longitude: 105.5 },
      }),
    ]);
    expect(result).toMatchObject({ outcome: 'CREATED', version: 1 });
    expect(await read(result!.id)).toEqual({
      version: 1,
      status: 'DRAFT',
      name: 'HTX Sen Hồng',
      nameEn: null,
      legalForm: 'COOPERATIVE',
      taxCode: null,
      phone: '+84912345678',
      email: 'HTX@example.com',
      needs: [],
      demo: false,
      place: { code: '29308' },
      location: { latitude: 10.5, longitude: 105.5 },
    });
    const [row] = await app.services.db.query('select name_key from facility where id = $1', [result!.id]);
    expect(row).toEqual({ name_key: 'sen hong' });
  });

  it('change in what is given; the same again leaves no trace', async () => {
    const [{ id }] = (await saved([fresh('Cơ sở Một', { nameEn: 'One' })])) as [SavedRecord];
    const given = { id, fields: { name: 'Cơ sở Hai', nameEn: null, workers: 12 } };
    expect(await compareFacilities({ em: app.services.orm.em.fork(), now: app.services.clock() }, [given])).toEqual([
      {
        outcome: 'CHANGED',
        changes: [
          { field: 'name', from: 'Cơ sở Một', to: 'Cơ sở Hai' },
          { field: 'nameEn', from: 'One', to: null },
          { field: 'workers', from: null, to: 12 },
        ],
      },
    ]);
    expect(await saved([given])).toMatchObject([{ outcome: 'CHANGED', version: 2 }]);
    expect(await saved([given])).toMatchObject([{ outcome: 'SAME', version: 2, changes: [], before: null }]);
    const audit = await app.services.db.query(
      'select action, changes from audit_entry where entity_id = $1 order by id',
      [id],
    );
    expect(audit).toMatchObject([
      { action: 'CREATED', changes: { name: 'Cơ sở Một', nameKey: 'mot', status: 'DRAFT' } },
      { action: 'UPDATED', changes: { name: 'Cơ sở Hai', nameEn: null, workers: 12 } },
    ]);
  });

  it('that are wrong are each kept out with all that is wrong', async () => {
    const { id } = await facilityIn(app, 'VERIFIED');
    const future = '00000000-0000-4000-8000-000000000000';
    const results = await save([
      { id: null, fields: { taxCode: '12' } },
      fresh('Cơ sở Ba', { place: future, workers: -1 }),
      { id: future, fields: {} },
      { id: id.slice(4), fields: { legalForm: null } },
      fresh('Cơ sở Bốn'),
    ]);
    expect(results.map((result) => ('errors' in result ? result.errors.map(({ path }) => path.join()) : 'in'))).toEqual(
      [['name', 'taxCode'], ['workers', 'place'], ['id'], [''], 'in'],
    );
  });

  it('that are verified are found by their new name', async () => {
    const { id } = await facilityIn(app, 'VERIFIED');
    await saved([{ id: id.slice(4), fields: { name: 'Lò gạch Phương Nam Đỏ' } }]);
    const { search } = await app.asPublic.query(
      '{ search(first: 5, query: "lò gạch phương nam đỏ") { edges { node { ... on Facility { id } } } } }',
    );
    expect(search.edges).toContainEqual({ node: { id } });
  });
});

describe('taking back a batch of facilities', () => {
  it('deletes what it created and puts back what it changed', async () => {
    const [old] = await saved([fresh('Cơ sở Năm', { phone: '0912345678', needs: ['TRAINING'] })]);
    const before = await contents();
    const records = await saved([fresh('Cơ sở Sáu'), { id: old!.id, fields: { phone: null, needs: [] } }]);
    expect(await unsave(records)).toEqual({ changedSince: [] });
    expect(await contents()).toEqual(before);
  });

  it('does nothing where one has changed, or has a product by now', async () => {
    const [one, two, three] = await saved([fresh('Cơ sở Bảy'), fresh('Cơ sở Tám'), fresh('Cơ sở Chín')]);
    await saved([{ id: one!.id, fields: { workers: 3 } }]);
    await app.services.db.query(
      `insert into product (id, created_at, updated_at, facility_id, category_id, name_vi, unit)
       select gen_random_uuid(), now(), now(), $1, id, 'Mắm', 'H87' from category limit 1`,
      [two!.id],
    );
    const before = await contents();
    const { changedSince } = await unsave([one!, two!, three!]);
    expect(changedSince.toSorted()).toEqual([one!.id, two!.id].toSorted());
    expect(await contents()).toEqual(before);
  });
});

it('batches with the same facilities in opposite order do not lock each other out', async () => {
  const ids = (await saved(Array.from({ length: 50 }, (_, index) => fresh(`Cơ sở số ${index}`)))).map(({ id }) => id);
  const batch = (order: readonly string[], from: number) =>
    order.map((id, index) => ({ id, fields: { workers: from + index } }));
  await Promise.all([saved(batch(ids, 1)), saved(batch(ids.toReversed(), 100)), saved(batch(ids, 200))]);
  const versions = await app.services.db.query('select distinct version from facility where id = any($1)', [ids]);
  expect(versions).toEqual([{ version: 4 }]);
});
