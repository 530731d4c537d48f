import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { rebuildContainment } from '../../src/places/containment.ts';
import { createTestApp, type TestApp } from '../support/app.ts';
import { unitsOf } from './unit-change-support.ts';

let app: TestApp;
beforeEach(async () => {
  app = await createTestApp('seeded');
});
afterEach(() => app.close());

const record = (on: string, ...results: object[]) => unitsOf(app).record(on, ...results);
const province = (code: string) => unitsOf(app).province(code);
const commune = (code: string) => unitsOf(app).commune(code);
const snapshot = () => unitsOf(app).snapshot();

/** Takes back what is recorded as of 2026-04-30: Đồng Nai is a province again. */
async function unrecord(): Promise<void> {
  await app.services.orm.em.fork().transactional(async (em) => {
    for (const statement of [
      'delete from unit_containment',
      "delete from unit_succession where since = '2026-04-30'",
      "delete from unit_parenthood where valid_from = '2026-04-30'",
      "update unit_parenthood set valid_until = null where valid_until = '2026-04-30'",
      "delete from administrative_unit where valid_from = '2026-04-30'",
      "update administrative_unit set valid_until = null where valid_until = '2026-04-30'",
    ]) {
      await em.execute(statement);
    }
    await rebuildContainment(em);
  });
}

const WARDS = ['25270', '25357', '25363', '26116', '26170', '26248', '26326', '26368', '26425', '26485'];

describe('Đồng Nai becomes a city on 2026-04-30', () => {
  const city = async () => record('2026-04-30', { from: [await province('75')], type: 'MUNICIPALITY' });
  const wards = async () =>
    record(
      '2026-04-30',
      ...(await Promise.all(WARDS.map(async (code) => ({ from: [await commune(code)], type: 'WARD' })))),
    );

  it.each([
    ['the city first', [city, wards]],
    ['the wards first', [wards, city]],
  ])('is recorded as the seeds have it, %s', async (_, steps) => {
    const seeded = await snapshot();
    await unrecord();
    expect(await snapshot()).not.toEqual(seeded);
    for (const step of steps) expect((await step()).errors).toEqual([]);
    expect(await snapshot()).toEqual(seeded);
  });

  it('leaves audit rows', async () => {
    await unrecord();
    const { units } = await city();
    const rows = await app.services.db.query(
      "select by, action, entity_type from audit_entry where entity_type <> 'UnitParenthood' and entity_id in ($1, $2)",
      [units[0].id.slice(4), units[0].predecessors[0].id.slice(4)],
    );
    expect(rows).toEqual(
      expect.arrayContaining([
        { by: 'operator', action: 'CREATED', entity_type: 'AdministrativeUnit' },
        { by: 'operator', action: 'UPDATED', entity_type: 'AdministrativeUnit' },
      ]),
    );
  });
});

