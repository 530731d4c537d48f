import { describe, expect, it } from 'vitest';
import { useTestApp } from '../support/app.ts';

const app = useTestApp('seeded');

/** The one unit of a level that has a code on a day. */
async function unit(level: string, code: string, asOf: string | null, fields: string) {
  const { units } = await app.asPublic.query(
    `query ($level: UnitLevel!, $code: String!, $asOf: LocalDate) {
      units(first: 2, filter: { level: { eq: $level }, code: { eq: $code } }, asOf: $asOf) { nodes { id ${fields} } }
    }`,
    { level, code, asOf },
  );
  expect(units.nodes).toHaveLength(1);
  return units.nodes[0];
}

const count = async (filter: object, asOf: string | null = null) =>
  (
    await app.asPublic.query(
      `query ($filter: AdministrativeUnitFilter, $asOf: LocalDate) { units(first: 1, filter: $filter, asOf: $asOf) { totalCount } }`,
      { filter, asOf },
    )
  ).units.totalCount;

describe('the register as of a day', () => {
  it('has 63 provinces and 696 districts until 2025-06-30, 34 provinces and 3321 communes since', async () => {
    expect(await count({ level: { eq: 'PROVINCE' } }, '2025-06-30')).toBe(63);
    expect(await count({ level: { eq: 'DISTRICT' } }, '2025-06-30')).toBe(696);
    expect(await count({ level: { eq: 'COMMUNE' } }, '2025-06-30')).toBe(0);
    expect(await count({ level: { eq: 'PROVINCE' } }, '2025-07-01')).toBe(34);
    expect(await count({ level: { eq: 'DISTRICT' } }, '2025-07-01')).toBe(0);
    expect(await count({ level: { eq: 'COMMUNE' } }, '2025-07-01')).toBe(3321);
    expect(await count({})).toBe(3355);
  });

  it('gives a code the name it had on the day', async () => {
    expect(await unit('PROVINCE', '24', '2025-06-30', 'name')).toMatchObject({ name: 'Bắc Giang' });
    expect(await unit('PROVINCE', '24', '2025-07-01', 'name')).toMatchObject({ name: 'Bắc Ninh' });
    expect(await unit('PROVINCE', '82', '2020-01-01', 'name')).toMatchObject({ name: 'Tiền Giang' });
    expect(await unit('PROVINCE', '82', null, 'name')).toMatchObject({ name: 'Đồng Tháp' });
  });

  it('knows since when Đồng Nai is a city, and its new wards', async () => {
    const fields = 'type validFrom validUntil fullName predecessors { id name } successors { type } today { fullName }';
    expect(await unit('PROVINCE', '75', '2026-04-29', fields)).toMatchObject({
      type: 'PROVINCE',
      validFrom: '2025-07-01',
      validUntil: '2026-04-30',
      fullName: 'Tỉnh Đồng Nai',
      predecessors: [{ name: 'Bình Phước' }, { name: 'Đồng Nai' }],
      successors: [{ type: 'MUNICIPALITY' }],
      today: [{ fullName: 'Thành phố Đồng Nai' }],
    });
    expect(await unit('PROVINCE', '75', '2026-04-30', fields)).toMatchObject({
      type: 'MUNICIPALITY',
      validUntil: null,
    });
    expect(await unit('COMMUNE', '26368', '2026-04-29', 'type parent { type }')).toMatchObject({
      type: 'COMMUNE',
      parent: { type: 'PROVINCE' },
    });
    expect(await unit('COMMUNE', '26368', null, 'type parent { type }')).toMatchObject({
      type: 'WARD',
      parent: { type: 'MUNICIPALITY' },
    });
  });

  it('moves an unchanged commune to the city without another row', async () => {
    const fields = 'before: parent(asOf: "2026-04-29") { type } after: parent(asOf: "2026-04-30") { type }';
    expect(await unit('COMMUNE', '26041', null, `${fields} validFrom predecessors { id }`)).toMatchObject({
      before: { type: 'PROVINCE' },
      after: { type: 'MUNICIPALITY' },
      validFrom: '2025-07-01',
      predecessors: [],
    });
  });

  it('takes today from the clock of the request', async () => {
    app.setClock('2026-04-29T16:59:59.999Z');
    expect(await unit('PROVINCE', '75', null, 'type')).toMatchObject({ type: 'PROVINCE' });
    app.setClock('2026-04-29T17:00:00.000Z');
    expect(await unit('PROVINCE', '75', null, 'type')).toMatchObject({ type: 'MUNICIPALITY' });
    app.setClock('2026-11-22T05:00:00.000Z');
  });
});

