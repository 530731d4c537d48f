import fc from 'fast-check';
import sql, { raw } from 'sql-template-tag';
import { beforeAll, describe, expect, it } from 'vitest';
import { readCsv } from '../../seeds/read-data.ts';
import { fullName } from '../../src/places/administrative-unit.read.ts';
import { type PlaceChoice, type PlaceParts, PlaceReader, type PlaceReading } from '../../src/places/place-reader.ts';
import { fold } from '../../src/platform/text/vietnamese.ts';
import { useTestApp } from '../support/app.ts';

const app = useTestApp('seeded');
const TODAY = '2026-11-22';

let reader: PlaceReader;
beforeAll(async () => {
  reader = await PlaceReader.load(app.services.db, TODAY);
});

const FORMER = ' (đến 30/06/2025)';

const chosen = ({ label, address }: PlaceChoice) => (address === null ? label : `${address} | ${label}`);

/** What a reading says, in one line: a place, or all choices. */
function said(reading: PlaceReading): string | string[] {
  if (reading.is === 'place') return chosen(reading);
  return reading.is === 'ambiguous' ? reading.choices.map(chosen) : ['unknown', ...reading.suggestions.map(chosen)];
}

describe('a text', () => {
  it.each([
    // With a district it is of the time before 2025-07-01; the commune of then stays words.
    ['Xã Thông Hòa, huyện Cầu Kè, tỉnh Trà Vinh', `Xã Thông Hòa | Huyện Cầu Kè, Trà Vinh${FORMER}`],
    ['xã Thông Hòa huyện Cầu Kè tỉnh Trà Vinh', `xã Thông Hòa | Huyện Cầu Kè, Trà Vinh${FORMER}`],
    ['XÃ THÔNG HOÀ; HUYỆN CẦU KÈ; TRÀ VINH', `XÃ THÔNG HÒA | Huyện Cầu Kè, Trà Vinh${FORMER}`],
    ['xa thong hoa, huyen cau ke, tra vinh', `xa thong hoa | Huyện Cầu Kè, Trà Vinh${FORMER}`],
    ['Xã Thông Hòa\nHuyện Cầu Kè\nTrà Vinh', `Xã Thông Hòa | Huyện Cầu Kè, Trà Vinh${FORMER}`],
    ['Cầu Kè - Trà Vinh', `Huyện Cầu Kè, Trà Vinh${FORMER}`],
    ['Cầu Kè (Trà Vinh)', `Huyện Cầu Kè, Trà Vinh${FORMER}`],
    ['H. Cầu Kè, T. Trà Vinh', `Huyện Cầu Kè, Trà Vinh${FORMER}`],
    ['TT Cầu Kè, H Cầu Kè, Trà Vinh', `TT Cầu Kè | Huyện Cầu Kè, Trà Vinh${FORMER}`],
    [
      'Thị trấn Dương Đông, Huyện Phú Quốc, Kiên Giang',
      `Thị trấn Dương Đông | Thành phố Phú Quốc, Kiên Giang${FORMER}`,
    ],
    ['Phường 5, Q.3, TP.HCM', `Phường 5 | Quận 3, Hồ Chí Minh${FORMER}`],
    ['P5 Q3 TPHCM', `P5 | Quận 3, Hồ Chí Minh${FORMER}`],
    ['12 Lê Lợi, P. Bến Nghé, Q1, HCM', `12 Lê Lợi, P. Bến Nghé | Quận 1, Hồ Chí Minh${FORMER}`],
    ['Ward 5, District 3, Ho Chi Minh City', `Ward 5 | Quận 3, Hồ Chí Minh${FORMER}`],
    ['Cau Ke District, Tra Vinh Province, Vietnam', `Huyện Cầu Kè, Trà Vinh${FORMER}`],
    ['Huyện Cầu Kè', `Huyện Cầu Kè, Trà Vinh${FORMER}`],
    ['Phường Tam Hiệp, Biên Hòa', `Phường Tam Hiệp | Thành phố Biên Hòa, Đồng Nai${FORMER}`],
    ['Huyện Gia Lâm, Hà Nội', `Huyện Gia Lâm, Hà Nội${FORMER}`],
    ['Huyện Thạch Thất, Hà Tây', `Huyện Thạch Thất, Hà Nội${FORMER}`],
    ['xã Văn Quan, huyện Văn Quan, Lạng Sơn', `xã Văn Quan | Huyện Văn Quan, Lạng Sơn${FORMER}`],
    ['Huyện Cai Lậy, Tiền Giang', `Huyện Cai Lậy, Tiền Giang${FORMER}`],
    ['TX Cai Lậy, Tiền Giang', `Thị xã Cai Lậy, Tiền Giang${FORMER}`],
    ['TP Qui Nhơn, Bình Định', `Thành phố Quy Nhơn, Bình Định${FORMER}`],
    ['TP Phan Rang - Tháp Chàm', `Thành phố Phan Rang-Tháp Chàm, Ninh Thuận${FORMER}`],
    ['Côn Đảo, Bà Rịa - Vũng Tàu', `Huyện Côn Đảo, Bà Rịa - Vũng Tàu${FORMER}`],
    ['TP Bắc Ninh', `Thành phố Bắc Ninh, Bắc Ninh${FORMER}`],
    // The district lies in today's province as a whole.
    ['Huyện Cầu Kè, tỉnh Vĩnh Long', `Huyện Cầu Kè, Trà Vinh${FORMER}`],
    // The largest place first.
    ['Tỉnh Trà Vinh, huyện Cầu Kè, xã Thông Hòa', `xã Thông Hòa | Huyện Cầu Kè, Trà Vinh${FORMER}`],
    ['Trà Vinh - Cầu Kè - Thông Hòa', `Thông Hòa | Huyện Cầu Kè, Trà Vinh${FORMER}`],
    // Today's communes.
    ['Xã Cầu Kè, Vĩnh Long', 'Xã Cầu Kè, Vĩnh Long'],
    ['Ấp 3, xã Cầu Kè, tỉnh Vĩnh Long, Việt Nam', 'Ấp 3 | Xã Cầu Kè, Vĩnh Long'],
    ['Xã Cầu Kè, Vĩnh Long (Trà Vinh cũ)', 'Xã Cầu Kè, Vĩnh Long'],
    ['Xã Gia Lâm, Hà Nội', 'Xã Gia Lâm, Hà Nội'],
    ['Phường Xuân Hương - Đà Lạt, Lâm Đồng', 'Phường Xuân Hương - Đà Lạt, Lâm Đồng'],
    ['Đặc khu Phú Quốc', 'Đặc khu Phú Quốc, An Giang'],
    ['Phú Quốc', 'Đặc khu Phú Quốc, An Giang'],
    ['Phú Quốc, An Giang', 'Đặc khu Phú Quốc, An Giang'],
    ['Phú Quốc, Kiên Giang', `Thành phố Phú Quốc, Kiên Giang${FORMER}`],
    ['Phường Bến Cát, Bình Dương', 'Phường Bến Cát, Hồ Chí Minh'],
    ['xa tan thanh, lang son', 'Xã Tân Thành, Lạng Sơn'],
    ['Tân Thành, Lạng Sơn', 'Xã Tân Thành, Lạng Sơn'],
    // A commune that became a ward.
    ['Xã Lộc Ninh, Đồng Nai', 'Xã Lộc Ninh, Đồng Nai (đến 29/04/2026)'],
    ['Lộc Ninh, Đồng Nai', 'Phường Lộc Ninh, Đồng Nai'],
    // Provinces: today's where the name is shared.
    ['An Giang', 'Tỉnh An Giang'],
    ['Bắc Ninh', 'Tỉnh Bắc Ninh'],
    ['TP. Cần Thơ', 'Thành phố Cần Thơ'],
    ['12 Lê Lợi, Hà Nội 100000', '12 Lê Lợi | Thành phố Hà Nội'],
    ['An Giang cũ', `Tỉnh An Giang${FORMER}`],
    ['Tỉnh Bến Tre (cũ)', `Tỉnh Bến Tre${FORMER}`],
    ['An Giang (Kiên Giang cũ)', `Tỉnh Kiên Giang${FORMER}`],
    ['Kiên Giang (nay là An Giang)', `Tỉnh Kiên Giang${FORMER}`],
    ['Xã Thông Hòa, Trà Vinh', `Xã Thông Hòa | Tỉnh Trà Vinh${FORMER}`],
    ['Thị trấn Trâu Quỳ, Hà Nội', `Thị trấn Trâu Quỳ | Thành phố Hà Nội${FORMER}`],
    ['Hoà Bình', `Tỉnh Hoà Bình${FORMER}`],
    ['Đak Lak', 'Tỉnh Đắk Lắk'],
    ['Daklak', 'Tỉnh Đắk Lắk'],
    ['BR-VT', `Tỉnh Bà Rịa - Vũng Tàu${FORMER}`],
    ['Thừa Thiên - Huế', 'Thành phố Huế'],
    ['TP Huế, Thừa Thiên Huế', 'TP Huế | Thành phố Huế'],
    ['HCMC, Vietnam', 'Thành phố Hồ Chí Minh'],
    ['P.502 tòa nhà A, Hà Nội', 'P.502 tòa nhà A | Thành phố Hà Nội'],
    ['Số 1 đường Hà Nội, Huế', 'Số 1 đường Hà Nội | Thành phố Huế'],
  ])('%j is one place', (text, place) => {
    expect(said(reader.read(text))).toBe(place);
  });

  it.each([
    ['Cầu Kè', ['Xã Cầu Kè, Vĩnh Long', `Huyện Cầu Kè, Trà Vinh${FORMER}`]],
    ['Hà Nội, Gia Lâm', ['Xã Gia Lâm, Hà Nội', `Huyện Gia Lâm, Hà Nội${FORMER}`]],
    ['Ha Tien', ['Phường Hà Tiên, An Giang', `Thành phố Hà Tiên, Kiên Giang${FORMER}`]],
    ['Cai Lậy, Tiền Giang', [`Huyện Cai Lậy, Tiền Giang${FORMER}`, `Thị xã Cai Lậy, Tiền Giang${FORMER}`]],
    ['Sài Gòn', ['Thành phố Hồ Chí Minh', 'Phường Sài Gòn, Hồ Chí Minh']],
    ['Hà Tây', ['Thành phố Hà Nội', 'Xã Hà Tây, Hải Phòng']],
    // What is now Bến Tre's commune was no commune of Trà Vinh.
    ['Xã Thạnh Phú, Trà Vinh', ['Xã Thạnh Phú, Vĩnh Long', `Xã Thạnh Phú | Tỉnh Trà Vinh${FORMER}`]],
    ['Hà Nội, Trà Vinh', ['Thành phố Hà Nội', `Hà Nội | Tỉnh Trà Vinh${FORMER}`]],
    // Communes of the time before are not known: one of them may have a name with these marks.
    ['Tân Thanh, Lạng Sơn', ['Tân Thanh | Tỉnh Lạng Sơn', 'Xã Tân Thành, Lạng Sơn']],
    ['Xã Tân Thạnh, Lạng Sơn', ['Xã Tân Thạnh | Tỉnh Lạng Sơn', 'Xã Tân Thành, Lạng Sơn']],
    ['Bình Dương, TP.HCM', ['Phường Bình Dương, Hồ Chí Minh', `Tỉnh Bình Dương${FORMER}`]],
  ])('%j may be several', (text, choices) => {
    expect(said(reader.read(text))).toEqual(choices);
  });

  it('offers five of many at most, each with what lies below it', () => {
    const reading = reader.read('Xã Tân An, huyện Châu Thành');
    expect(reading).toMatchObject({ is: 'ambiguous', choices: Array(5).fill({ address: 'Xã Tân An' }) });
  });

  it.each([
    ['Trà Vinnh', `Tỉnh Trà Vinh${FORMER}`],
    ['Huyện Cau Kee, Tra Vinnh', `Huyện Cầu Kè, Trà Vinh${FORMER}`],
    ['Quận Gò Vấpp, TP.HCM', `Quận Gò Vấp, Hồ Chí Minh${FORMER}`],
    ['Huyện Từ Liêm, Hà Nội', `Quận Nam Từ Liêm, Hà Nội${FORMER}`],
    ['Huyện M Drak, Dak Lak', `Huyện M'Đrắk, Đắk Lắk${FORMER}`],
    ['12 Lê Lợi Hà Nội', '12 Lê Lợi | Thành phố Hà Nội'],
    ['12 Nguyễn Thái Bình', `12 Nguyễn | Tỉnh Thái Bình${FORMER}`],
    ['Đặc khu Phu Quoc', 'Đặc khu Phú Quốc, An Giang'],
    ['Quận 2, TP.HCM', 'Quận 2 | Thành phố Hồ Chí Minh'],
    ['12 Lê Lợi, P. Bến Nghé, TP.HCM', '12 Lê Lợi, P. Bến Nghé | Thành phố Hồ Chí Minh'],
    ['Phường 5, Sài Gòn', 'Phường 5 | Thành phố Hồ Chí Minh'],
  ])('%j is not known and near to something', (text, nearest) => {
    const [is, first, ...others] = said(reader.read(text));
    expect([is, first]).toEqual(['unknown', nearest]);
    expect(others.length).toBeLessThanOrEqual(2);
  });

  it.each(['', ' ', 'VN', 'Việt Nam', '-', '123', 'Không rõ', 'Cầu Kè, Trà Vinh'.repeat(50)])(
    '%j is nothing known and like nothing',
    (text) => {
      expect(reader.read(text)).toEqual({ is: 'unknown', suggestions: [], likely: null });
    },
  );
});

