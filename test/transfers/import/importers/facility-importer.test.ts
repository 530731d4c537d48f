import { describe, expect, it } from 'vitest';
import { FACILITY_COLUMNS } from '../../../../src/transfers/columns/facility-columns.ts';
import { FacilityImporter } from '../../../../src/transfers/import/importers/facility-importer.ts';
import { taxCode } from '../../../facilities/facility-support.ts';
import { useTestApp } from '../../../support/app.ts';
import { bring, type Cells, check, rowsOf, settingOf } from './rows.ts';

const app = useTestApp('seeded');

/** An import of another file each time. */
const open = () => FacilityImporter.open(settingOf(app));

let next = 500;

const SYLLABLES = ['ba', 'co', 'di', 'du', 'ga', 'ho', 'la', 'mi', 'no', 'ta'];

/** A name that resembles no other. */
const nameOf = (n: number): string => `HTX ${[...String(n)].map((digit) => SYLLABLES[Number(digit)]).join('')}`;

/** A facility that lacks nothing; each call has another name and tax code. */
const cellsOf = (over: Cells = {}): Cells => ({
  name: nameOf(++next),
  taxCode: taxCode(next),
  place: 'Xã Nhị Long, tỉnh Vĩnh Long',
  address: 'Ấp 5',
  ...over,
});

const stored = async (name: unknown) => {
  const [row] = await app.services.db.query<Record<string, unknown>>(
    `select f.*, u.name as unit from facility f left join administrative_unit u on u.id = f.place_id where f.name = $1`,
    [name],
  );
  return row;
};

