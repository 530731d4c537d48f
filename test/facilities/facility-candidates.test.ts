import { beforeAll, describe, expect, it } from 'vitest';
import { type FacilityMatch, findFacilities } from '../../src/facilities/facility-candidates.ts';
import { facilityNameKey } from '../../src/facilities/facility-name.ts';
import { useTestApp } from '../support/app.ts';

const app = useTestApp('seeded');

interface Given {
  name: string;
  taxCode?: string;
  status?: string;
  demo?: boolean;
  producerUnknown?: boolean;
  mergedInto?: number;
}

const idOf = (at: number) => `0199c0de-0000-7000-8000-${String(at).padStart(12, '0')}`;

async function add(
  at: number,
  { name, taxCode, status = 'VERIFIED', demo = false, producerUnknown = false, mergedInto }: Given,
) {
  await app.services.db.query(
    `insert into facility (id, version, created_at, updated_at, name, name_key, tax_code, status, demo, producer_unknown, merged_into_id)
     values ($1, 1, now(), now(), $2, $3, $4, $5, $6, $7, $8)`,
    [
      idOf(at),
      name,
      facilityNameKey(name),
      taxCode ?? null,
      status,
      demo,
      producerUnknown,
      mergedInto ? idOf(mergedInto) : null,
    ],
  );
}

beforeAll(async () => {
  await add(1, { name: 'Công ty TNHH Thử Nghiệm Xanh', taxCode: '0999000001' });
  await add(2, { name: 'HTX Thử Nghiệm Xanh', taxCode: '0999000001', demo: true });
  await add(4, { name: 'Cơ sở Ở Lại', status: 'DRAFT' });
  await add(3, { name: 'Cơ sở Chuyển Đi', taxCode: '0999000003', mergedInto: 4 });
  await add(5, { name: 'Cơ sở Chuyển Trước', mergedInto: 3 });
  for (let at = 10; at < 17; at += 1)
    await add(at, { name: 'Hộ kinh doanh Trùng Tên Bảy', status: at < 16 ? 'DRAFT' : 'VERIFIED' });
  await add(20, { name: 'Chưa rõ nhà sản xuất — Mỳ gạo Thử Nghiệm Vàng', producerUnknown: true });
  await add(21, { name: 'Công ty TNHH Mỳ gạo Thử Nghiệm Vàng Anh' });
});

const find = async (name: string | null, taxCode: string | null = null) =>
  (await findFacilities(app.services.db, [{ name, taxCode }]))[0]!;
const ids = (matches: readonly FacilityMatch[]) => matches.map(({ id }) => id);

describe('findFacilities', () => {
  it('answers each in its place, whatever the others are', async () => {
    const found = await findFacilities(app.services.db, [
      { taxCode: null, name: null },
      { taxCode: '0999000001', name: null },
      { taxCode: null, name: 'Cơ sở Ở lại' },
      { taxCode: '', name: '' },
      { taxCode: '0000000000', name: 'Không đâu có' },
    ]);
    expect(found.map(({ byTaxCode, byName, similar }) => [byTaxCode?.id, ids(byName), ids(similar)])).toEqual([
      [undefined, [], []],
      [idOf(1), [], []],
      [undefined, [idOf(4)], []],
      [undefined, [], []],
      [undefined, [], []],
    ]);
    expect(await findFacilities(app.services.db, [])).toEqual([]);
  });

  it('tells who it is', async () => {
    const { byName } = await find('hợp tác xã tân quy');
    const [unit] = await app.services.db.query<{ id: string }>(
      "select id from administrative_unit where level = 'DISTRICT' and code = '845'",
    );
    expect(byName).toEqual([
      expect.objectContaining({
        name: 'HTX Tân Qui',
        label: 'HTX Tân Qui · Huyện Cầu Kè, Trà Vinh',
        place: unit!.id,
        status: 'VERIFIED',
        demo: false,
      }),
    ]);
    const { byTaxCode } = await find(null, '0999000001');
    expect(byTaxCode).toMatchObject({ label: 'Công ty TNHH Thử Nghiệm Xanh · MST 0999000001', place: null });
  });

  it('takes of several with one tax code the real one, or the one of the name', async () => {
    await add(6, { name: 'Chi nhánh Khác Hẳn', taxCode: '0999000001', status: 'DRAFT' });
    expect((await find(null, '0999000001')).byTaxCode?.id).toBe(idOf(1));
    expect((await find('Chi nhánh khác hẳn', '0999000001')).byTaxCode?.id).toBe(idOf(6));
  });

  it('leads from what was merged to what stayed, however often', async () => {
    expect((await find(null, '0999000003')).byTaxCode?.id).toBe(idOf(4));
    expect(ids((await find('Chuyển Đi')).byName)).toEqual([idOf(4)]);
    expect(ids((await find('Chuyển Trước')).byName)).toEqual([idOf(4)]);
  });

  it('tells five of one name, those that are verified first', async () => {
    expect(ids((await find('Trùng Tên Bảy')).byName)).toEqual([16, 10, 11, 12, 13].map(idOf));
  });

  it('tells near names where none is the same, but none that stands in for an unknown producer', async () => {
    expect(await find('Công ty Thử Nghiệm Xanh Lá')).toMatchObject({
      byName: [],
      similar: [{ id: idOf(1) }, { id: idOf(2) }],
    });
    expect(ids((await find('Mỳ gạo Thử Nghiệm Vàng')).similar)).toContain(idOf(21));
    expect(ids((await find('Mỳ gạo Thử Nghiệm Vàng')).similar)).not.toContain(idOf(20));
    expect((await find('Gốm Quang Vinh')).similar).toMatchObject([{ name: 'Công ty TNHH Gốm sứ Quang Vinh' }]);
    expect((await find('Thử Nghiệm Xanh')).similar).toEqual([]);
  });

  it('answers the same in a transaction of a write', async () => {
    const wanted = [
      { name: 'Trùng Tên Bảy', taxCode: '0999000001' },
      { name: 'Quang Vinh "Gốm", {}', taxCode: null },
    ];
    const em = app.services.orm.em.fork();
    const within = await em.transactional((inner) => findFacilities(inner, wanted));
    expect(within).toEqual(await findFacilities(app.services.db, wanted));
  });
});