it.each<[PlaceParts, string | null]>([
  [{ commune: 'xã Ea Kao' }, 'Phường Ea Kao, Đắk Lắk'],
  [{ address: 'xã Ea Kao', province: 'Đắk Lắk' }, 'Phường Ea Kao, Đắk Lắk'],
  [{ commune: 'Không Có', province: 'Vĩnh Long' }, 'Tỉnh Vĩnh Long'],
  [{ commune: 'Ea Tu', province: 'Đắk Lắk' }, null],
  [{ commune: 'Ea Tu' }, null],
])('%j is likely what is named just so but for its type: %s', (parts, label) => {
  const reading = reader.readParts(parts);
  const likely = reading.is === 'unknown' ? reading.suggestions.filter(({ id }) => id === reading.likely) : [];
  expect(likely.map((choice) => choice.label)).toEqual(label === null ? [] : [label]);
});

it.each([
  ['Xã An Bình, TP Hồ Chí Minh', 'Xã An Bình | Thành phố Hồ Chí Minh'],
  ['Đội 5, Phú Thọ, Tam Nông, Phú Thọ', 'Đội 5, Phú Thọ, Tam Nông | Tỉnh Phú Thọ'],
  ['Số 1 Trần Phú, Hà Đông, Hà Tây', 'Số 1 Trần Phú, Hà Đông | Thành phố Hà Nội'],
  ['12 Y Jút (xã Quảng Phú cũ), Đắk Lắk', '12 Y Jút (xã Quảng Phú cũ) | Tỉnh Đắk Lắk'],
  ['KCN Hòa Khánh, Liên Chiểu, ĐN', null],
  ['Số 5 Lê Lợi, Buôn Ma Thuột', null],
])('%j ends with a province: %s', (text, place) => {
  const found = reader.provinceAtEnd(text);
  expect(found && chosen(found)).toBe(place);
});

