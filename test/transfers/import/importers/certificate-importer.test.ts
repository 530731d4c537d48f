import { describe, expect, it } from 'vitest';
import { CertificateKind } from '../../../../src/certificates/certificate.entity.ts';
import { CERTIFICATE_COLUMNS } from '../../../../src/transfers/columns/certificate-columns.ts';
import { CertificateImporter } from '../../../../src/transfers/import/importers/certificate-importer.ts';
import type { ImportOptions } from '../../../../src/transfers/import/settings.ts';
import { addCatalogue, addProduct, type Catalogue, serial } from '../../../products/catalogue.ts';
import { useTestApp } from '../../../support/app.ts';
import { bring, type Cells, check, settingOf } from './rows.ts';

const app = useTestApp('seeded');

const open = (options: ImportOptions = {}) => CertificateImporter.open(settingOf(app, options));

const key = (id: string): string => id.slice(4);

/** A facility with a name of its own. */
async function maker(): Promise<Catalogue & { name: string }> {
  const catalogue = await addCatalogue(app);
  const name = `HTX Chứng Nhận ${serial()}`;
  await app.services.db.query('update facility set name = $2, name_key = $3 where id = $1', [
    key(catalogue.facility),
    name,
    name.replace('HTX Chứng Nhận', 'chung nhan'),
  ]);
  return { ...catalogue, name };
}

const PRINTED = {
  kind: 'HACCP',
  issuer: 'Quacert',
  validFrom: '01/01/2026',
  validTo: '31/12/2026',
};

const stored = (holder: string) =>
  app.services.db.query<Record<string, unknown>>(
    `select * from certificate where product_id = $1 or facility_id = $1 order by created_at, id`,
    [key(holder)],
  );