describe('an import of facilities', () => {
  it('makes drafts of all that a row says', async () => {
    const row = cellsOf({
      nameEn: 'Coconut Cooperative',
      legalForm: 'HTX',
      vsicCode: 1030,
      vsicVersion: 'VSIC 2018',
      latitude: '9,6812',
      longitude: '106.2661°',
      contactName: 'Nguyễn Văn An',
      phone: 901234567,
      email: 'An@Example.com',
      website: 'www.example.com',
      craftVillage: 'Làng nghề dừa',
      foundedYear: { day: '2015-03-01', time: null },
      workers: '12 người',
      monthlyCapacity: '5 tấn/tháng',
      needs: 'Bao bì; máy móc thiết bị',
    });
    expect(await check(app, await open(), [row])).toEqual([{ outcome: 'CREATED' }]);
    expect(await stored(row.name)).toBeUndefined();
    const outcomes = await bring(app, await open(), [row]);
    expect([...outcomes]).toEqual([{ outcome: 'CREATED' }]);
    expect(outcomes.records).toMatchObject([{ type: 'facility', outcome: 'CREATED', version: 1, before: null }]);
    expect(await stored(row.name)).toMatchObject({
      status: 'DRAFT',
      name_en: 'Coconut Cooperative',
      legal_form: 'COOPERATIVE',
      tax_code: row.taxCode,
      vsic_code: '1030',
      vsic_version: 'VSIC_2018',
      unit: 'Nhị Long',
      address: 'Ấp 5',
      latitude: 9.6812,
      longitude: 106.2661,
      contact_name: 'Nguyễn Văn An',
      phone: '+84901234567',
      email: 'An@example.com',
      website: 'https://www.example.com/',
      craft_village: 'Làng nghề dừa',
      founded_year: 2015,
      workers: 12,
      monthly_capacity: 5,
      monthly_capacity_unit: 'TNE',
      needs: ['PACKAGING', 'MACHINERY'],
      demo: false,
    });
  });

  it('changes nothing the second time', async () => {
    const rows = [cellsOf(), cellsOf({ taxCode: null, phone: '0901 234 567', place: 'TP. Cần Thơ' })];
    expect([...(await bring(app, await open(), rows))]).toEqual([{ outcome: 'CREATED' }, { outcome: 'CREATED' }]);
    const again = await bring(app, await open(), rows);
    expect([...again]).toEqual([{ outcome: 'SAME' }, { outcome: 'SAME' }]);
    expect(again.records).toEqual([]);
  });

  it('changes what a row says, and nothing else, and no state', async () => {
    const row = cellsOf({ email: 'a@example.com' });
    await bring(app, await open(), [row]);
    await app.services.db.query("update facility set status = 'VERIFIED' where name = $1", [row.name!]);
    const change = { taxCode: row.taxCode!, workers: 30 };
    const expected = [{ outcome: 'CHANGED', changes: [{ field: 'workers', from: null, to: 30 }] }];
    expect(await check(app, await open(), [change])).toEqual(expected);
    expect([...(await bring(app, await open(), [change]))]).toEqual(expected);
    expect(await stored(row.name)).toMatchObject({
      status: 'VERIFIED',
      workers: 30,
      email: 'a@example.com',
      version: 2,
    });
  });

  it('tells the places of new and of changed facilities by what they are called', async () => {
    const row = cellsOf();
    const placesOf = async (place: string) => {
      const importer = await open();
      const em = app.services.orm.em.fork();
      const batch = await importer.prepare(em, rowsOf(importer, [{ ...row, place }]));
      const [outcome] = await importer.compare(em, batch);
      return outcome!.outcome === 'REFUSED' ? [] : outcome!.changes.filter(({ field }) => field === 'place');
    };
    const [old, moved] = ['Xã Nhị Long, Vĩnh Long', 'Xã Tam Ngãi, Vĩnh Long'];
    expect(await placesOf(old)).toEqual([{ field: 'place', from: null, to: old }]);
    await bring(app, await open(), [row]);
    expect(await placesOf(moved)).toEqual([{ field: 'place', from: old, to: moved }]);
  });

  it('knows a facility by its name in its place, whatever its legal form is called', async () => {
    const row = cellsOf({ taxCode: null });
    await bring(app, await open(), [row]);
    const other = { ...row, name: String(row.name).replace('HTX', 'Hợp tác xã Nông nghiệp'), workers: 3 };
    const [told] = await check(app, await open(), [other]);
    expect(told).toMatchObject({ outcome: 'CHANGED' });
    expect(told!.changes!.map(({ field }) => field)).toEqual(expect.arrayContaining(['name', 'workers']));
  });

  it.each([
    ['Hợp tác xã', 'Hợp tác xã nông nghiệp', 'CHANGED'],
    ['Cơ sở', '', 'CHANGED'],
    ['Cơ sở', 'HTX', 'OPEN'],
    ['Cơ sở', 'Hộ kinh doanh', 'OPEN'],
    ['Công ty TNHH', 'Công ty CP', 'OPEN'],
  ])('takes %s and %s of one name in one place for one facility, or asks: %s', async (one, other, outcome) => {
    const proper = nameOf(++next).replace('HTX ', '');
    const row = cellsOf({ taxCode: null, name: `${one} ${proper}`, phone: '0905111222' });
    const changed = { ...row, name: `${other} ${proper}`.trim(), phone: '0905999888' };
    const together = await check(app, await open(), [row, changed]);
    expect(together[1]!.outcome).toBe(outcome === 'OPEN' ? 'OPEN' : 'REFUSED');
    await bring(app, await open(), [row]);
    const [told] = await check(app, await open(), [changed]);
    expect(told).toMatchObject({ outcome });
    if (outcome !== 'OPEN') return;
    const { key, suggestion } = told!.questions![0]!;
    expect(suggestion).toBeNull();
    expect(await check(app, await open(), [row, changed], { [key]: 'NEW' })).toEqual([
      { outcome: 'SAME' },
      { outcome: 'CREATED' },
    ]);
  });

  it('asks where both telephone and address are others, and goes by the one that is the same', async () => {
    const row = cellsOf({ taxCode: null, phone: '0905111222', address: 'Thôn 2' });
    await bring(app, await open(), [row]);
    const moved = { ...row, address: 'Thôn 9' };
    const other = { ...moved, phone: '0905999888' };
    const [same, asked] = await check(app, await open(), [moved, other]);
    expect(same).toMatchObject({ outcome: 'CHANGED' });
    expect(asked).toMatchObject({ outcome: 'OPEN', questions: [{ kind: 'FACILITY', suggestion: null }] });
    await bring(app, await open(), [other], { [asked!.questions![0]!.key]: 'NEW' });
    expect(await check(app, await open(), [row, other])).toEqual([{ outcome: 'SAME' }, { outcome: 'SAME' }]);
  });

  it('asks when the place of one with that name is another in the province, and takes the answer', async () => {
    const row = cellsOf({ taxCode: null });
    await bring(app, await open(), [row]);
    const { id } = (await stored(row.name))!;
    const moved = { ...row, place: 'Xã Tam Ngãi, tỉnh Vĩnh Long' };
    const [asked] = await check(app, await open(), [moved]);
    expect(asked).toMatchObject({
      outcome: 'OPEN',
      questions: [{ kind: 'FACILITY', choices: [id, 'NEW', 'LEAVE_OUT'] }],
    });
    const { key } = asked!.questions![0]!;
    expect(await check(app, await open(), [moved], { [key]: id as string })).toMatchObject([{ outcome: 'CHANGED' }]);
    expect(await check(app, await open(), [moved], { [key]: 'NEW' })).toMatchObject([{ outcome: 'CREATED' }]);
    expect(await check(app, await open(), [moved], { [key]: 'LEAVE_OUT' })).toEqual([{ outcome: 'LEFT_OUT' }]);
  });

  it('suggests none that would be given another name', async () => {
    const row = cellsOf({ taxCode: null, name: 'HTX Mì gạo và Trái cây Đồi Chũ Bắc Vĩnh' });
    await bring(app, await open(), [row]);
    const { id } = (await stored(row.name))!;
    const names = ['CƠ SỞ MỲ GẠO CHŨ BẮC VĨNH', 'HTX Mì gạo và Trái cây Đồi Chủ Bắc Vĩnh'];
    const told = await check(
      app,
      await open(),
      names.map((name) => ({ ...row, name })),
    );
    for (const { questions } of told) {
      expect(questions).toMatchObject([{ kind: 'FACILITY', suggestion: null }]);
      expect(questions![0]!.choices).toContain(id);
    }
  });

  it('does not ask for one of the name in another province', async () => {
    const row = cellsOf({ taxCode: null });
    await bring(app, await open(), [row]);
    expect(await check(app, await open(), [{ ...row, place: 'Phường Bến Cát, TP.HCM' }])).toEqual([
      { outcome: 'CREATED' },
    ]);
  });

  it('asks for one of the name in another province that has the same telephone', async () => {
    const row = cellsOf({ taxCode: null, phone: '0905111333' });
    await bring(app, await open(), [row]);
    const moved = { ...row, place: 'Phường Bến Cát, TP.HCM', phone: '0905 111 333' };
    expect(await check(app, await open(), [moved])).toMatchObject([
      { outcome: 'OPEN', questions: [{ kind: 'FACILITY' }] },
    ]);
  });

  it('takes two of one name with different tax codes for two', async () => {
    const row = cellsOf();
    await bring(app, await open(), [row]);
    expect(await check(app, await open(), [{ ...row, taxCode: taxCode(++next) }])).toEqual([{ outcome: 'CREATED' }]);
  });

  it('asks what it cannot read of a place, and keeps the words where it is to stay unknown', async () => {
    const row = cellsOf({ place: 'Xã Không Có Thật, tỉnh Vĩnh Long' });
    const [asked] = await check(app, await open(), [row]);
    expect(asked).toMatchObject({ outcome: 'OPEN', questions: [{ kind: 'PLACE' }] });
    const answers = { [asked!.questions![0]!.key]: 'UNKNOWN' };
    await bring(app, await open(), [row], answers);
    expect(await stored(row.name)).toMatchObject({ unit: null, address: `Ấp 5, ${row.place}` });
    expect([...(await bring(app, await open(), [row], answers))]).toEqual([{ outcome: 'SAME' }]);
  });

  it.each([
    [
      { place: null, commune: 'Nhị Long', province: 'Vĩnh Long' },
      { unit: 'Nhị Long', address: 'Ấp 5' },
    ],
    [
      { place: null, commune: 'xã Thông Hòa', district: 'Cầu Kè', province: 'Trà Vinh' },
      { unit: 'Cầu Kè', address: 'Ấp 5, xã Thông Hòa' },
    ],
    [{ place: 'Xã Thông Hòa, huyện Cầu Kè, tỉnh Trà Vinh' }, { unit: 'Cầu Kè', address: 'Ấp 5, Xã Thông Hòa' }],
  ])('reads the place of %j', async (over, expected) => {
    const row = cellsOf(over);
    await bring(app, await open(), [row]);
    expect(await stored(row.name)).toMatchObject(expected);
  });

  it('reads the place at the end of an address where the file has no column for it', async () => {
    const { place: _, ...row } = cellsOf({ address: 'Ấp 5, xã Nhị Long, tỉnh Vĩnh Long' });
    await bring(app, await open(), [row]);
    expect(await stored(row.name)).toMatchObject({ unit: 'Nhị Long', address: 'Ấp 5' });
  });

  it('takes the province at the end of an address of which no more is clear, and takes no nearer place away', async () => {
    const { place: _, ...row } = cellsOf({ taxCode: null, address: 'Châu Thành, Đồng Tháp' });
    await bring(app, await open(), [row]);
    expect(await stored(row.name)).toMatchObject({ unit: 'Đồng Tháp', address: 'Châu Thành' });
    expect(await check(app, await open(), [row])).toEqual([{ outcome: 'SAME' }]);
    await app.services.db.query(
      `update facility set place_id = (select id from administrative_unit where name = 'Châu Thành' and level = 'COMMUNE' and id in (
         select inner_id from unit_containment c join facility f on f.name = $1 and f.place_id = c.outer_id)) where name = $1`,
      [row.name!],
    );
    expect(await stored(row.name)).toMatchObject({ unit: 'Châu Thành' });
    expect(await check(app, await open(), [row])).toEqual([{ outcome: 'SAME' }]);
  });

  it.each([
    [{ name: null, taxCode: null }, 'name', 'BAD_INPUT'],
    [{ taxCode: '0123456789' }, 'taxCode', 'BAD_INPUT'],
    [{ taxCode: '001083012345' }, 'taxCode', 'BAD_INPUT'],
    [{ latitude: 9.5 }, 'longitude', 'BAD_INPUT'],
    [{ latitude: 106.2, longitude: 9.6 }, 'latitude', 'BAD_INPUT'],
    [{ latitude: 'chín', longitude: 106 }, 'latitude', 'BAD_INPUT'],
    [{ phone: '0901234567; 0901234568' }, 'phone', 'BAD_INPUT'],
    [{ email: 'không phải email' }, 'email', 'BAD_INPUT'],
    [{ website: 'http://example.com' }, 'website', 'BAD_INPUT'],
    [{ foundedYear: 'lâu rồi' }, 'foundedYear', 'BAD_INPUT'],
    [{ workers: 'nhiều' }, 'workers', 'BAD_INPUT'],
    [{ monthlyCapacity: '60 tấn/ngày' }, 'monthlyCapacity', 'BAD_INPUT'],
    [{ monthlyCapacity: 60 }, 'monthlyCapacity', 'BAD_INPUT'],
  ])('refuses %j in its cell', async (over, field, code) => {
    const [told] = await check(app, await open(), [cellsOf(over)]);
    expect(told).toMatchObject({ outcome: 'REFUSED' });
    expect(told!.problems).toEqual([expect.objectContaining({ code })]);
    const isColumn = field in over || field in cellsOf();
    expect(told!.problems![0]!.field).toBe(isColumn ? field : null);
  });

  it('takes the personal number of a household business for its tax code, also where only its name says that it is one', async () => {
    const row = cellsOf({ name: `Hộ kinh doanh ${nameOf(++next)}`.replace('HTX ', ''), taxCode: '001083012345' });
    expect(await check(app, await open(), [row])).toEqual([{ outcome: 'CREATED' }]);
    const company = { ...row, name: nameOf(++next).replace('HTX', 'Công ty') };
    const nameless = { ...row, name: nameOf(++next).replace('HTX', 'Cơ sở') };
    const wrong = { 'loại hình này không dùng': company, 'hãy ghi loại hình': nameless };
    for (const [text, one] of Object.entries(wrong)) {
      const [told] = await check(app, await open(), [one]);
      expect(told!.problems).toMatchObject([{ field: 'taxCode', vi: expect.stringContaining(text) }]);
    }
  });

  it.each([
    ['ĐT: 0905123456', undefined],
    ["'0905123456,", undefined],
    ['Zalo 0905.123.456', undefined],
    ['0905123456 (A.Tám)', '0905123456'],
    ['0905123456 - 0905123457', '0905123456'],
  ])('reads the telephone number of %s, or suggests %s', async (phone, suggestion) => {
    const [told] = await check(app, await open(), [cellsOf({ phone })]);
    expect(told!.problems?.[0]?.suggestion).toBe(suggestion);
    expect(told!.outcome).toBe(suggestion === undefined ? 'CREATED' : 'REFUSED');
  });

  it('suggests the first of several telephone numbers', async () => {
    const [told] = await check(app, await open(), [cellsOf({ phone: '901234567 / 02812345678' })]);
    expect(told!.problems).toMatchObject([{ field: 'phone', suggestion: '0901234567' }]);
    const row = cellsOf({ phone: '901234567 / 02812345678' });
    const answers = { 'CORRECTION:phone:901234567 / 02812345678': '0901234567' };
    expect(await check(app, await open(), [row], answers)).toEqual([{ outcome: 'CREATED' }]);
  });

  it('asks of which edition the VSIC codes of a file are, once', async () => {
    const asked = await check(app, await open(), [cellsOf({ vsicCode: '1030' }), cellsOf({ vsicCode: '111' })]);
    const keys = new Set(asked.flatMap(({ questions }) => questions!.map(({ key }) => key)));
    expect(keys.size).toBe(1);
    const rows = [cellsOf({ vsicCode: '1030' }), cellsOf({ vsicCode: '111' })];
    await bring(app, await open(), rows, { [[...keys][0]!]: 'VSIC_2025' });
    expect(await stored(rows[1]!.name)).toMatchObject({ vsic_code: '0111', vsic_version: 'VSIC_2025' });
  });

  it('takes cells that say that there is nothing for empty', async () => {
    const row = cellsOf({ phone: '-', email: 'không có', website: 'N/A', foundedYear: 2001 });
    expect([...(await bring(app, await open(), [row]))]).toEqual([{ outcome: 'CREATED' }]);
    expect(await stored(row.name)).toMatchObject({ phone: null, email: null, website: null });
  });

  it('asks once whether rows that look like totals, signatures or sections are facilities', async () => {
    const titles = ['Tổng cộng: 1 cơ sở', 'Người lập biểu', 'Giám đốc', 'XÃ EA KLY', 'Phường Ea Kao'];
    const rows = [cellsOf(), ...titles.map((name) => ({ name })), { name: nameOf(++next) }, { name: nameOf(++next) }];
    const [facility, ...asked] = await check(app, await open(), rows);
    expect(facility).toEqual({ outcome: 'CREATED' });
    expect(asked.map(({ questions }) => questions!.map(({ key, suggestion }) => [key, suggestion]))).toEqual([
      [['NOT_GOODS:total', 'LEAVE_OUT']],
      [['NOT_GOODS:signature', 'LEAVE_OUT']],
      [['NOT_GOODS:signature', 'LEAVE_OUT']],
      [['NOT_GOODS:unit', 'LEAVE_OUT']],
      [['NOT_GOODS:unit', 'LEAVE_OUT']],
      [['NOT_GOODS:alone', null]],
      [['NOT_GOODS:alone', null]],
    ]);
    const answers = { 'NOT_GOODS:unit': 'LEAVE_OUT', 'NOT_GOODS:alone': 'KEEP' };
    const told = await check(app, await open(), rows, answers);
    expect(told.slice(4).map(({ outcome }) => outcome)).toEqual(['LEFT_OUT', 'LEFT_OUT', 'CREATED', 'CREATED']);
  });

  it('asks nothing of a list of names, nor of one that is there', async () => {
    const row = cellsOf();
    await bring(app, await open(), [row]);
    expect(await check(app, await open(), [{ name: nameOf(++next) }])).toEqual([{ outcome: 'CREATED' }]);
    expect(await check(app, await open(), [cellsOf(), { name: row.name! }])).toMatchObject([{}, { outcome: 'SAME' }]);
  });

  it('refuses a row that is about the facility of an earlier one, however it is called', async () => {
    const row = cellsOf();
    const { name, taxCode: code, ...rest } = row;
    const told = await check(app, await open(), [row, { name: name!, ...rest }, { taxCode: code!, workers: 4 }]);
    expect(told[0]).toEqual({ outcome: 'CREATED' });
    expect(told[1]).toMatchObject({ outcome: 'REFUSED', problems: [{ code: 'DUPLICATE', field: 'name' }] });
    // Alone it would need a name: no facility has the code yet.
    expect(told[2]).toMatchObject({ outcome: 'REFUSED' });
  });

  it('tells of new ones whether they are invented, and changes no other', async () => {
    const row = cellsOf({ demo: 'có' });
    await bring(app, await open(), [row]);
    expect(await stored(row.name)).toMatchObject({ demo: true });
    expect(await check(app, await open(), [{ ...row, demo: 'không' }])).toMatchObject([
      { outcome: 'REFUSED', problems: [{ field: 'demo', code: 'BAD_INPUT' }] },
    ]);
    const { demo: _, ...silent } = row;
    expect(await check(app, await open(), [silent])).toEqual([{ outcome: 'SAME' }]);
  });

  it('reads back what it writes of every column', async () => {
    const row = cellsOf({
      nameEn: 'Round trip',
      legalForm: 'Công ty',
      workers: 5,
      monthlyCapacity: '1,5 tấn',
      needs: 'Vốn',
    });
    await bring(app, await open(), [row]);
    const found = (await stored(row.name))!;
    const record = {
      ...Object.fromEntries(
        Object.entries(found).map(([key, value]) => [
          key.replace(/_(\w)/g, (_, letter) => letter.toUpperCase()),
          value,
        ]),
      ),
      place: 'Xã Nhị Long, Tỉnh Vĩnh Long',
    };
    const cells = FACILITY_COLUMNS.flatMap(({ field, write }) =>
      write ? [[field, write(record as never)] as const] : [],
    );
    const again = await check(app, await open(), [Object.fromEntries(cells) as Cells]);
    expect(again).toEqual([{ outcome: 'SAME' }]);
  });
});