describe('communes', () => {
  it('are merged: what was recorded in either lies in the new one', async () => {
    const [one, two] = [await commune('29308'), await commune('29302')];
    const { units, errors } = await record('2027-01-01', { from: [one, two], name: 'Cầu Kè Mới' });
    expect(errors).toEqual([]);
    expect(units).toMatchObject([{ code: '29308', type: 'COMMUNE', name: 'Cầu Kè Mới', nameEn: null }]);
    const { unit } = await app.asPublic.query(
      `query ($id: ID!) { unit(id: $id) { validUntil liesIn { name } then: liesIn(asOf: "2027-01-01") { name path { name } } } }`,
      { id: two },
    );
    expect(unit.validUntil).toBe('2027-01-01');
    expect(unit.liesIn).not.toMatchObject({ name: 'Cầu Kè Mới' });
    expect(unit.then).toEqual({ name: 'Cầu Kè Mới', path: [{ name: 'Vĩnh Long' }, { name: 'Cầu Kè Mới' }] });
  });

  it('are divided: what was recorded in the old one is known to lie in the province only', async () => {
    const old = await commune('29308');
    const { units, errors } = await record(
      '2026-06-01',
      { from: [old], name: 'Cầu Kè Đông' },
      { from: [old], code: '99999', name: 'Cầu Kè Tây', nameEn: 'West Cau Ke', type: 'WARD' },
    );
    expect(errors).toEqual([]);
    expect(units).toMatchObject([
      { code: '29308', name: 'Cầu Kè Đông' },
      { code: '99999', name: 'Cầu Kè Tây', nameEn: 'West Cau Ke', type: 'WARD' },
    ]);
    const { unit } = await app.asPublic.query(
      'query ($id: ID!) { unit(id: $id) { today { name } liesIn { name } path { name } } }',
      { id: old },
    );
    expect(unit).toEqual({
      today: [{ name: 'Cầu Kè Đông' }, { name: 'Cầu Kè Tây' }],
      liesIn: { name: 'Vĩnh Long' },
      path: [{ name: 'Vĩnh Long' }, { name: 'Cầu Kè' }],
    });
  });

  it('move to another province: what was recorded there lies in both, at its time', async () => {
    const [moved, from, to] = [await commune('29308'), await province('86'), await province('92')];
    const { units, errors } = await record('2026-06-01', { from: [moved], parent: to });
    expect(errors).toEqual([]);
    expect(units[0].parent.id).toBe(to);
    const inside = async (under: string, asOf: string) =>
      (
        await app.asPublic.query(
          'query ($under: ID!, $asOf: LocalDate) { units(first: 1, asOf: $asOf, filter: { under: $under, code: { eq: "29308" } }) { totalCount } }',
          { under, asOf },
        )
      ).units.totalCount;
    expect(await inside(from, '2026-05-31')).toBe(1);
    expect(await inside(from, '2026-06-01')).toBe(0);
    expect(await inside(to, '2026-05-31')).toBe(0);
    expect(await inside(to, '2026-06-01')).toBe(1);
    // A later change of the province that it left is no concern of it.
    await record('2026-09-01', { from: [from], name: 'Vĩnh Long Mới' });
    const { unit } = await app.asPublic.query('query ($id: ID!) { unit(id: $id) { liesIn { path { name } } } }', {
      id: moved,
    });
    expect(unit.liesIn.path.map(({ name }: { name: string }) => name)).toEqual(['Cần Thơ', 'Cầu Kè']);
  });
});

describe('provinces', () => {
  it('are divided with a place for each commune', async () => {
    const old = await province('96');
    const { children } = await unitsOf(app).find('PROVINCE', '96', null, 'children(first: 100) { nodes { id } }');
    const ids = children.nodes.map(({ id }: { id: string }) => id);
    const parts = [
      { from: [old], name: 'Cà Mau', children: ids.slice(0, 40) },
      { from: [old], code: '95', name: 'Bạc Liêu', children: ids.slice(40) },
    ];
    const incomplete = await record('2028-01-01', { ...parts[0], children: ids.slice(0, 39) }, parts[1]!);
    expect(incomplete).toMatchObject({ units: null, errors: [{ code: 'BAD_INPUT', path: ['results'] }] });
    const twice = await record('2028-01-01', parts[0]!, { ...parts[1], children: ids.slice(39) });
    expect(twice.errors).toHaveLength(1);

    expect((await record('2028-01-01', ...parts)).errors).toEqual([]);
    expect(
      await unitsOf(app).find('PROVINCE', '95', '2028-01-01', 'name children(first: 1) { totalCount }'),
    ).toMatchObject({
      name: 'Bạc Liêu',
      children: { totalCount: ids.length - 40 },
    });
    // Each commune went to one province as a whole, though its province was divided.
    const { unit } = await app.asPublic.query(
      'query ($id: ID!) { unit(id: $id) { path(asOf: "2028-01-01") { name } } }',
      {
        id: ids.at(-1),
      },
    );
    expect(unit.path[0]).toEqual({ name: 'Bạc Liêu' });
  });
});