describe('an import of certificates', () => {
  it('adds those of facilities and products, verified by nobody', async () => {
    const { facility, name, ...rest } = await maker();
    const product = await addProduct(app, { facility, ...rest }, { externalId: 'CN-1' });
    const rows: Cells[] = [
      { ...PRINTED, number: 'H-01', 'facility.name': name },
      { kind: 'OCOP 4 sao', number: 'O-01', 'facility.name': name.toLowerCase(), 'product.externalId': 'CN-1' },
    ];
    expect(await check(app, await open(), rows)).toEqual([{ outcome: 'CREATED' }, { outcome: 'CREATED' }]);
    expect(await stored(facility)).toEqual([]);
    const outcomes = await bring(app, await open(), rows);
    expect(outcomes.records).toMatchObject([{ type: 'certificate' }, { type: 'certificate' }]);
    expect(await stored(facility)).toMatchObject(
      [
        {
          kind: 'HACCP',
          number: 'H-01',
          issuer: 'Quacert',
          valid_from: '2025-12-31T17:00:00.000Z',
          valid_until: '2026-12-31T17:00:00.000Z',
          verified_at: null,
          stars: null,
        },
      ].map((row) => ({ ...row, valid_from: new Date(row.valid_from), valid_until: new Date(row.valid_until) })),
    );
    expect(await stored(product)).toMatchObject([{ kind: 'OCOP', stars: 4, number: 'O-01', facility_id: null }]);
    const again = await bring(app, await open(), rows);
    expect([...again]).toEqual([{ outcome: 'SAME' }, { outcome: 'SAME' }]);
    expect(again.records).toEqual([]);
  });

  it('has what it changes verified anew, and leaves alone what it does not', async () => {
    const { facility, name } = await maker();
    const row: Cells = { ...PRINTED, number: 'H-02', 'facility.name': name };
    await bring(app, await open(), [row]);
    await app.services.db.query(
      "update certificate set verified_at = '2026-02-01', verified_by = 'a' where facility_id = $1",
      [key(facility)],
    );
    expect([...(await bring(app, await open(), [row]))]).toEqual([{ outcome: 'SAME' }]);
    expect(await stored(facility)).toMatchObject([{ verified_by: 'a', version: 1 }]);
    const [told] = await bring(app, await open(), [{ ...row, number: 'h-02', validTo: '31/12/2027' }]);
    expect(told).toMatchObject({ outcome: 'CHANGED' });
    expect(await stored(facility)).toMatchObject([{ verified_at: null, verified_by: null, version: 2 }]);
  });

  it.each([
    ['another number', { number: 'H-04' }, 'CREATED'],
    ['another kind', { kind: 'GMP' }, 'CREATED'],
    ['no number, and all else the same', { number: null }, 'SAME'],
    ['no number, and another first day', { number: null, validFrom: '15/02/2026' }, 'CREATED'],
    ['no number, and another issuer', { number: null, issuer: 'Vinacert' }, 'CREATED'],
  ])('beside one that is there: %s', async (_, over, outcome) => {
    const { name } = await maker();
    const row: Cells = { ...PRINTED, number: 'H-03', 'facility.name': name };
    await bring(app, await open(), [row]);
    expect(await check(app, await open(), [{ ...row, ...over }])).toEqual([{ outcome }]);
  });

  it('gives its number to one that had none', async () => {
    const { facility, name } = await maker();
    await bring(app, await open(), [{ ...PRINTED, 'facility.name': name }]);
    await bring(app, await open(), [{ ...PRINTED, number: 'H-05', 'facility.name': name }]);
    expect(await stored(facility)).toMatchObject([{ number: 'H-05' }]);
  });

  it('refuses one that was withdrawn', async () => {
    const { facility, name } = await maker();
    const row: Cells = { ...PRINTED, number: 'H-06', 'facility.name': name };
    await bring(app, await open(), [row]);
    await app.services.db.query('update certificate set withdrawn_at = now() where facility_id = $1', [key(facility)]);
    expect(await check(app, await open(), [row])).toMatchObject([
      { outcome: 'REFUSED', problems: [{ field: 'number', code: 'INVALID_STATE' }] },
    ]);
  });

  it('finds products by GTIN anywhere, by code and by name at their facility', async () => {
    const catalogue = await maker();
    const gtin = '8938505974194';
    const product = await addProduct(app, catalogue, { externalId: 'CN-2', gtin, nameVi: 'Dừa sấy chứng nhận' });
    const named = { 'facility.name': catalogue.name };
    for (const [number, holder] of [
      ['P-1', { 'product.gtin': '893 8505 97419 4' }],
      ['P-2', { 'product.externalId': 'CN-2', ...named }],
      ['P-3', { 'product.name': 'dừa sấy  chứng nhận', ...named }],
    ] as const) {
      expect([...(await bring(app, await open(), [{ ...PRINTED, number, ...holder }]))]).toEqual([
        { outcome: 'CREATED' },
      ]);
    }
    expect(await stored(product)).toHaveLength(3);
    const [asked] = await check(app, await open(), [
      { ...PRINTED, number: 'P-4', 'product.name': 'dua say chung nhan', ...named },
    ]);
    expect(asked).toMatchObject({
      outcome: 'OPEN',
      questions: [{ kind: 'SAME_PRODUCT', choices: [key(product), 'LEAVE_OUT'] }],
    });
  });

  it('takes the facility that was chosen for the file where a row names none', async () => {
    const { facility } = await maker();
    await bring(app, await open({ facility: key(facility) }), [{ ...PRINTED, number: 'H-07' }]);
    expect(await stored(facility)).toMatchObject([{ number: 'H-07' }]);
  });

  it.each([
    ['no holder', {}, 'facility.name', 'BAD_INPUT'],
    ['an unknown facility', { 'facility.name': 'Xưởng Quờ Quạng Chưa Từng Có' }, 'facility.name', 'NOT_FOUND'],
    ['an unknown tax code', { 'facility.taxCode': '0309999994' }, 'facility.name', 'NOT_FOUND'],
    ['an unknown GTIN', { 'product.gtin': '8936000000013' }, 'facility.name', 'NOT_FOUND'],
    ['a code without a facility', { 'product.externalId': 'CN-2' }, 'facility.name', 'NOT_FOUND'],
    ['no kind', { kind: null, 'facility.name': 'x' }, 'kind', 'BAD_INPUT'],
    ['stars that there are not', { stars: 'nhiều sao', 'facility.name': 'x' }, 'stars', 'BAD_INPUT'],
  ])('refuses %s', async (_, over, field, code) => {
    const cells: Cells = { ...PRINTED, number: 'H-08', 'facility.name': null, ...over };
    const [told] = await check(app, await open(), [cells]);
    expect(told!.problems).toContainEqual(expect.objectContaining({ field, code }));
  });

  it.each([
    ['stars of another kind', { kind: 'HACCP', stars: 4 }, 'stars'],
    ['OCOP without stars', { kind: 'OCOP', stars: null }, 'stars'],
    ['six stars', { kind: 'OCOP', stars: '★★★★★★' }, 'stars'],
    ['a period that ends before it begins', { validTo: '31/12/2025' }, 'validTo'],
    ['an address of no copy', { evidenceUrl: 'tủ hồ sơ' }, 'evidenceUrl'],
  ])('refuses %s in its cell', async (_, over, field) => {
    const { name } = await maker();
    const [told] = await check(app, await open(), [{ ...PRINTED, number: 'H-09', 'facility.name': name, ...over }]);
    expect(told).toMatchObject({ outcome: 'REFUSED', problems: [{ field }] });
  });

  it.each([
    ['OCOP', '4', 4],
    ['OCOP', '4 sao', 4],
    ['OCOP', '★★★', 3],
    ['OCOP', 'Hạng 5 sao', 5],
    ['OCOP', 3, 3],
    ['Chứng nhận OCOP đạt 3 sao', null, 3],
    ['OCOP ★★★★', null, 4],
  ])('reads %s and %s as stars', async (kind, stars, expected) => {
    const { facility, name } = await maker();
    await bring(app, await open(), [{ ...PRINTED, kind, stars, number: 'S', 'facility.name': name }]);
    expect(await stored(facility)).toMatchObject([{ kind: 'OCOP', stars: expected }]);
  });

  it('refuses a row that is about the certificate of an earlier one', async () => {
    const { name } = await maker();
    const row: Cells = { ...PRINTED, number: 'H-10', 'facility.name': name };
    const told = await check(app, await open(), [row, { ...row, number: 'h-10' }]);
    expect(told).toMatchObject([{ outcome: 'CREATED' }, { outcome: 'REFUSED', problems: [{ code: 'DUPLICATE' }] }]);
  });

  it('knows a number again that is spaced otherwise or has other dashes', async () => {
    const { facility, name } = await maker();
    const row: Cells = { ...PRINTED, number: '12/QĐ-SYT', 'facility.name': name };
    const other: Cells = { ...row, number: '12/qđ – SYT' };
    expect(await check(app, await open(), [row, other])).toMatchObject([
      { outcome: 'CREATED' },
      { outcome: 'REFUSED', problems: [{ code: 'DUPLICATE' }] },
    ]);
    await bring(app, await open(), [row]);
    await bring(app, await open(), [other]);
    expect(await stored(facility)).toHaveLength(1);
  });

  it('holds for the time that a row says, or for good', async () => {
    const { facility, name } = await maker();
    const row = (number: string, validTo: string): Cells => ({
      ...{ ...PRINTED, 'facility.name': name },
      ...{ number, validFrom: '15/03/2025', validTo },
    });
    await bring(app, await open(), [row('1', '36 tháng'), row('2', 'vĩnh viễn'), row('3', '31/12/2026')]);
    const ends = async () => (await stored(facility)).map(({ valid_until }) => valid_until);
    const end = new Date('2026-12-31T17:00:00Z');
    expect(await ends()).toEqual([new Date('2028-03-14T17:00:00Z'), null, end]);
    await bring(app, await open(), [row('3', 'không thời hạn')]);
    expect((await ends()).at(-1)).toBeNull();
    expect(await check(app, await open(), [{ ...row('4', '3 năm'), validFrom: null }])).toMatchObject([
      { outcome: 'REFUSED', problems: [{ field: 'validTo', vi: expect.stringMatching(/cần thêm ngày bắt đầu/) }] },
    ]);
  });

  it('has the kind that was chosen for the file where a row names none, and is OCOP where it has stars', async () => {
    const { name } = await maker();
    const row: Cells = { 'facility.name': name, number: 'K' };
    const certificateKind = CertificateKind.HALAL;
    const importer = await open({ certificateKind });
    expect(importer.tellingFields).toContain('product.name');
    expect(importer.blank().fields.kind).toBe(certificateKind);
    expect(await check(app, importer, [row])).toEqual([{ outcome: 'CREATED' }]);
    expect(await check(app, importer, [{ ...row, kind: '-' }])).toMatchObject([{ outcome: 'OPEN' }]);
    expect(await check(app, await open(), [{ ...row, stars: '4 sao' }])).toEqual([{ outcome: 'CREATED' }]);
    expect(await check(app, await open(), [{ ...row, kind: 'OCOP' }])).toMatchObject([
      { outcome: 'REFUSED', problems: [{ field: 'kind', vi: expect.stringMatching(/số sao/) }] },
    ]);
  });

  it('is a row: a table with a column for each kind is refused', async () => {
    const column = (header: string, field: string | null, confidence: 'EXACT' | 'CHOSEN' | null) => ({
      ...{ index: 0, header, field, confidence, samples: [] },
    });
    const importer = await open();
    const stars = column('OCOP', 'stars', 'EXACT');
    expect(() => importer.refuseColumns([stars, column('VietGAP', null, null)])).toThrow(/“VietGAP” are kinds/);
    expect(() => importer.refuseColumns([stars, column('VietGAP', null, 'CHOSEN')])).not.toThrow();
    expect(() => importer.refuseColumns([stars, column('Ghi chú', null, null)])).not.toThrow();
  });

  it('tells of none that it is invented unless its holder is', async () => {
    const { name } = await maker();
    const row: Cells = { ...PRINTED, number: 'H-12', 'facility.name': name };
    expect(await check(app, await open(), [{ ...row, demo: 'có' }])).toMatchObject([
      { outcome: 'REFUSED', problems: [{ field: 'demo', code: 'BAD_INPUT' }] },
    ]);
    expect(await check(app, await open(), [{ ...row, demo: 'không' }])).toEqual([{ outcome: 'CREATED' }]);
  });

  it('reads back what it writes of every column', async () => {
    const { facility, name } = await maker();
    await bring(app, await open(), [
      { ...PRINTED, number: 'H-11', evidenceUrl: 'https://example.com/a.pdf', 'facility.name': name },
    ]);
    const [{ id, kind, number, issuer } = {} as never] = (await stored(facility)) as never[];
    const record = {
      id,
      kind,
      stars: null,
      number,
      issuer,
      validFrom: '2026-01-01',
      validTo: '2026-12-31',
      evidenceUrl: 'https://example.com/a.pdf',
      product: null,
      facility: { id: key(facility), name, taxCode: null, place: null },
    };
    const cells = CERTIFICATE_COLUMNS.flatMap(({ field, write }) =>
      write ? [[field, write(record as never)] as const] : [],
    );
    const days = cells.map(([field, cell]) => [
      field,
      typeof cell === 'object' && cell ? { ...cell, time: null } : cell,
    ]);
    expect(await check(app, await open(), [Object.fromEntries(days) as Cells])).toEqual([{ outcome: 'SAME' }]);
  });
});