it('knows no place that a region is', () => {
  expect(reader.read('miền Tây').is).toBe('unknown');
});

describe('parts in columns', () => {
  it.each<[PlaceParts, string | string[]]>([
    [{ province: 'Trà Vinh', district: 'Cầu Kè', commune: 'Thông Hòa' }, `Thông Hòa | Huyện Cầu Kè, Trà Vinh${FORMER}`],
    [
      { province: 'Tỉnh Trà Vinh', district: 'Huyện Cầu Kè', commune: 'Xã Thông Hòa', address: 'Ấp 3' },
      `Ấp 3, Xã Thông Hòa | Huyện Cầu Kè, Trà Vinh${FORMER}`,
    ],
    [{ province: 'Vĩnh Long', district: '', commune: 'Cầu Kè', address: null }, 'Xã Cầu Kè, Vĩnh Long'],
    [{ province: 'Hà Nội', district: 'Gia Lâm' }, `Huyện Gia Lâm, Hà Nội${FORMER}`],
    [{ province: 'Hà Nội', commune: 'Gia Lâm' }, 'Xã Gia Lâm, Hà Nội'],
    [{ province: 'TP.HCM', district: '3', commune: '5' }, `5 | Quận 3, Hồ Chí Minh${FORMER}`],
    [{ province: 'Vĩnh Long' }, 'Tỉnh Vĩnh Long'],
    [{ district: 'Cầu Kè' }, `Huyện Cầu Kè, Trà Vinh${FORMER}`],
    [{ province: 'Vĩnh Long', address: 'Ấp 3, xã Cầu Kè' }, 'Ấp 3 | Xã Cầu Kè, Vĩnh Long'],
    [{ commune: 'Xã Thông Hòa, huyện Cầu Kè', province: 'Trà Vinh' }, `Xã Thông Hòa | Huyện Cầu Kè, Trà Vinh${FORMER}`],
    [{ province: 'Kiên Giang', district: 'Phú Quốc' }, `Thành phố Phú Quốc, Kiên Giang${FORMER}`],
    [
      { province: 'Hà Nội', district: 'Từ Liêmm' },
      ['unknown', 'Từ Liêmm | Thành phố Hà Nội', `Từ Liêmm | Thành phố Hà Nội${FORMER}`],
    ],
    [{}, ['unknown']],
  ])('%j', (parts, place) => {
    expect(said(reader.readParts(parts))).toEqual(place);
  });
});

