import { describe, expect, it } from 'vitest';
import { readUnit } from '../../../src/platform/cells/units.ts';
import { ALL_UNITS } from '../../../src/platform/standards/units.ts';

const codeOf = (text: string): string | null => {
  const reading = readUnit(text);
  return reading.is === 'unit' ? reading.code : null;
};
const suggested = (text: string): string[] | null => {
  const reading = readUnit(text);
  return reading.is === 'unit' ? null : reading.suggestions.map(({ code }) => code);
};

describe('readUnit', () => {
  it.each([
    ['kg', 'KGM'],
    ['Kg', 'KGM'],
    ['KG.', 'KGM'],
    ['㎏', 'KGM'],
    ['ký', 'KGM'],
    ['Kí', 'KGM'],
    ['ky', 'KGM'],
    ['cân', 'KGM'],
    ['kilogam', 'KGM'],
    ['g', 'GRM'],
    ['gr', 'GRM'],
    ['gram', 'GRM'],
    ['lạng', 'HGM'],
    ['tấn', 'TNE'],
    ['tạ', 'DTN'],
    ['Lít', 'LTR'],
    ['L', 'LTR'],
    ['lit', 'LTR'],
    ['ML', 'MLT'],
    ['chai', 'XBO'],
    ['Chai', 'XBO'],
    ['lon', 'XCX'],
    ['Hộp', 'XBX'],
    ['hop', 'XBX'],
    ['Gói', 'XPK'],
    ['GÓI', 'XPK'],
    ['gói nhỏ', 'XPA'],
    ['Bịch', 'XBG'],
    ['túi', 'XBG'],
    ['Thùng', 'XCS'],
    ['thùng carton', 'XCT'],
    ['bao', 'XSA'],
    ['khay', 'XPU'],
    ['Vỉ', 'XPU'],
    ['VỈ', 'XPU'],
    ['vĩ', 'XPU'],
    ['Hủ', 'XJR'],
    ['hũ', 'XJR'],
    ['Hũ', 'XJR'],
    ['hủ', 'XJR'],
    ['hu', 'XJR'],
    ['lọ', 'XJR'],
    ['Bó', 'XBE'],
    ['Trái', 'H87'],
    ['quả', 'H87'],
    ['cái', 'H87'],
    ['pcs', 'H87'],
    ['Ea', 'EA'],
    ['EA', 'EA'],
    ['chiếc', 'EA'],
    ['con', 'HEA'],
    ['cặp', 'PR'],
    ['đôi', 'PR'],
    ['tá', 'DZN'],
    ['chục', 'TP'],
    ['bộ', 'SET'],
    ['m2', 'MTK'],
    ['m²', 'MTK'],
    ['KGM', 'KGM'],
    ['kgm', 'KGM'],
    ['XBO', 'XBO'],
    ['1 kg', 'KGM'],
    ['(kg)', 'KGM'],
    ['VNĐ/kg', 'KGM'],
    ['đ/Hộp', 'XBX'],
  ])('%s is %s', (text, code) => {
    expect(readUnit(text)).toEqual({ is: 'unit', code, contains: null });
  });

  it.each([
    ['thùng 24', 'XCS', 24, null],
    ['Thùng 24 chai', 'XCS', 24, 'XBO'],
    ['24 chai/thùng', 'XCS', 24, 'XBO'],
    ['lốc 6', 'XPK', 6, null],
    ['hộp 10 gói', 'XBX', 10, 'XPK'],
    ['Chai 500ml', 'XBO', 500, 'MLT'],
    ['khay 10 miếng', 'XPU', 10, 'H87'],
  ])('%s is %s of %d %s', (text, code, count, unit) => {
    expect(readUnit(text)).toEqual({ is: 'unit', code, contains: { count, unit } });
  });

  it.each([
    ['can', ['XJC', 'XJY', 'KGM']],
    ['bo', ['XBE', 'SET']],
    ['can 5L', ['XJC', 'XJY']],
    ['chỉ', []],
    ['món', ['H87']],
    ['OOg', []],
    ['nghìn đồng/kg', []],
    ['nghìn đồng', []],
    ['ta', ['DZN', 'DTN']],
    ['miếng', ['H87']],
    ['Cây', ['H87']],
    ['ổ', ['H87']],
    ['Xấp', ['H87']],
    ['hôp', ['XBX']],
    ['thunhg', ['XCS']],
    ['túi zip', ['XBG']],
    ['Hộp/Gói', ['XBX', 'XPK']],
    ['500g', []],
    ['2 kg', []],
    ['10kg', []],
    ['nửa ký', []],
    ['1/2 kg', []],
    ['½ kg', []],
    ['1kg5', []],
    ['Lần', []],
    ['Ngày', []],
    ['abcdef', []],
    ['', []],
  ])('%j is not read; suggested: %j', (text, codes) => {
    const found = suggested(text);
    expect(found?.toSorted()).toEqual(codes.toSorted());
  });

  it('suggests a can for can, and no kilogram', () => {
    expect(suggested('can')![0]).toBe('XJC');
  });

  it('says of work and of pieces why they are not read', () => {
    expect(readUnit('Lần')).toMatchObject({ is: 'unknown', note: { en: /no unit of goods/ } });
    expect(readUnit('miếng')).toMatchObject({ is: 'unknown', note: { en: /no code of its own/ } });
    expect(readUnit('T')).toMatchObject({ is: 'unknown' });
  });

  it('reads what units of goods are called and abbreviated here, and their codes', () => {
    const goods = ALL_UNITS.filter(({ dimension }) => dimension !== 'TIME');
    expect(goods.filter(({ code, name }) => codeOf(name.vi) !== code)).toEqual([]);
    expect(goods.filter(({ code }) => codeOf(code) !== code)).toEqual([]);
    const abbreviated = goods.filter(({ dimension, code }) => dimension !== 'PACKAGE' && code !== 'C62');
    expect(abbreviated.filter(({ code, symbol }) => codeOf(symbol) !== code)).toEqual([]);
  });

  it('reads or knows what may be meant by every unit of a wholesaler’s price list', () => {
    const written =
      `Kg Lần Trái cái Hộp Gói kg hủ Miếng Cây Chai Bó Vỉ Hủ ổ trái quả Xấp Quả Lon Cái Bịch gói cây chai bịch Lít Ổ ĐVT
      lọ lần hộp VỈ Vắt Phần Ngày Lá Hũ GÓI Ea Cành`.split(/\s+/);
    const open = written.filter((text) => codeOf(text) === null);
    expect(open).toEqual([
      ...['Lần', 'Miếng', 'Cây', 'ổ', 'Xấp', 'cây', 'Ổ', 'ĐVT', 'lần', 'Vắt', 'Phần', 'Ngày', 'Lá', 'Cành'],
    ]);
    expect(open.filter((text) => suggested(text)!.length === 0)).toEqual(['Lần', 'ĐVT', 'lần', 'Ngày']);
  });
});