describe('a unit', () => {
  it('has a path, a parent and children of its own time', async () => {
    const district = await unit('DISTRICT', '845', '2025-06-30', 'fullName path { fullName } parent { name } holds');
    expect(district).toMatchObject({
      fullName: 'Huyện Cầu Kè',
      path: [{ fullName: 'Tỉnh Trà Vinh' }, { fullName: 'Huyện Cầu Kè' }],
      parent: { name: 'Trà Vinh' },
      holds: false,
    });
    const province = await unit('PROVINCE', '84', '2025-06-30', 'children(first: 100) { totalCount nodes { name } }');
    expect(province.children.totalCount).toBe(9);
    expect(province.children.nodes).toContainEqual({ name: 'Cầu Kè' });
  });

  it('says what became of it', async () => {
    const fields = 'today { fullName } liesIn { fullName } formerly: liesIn(asOf: "2025-01-01") { fullName }';
    expect(await unit('PROVINCE', '91', '2025-06-30', fields)).toMatchObject({
      today: [{ fullName: 'Tỉnh An Giang' }],
      liesIn: { fullName: 'Tỉnh An Giang' },
      formerly: { fullName: 'Tỉnh Kiên Giang' },
    });
    expect(await unit('PROVINCE', '70', '2025-06-30', fields)).toMatchObject({
      today: [{ fullName: 'Thành phố Đồng Nai' }],
    });
    expect(await unit('DISTRICT', '845', '2025-06-30', fields)).toMatchObject({
      today: [],
      liesIn: { fullName: 'Tỉnh Vĩnh Long' },
      formerly: { fullName: 'Huyện Cầu Kè' },
    });
    expect(await unit('COMMUNE', '29308', null, fields)).toMatchObject({
      today: [{ fullName: 'Xã Cầu Kè' }],
      liesIn: { fullName: 'Xã Cầu Kè' },
      formerly: null,
    });
  });

  it('keeps the number in the name of a numbered district', async () => {
    expect(await unit('DISTRICT', '760', '2025-06-30', 'name fullName type')).toMatchObject({
      name: 'Quận 1',
      fullName: 'Quận 1',
      type: 'URBAN_DISTRICT',
    });
  });

  it('is found by its id, also as a node', async () => {
    const { id } = await unit('PROVINCE', '01', null, 'name');
    const data = await app.asPublic.query(
      'query ($id: ID!) { unit(id: $id) { name } node(id: $id) { id ... on AdministrativeUnit { name } } }',
      { id },
    );
    expect(data).toEqual({ unit: { name: 'Hà Nội' }, node: { id, name: 'Hà Nội' } });
    const { errors } = await app.asPublic.run('{ unit(id: "fac_0198c0de-0000-7000-8000-000000000000") { id } }');
    expect(errors?.[0]).toMatchObject({ extensions: { code: 'BAD_ID' } });
  });
});

describe('the filter', () => {
  it('takes Hoà and Hòa for the same, with or without diacritics and type', async () => {
    const ids = async (text: string, asOf = '2025-06-30') =>
      (
        await app.asPublic.query(
          'query ($text: String!, $asOf: LocalDate) { units(first: 50, asOf: $asOf, filter: { name: { eq: $text } }) { nodes { id } } }',
          { text, asOf },
        )
      ).units.nodes;
    const expected = await ids('Hoà Bình');
    expect(expected.length).toBeGreaterThan(1);
    for (const text of ['Hòa Bình', 'hoa binh', 'HOÀ BÌNH', 'Hòa Bình'.normalize('NFD'), 'Tỉnh Hòa Bình']) {
      expect(await ids(text)).toEqual(expected);
    }
    expect(await ids('khanh hoa', '2026-01-01')).toHaveLength(await count({ name: { eq: 'Khánh Hòa' } }, '2026-01-01'));
  });

  it('finds what lies under a unit on the day', async () => {
    const old = await unit('PROVINCE', '84', '2025-06-30', 'name');
    const today = await unit('PROVINCE', '86', null, 'name');
    expect(await count({ under: old.id }, '2025-06-30')).toBe(9);
    expect(await count({ under: old.id })).toBe(0);
    expect(await count({ under: today.id, level: { eq: 'COMMUNE' } })).toBe(124);
    expect(await count({ under: today.id }, '2025-06-30')).toBe(0);
  });

  it('puts conditions together', async () => {
    const provinces = { level: { eq: 'PROVINCE' } };
    expect(await count({ ...provinces, type: { in: ['MUNICIPALITY'] } })).toBe(7);
    expect(await count({ ...provinces, not: { type: { eq: 'MUNICIPALITY' } } })).toBe(27);
    expect(await count({ or: [{ ...provinces }, { level: { eq: 'DISTRICT' } }] })).toBe(34);
    expect(await count({ ...provinces, code: { in: [] } })).toBe(0);
    expect(await count({ or: [] })).toBe(0);
    expect(await count({ and: [provinces, { code: { startsWith: '9' } }] })).toBe(3);
  });
});