describe('every unit', () => {
  interface Unit {
    id: string;
    name: string;
    level: string;
    fullName: string;
    holds: boolean;
    province: string | null;
  }
  let units: Unit[];
  beforeAll(async () => {
    const { text, values } = sql`
      select u.id, u.name, u.level, coalesce(u.valid_until > ${TODAY}::date, true) as holds, p.name as province,
        ${fullName(raw('u'))} as "fullName"
      from administrative_unit u
      left join lateral (
        select p.name from unit_parenthood h join administrative_unit p on p.id = h.parent_id
        where h.unit_id = u.id order by h.valid_from desc nulls last limit 1
      ) p on true`;
    units = await app.services.db.query<Unit>(text, values);
  });

  const textOf = ({ fullName, province }: Unit) => [fullName, province].filter((name) => name !== null).join(', ');

  it('is what its name and province say, where today has no other of that name', () => {
    const namesakes = (unit: Unit) =>
      units.some((other) => other.holds && other.level === unit.level && fold(other.name) === fold(unit.name));
    const misread = units
      .filter((unit) => unit.holds || unit.level === 'DISTRICT' || !namesakes(unit))
      .filter((unit) => {
        const reading = reader.read(textOf(unit));
        return !(reading.is === 'place' && reading.id === unit.id && reading.address === null);
      });
    expect(misread.map(textOf)).toEqual([]);
  });

  it('is among what they say without diacritics', () => {
    const missed = units
      .filter(({ holds, level }) => holds || level === 'DISTRICT')
      .filter((unit) => {
        const reading = reader.read(fold(textOf(unit)));
        if (reading.is === 'place') return reading.id !== unit.id;
        return reading.is === 'unknown' || !reading.choices.some(({ id }) => id === unit.id);
      });
    expect(missed.map(textOf)).toEqual([]);
  });

  it('is what its own label says', async () => {
    const labels = units.map(({ fullName, province, name, id }) => ({
      id,
      texts: [name, textOf({ fullName, province } as Unit)],
    }));
    const choices = labels
      .flatMap(({ texts }) => texts.map((text) => reader.read(text)))
      .flatMap((reading) => {
        if (reading.is === 'place') return [reading];
        return reading.is === 'ambiguous' ? reading.choices : [];
      });
    const misread = choices.filter(({ id, label }) => {
      const again = reader.read(label);
      return !(again.is === 'place' && again.id === id);
    });
    expect([...new Set(misread.map(({ label }) => label))]).toEqual([]);
  });
});

type Column = 'product' | 'commune_as_published' | 'district_as_published' | 'province_as_published';
type Code = 'product' | 'former_province_code' | 'former_district_code';

describe('the published specialities', () => {
  const codes = new Map(readCsv<Code>('specialities-extra.csv').map((row) => [row.product, row]));
  const rows = readCsv<Column>('specialities.csv');

  it('are all there', () => {
    expect(rows).toHaveLength(55);
  });

  it.each(rows)('$product lies where its codes say', async (row) => {
    const { former_province_code: province, former_district_code: district } = codes.get(row.product)!;
    const [unit] = await app.services.db.query<{ id: string }>(
      `select id from administrative_unit where valid_until = '2025-07-01' and level = $1 and code = $2`,
      district ? ['DISTRICT', district] : ['PROVINCE', province],
    );
    const { commune_as_published: commune, district_as_published, province_as_published } = row;
    const text = [commune, district_as_published, province_as_published].filter((part) => part !== '').join(', ');
    const place = { is: 'place', id: unit!.id, address: commune === '' ? null : commune };
    expect(reader.read(text)).toMatchObject(place);
    expect(
      reader.readParts({ commune, district: district_as_published, province: province_as_published }),
    ).toMatchObject(place);
  });
});

describe('any text', () => {
  const words = fc.constantFrom(
    ...[
      'Xã',
      'Phường',
      'Quận',
      'Huyện',
      'TP.',
      'tỉnh',
      'P5',
      'Q.3',
      'Cầu Kè',
      'Trà Vinh',
      'Hà Nội',
      'Vĩnh Long',
      'cũ',
      'nay là',
    ],
    ...['Lê Lợi', '12', ',', ' - ', '(', ')', ';', '/', '\n', 'VN', 'Châu Thành', 'Phú Quốc', "M'Đrắk", 'á̂', '\u0301'],
  );
  const texts = fc.oneof(
    fc.string({ unit: 'grapheme', maxLength: 60 }),
    fc.array(words, { maxLength: 12 }).map((all) => all.join(' ')),
  );

  it('is read to few units, with words of its own as the address', () => {
    fc.assert(
      fc.property(texts, (text) => {
        const reading = reader.read(text);
        const choices =
          reading.is === 'place' ? [reading] : reading.is === 'ambiguous' ? reading.choices : reading.suggestions;
        expect(choices.length).toBeLessThanOrEqual(reading.is === 'ambiguous' ? 5 : 3);
        if (reading.is === 'ambiguous') expect(choices.length).toBeGreaterThan(1);
        expect(new Set(choices.map(({ id }) => id)).size).toBe(choices.length);
        for (const word of choices.flatMap(({ address }) => fold(address ?? '').match(/[\p{L}\p{N}]+/gu) ?? []))
          expect(fold(text)).toContain(word);
      }),
      { numRuns: 2000 },
    );
  });
});

describe('as of another day', () => {
  it('takes the units of that day for today’s', async () => {
    const then = await PlaceReader.load(app.services.db, '2026-04-29');
    expect(said(then.read('Lộc Ninh, Đồng Nai'))).toBe('Xã Lộc Ninh, Đồng Nai');
    const before = await PlaceReader.load(app.services.db, '2025-06-30');
    expect(said(before.read('Cầu Kè'))).toBe('Huyện Cầu Kè, Trà Vinh');
    expect(said(before.read('An Giang'))).toBe('Tỉnh An Giang');
    expect(said(before.read('Phú Quốc'))).toBe('Thành phố Phú Quốc, Kiên Giang');
  });
});
