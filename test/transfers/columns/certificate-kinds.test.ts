import { describe, expect, it } from 'vitest';
import type { CellValue } from '../../../src/platform/tables/table.ts';
import { suggestionOf } from '../../../src/transfers/columns/question.ts';
import { readCertificates } from './headed-table.ts';

/** What a row says of its certificate, and what is asked or wrong. */
function told(kind: CellValue, stars: CellValue = null) {
  const [{ reader, given } = {} as never] = readCertificates([
    ['Loại giấy chứng nhận', 'Số sao', 'Số giấy chứng nhận'],
    [kind, stars, '12/QĐ'],
  ]);
  const { kind: read, stars: counted } = given.fields;
  return {
    ...(read !== undefined && { kind: read }),
    ...(counted !== undefined && { stars: counted }),
    ...(reader.questions.length > 0 && { suggestion: suggestionOf(reader.questions[0]!.choices) }),
    ...(reader.problems.length > 0 && { problem: reader.problems[0]!.text.vi }),
  };
}

describe('the kind of a certificate', () => {
  it.each([
    ['Giấy chứng nhận ATTP', 'ATTP'],
    ['GCN ATTP', 'ATTP'],
    ['Cơ sở đủ điều kiện ATTP', 'ATTP'],
    ['GCN cơ sở đủ điều kiện an toàn vệ sinh thực phẩm', 'ATTP'],
    ['Đạt tiêu chuẩn VietGAP', 'VIETGAP'],
    ['HACCP certified', 'HACCP'],
    ['ISO 22000:2018 - Hệ thống quản lý an toàn thực phẩm', 'ISO_22000'],
    ['ISO 9001:2008', 'ISO_9001'],
    ['Giấy chứng nhận đăng ký chỉ dẫn địa lý', 'GEOGRAPHICAL_INDICATION'],
  ])('of %s is certain', (text, kind) => {
    expect(told(text)).toEqual({ kind });
  });

  it.each([
    ['VietGAP trồng trọt', 'VIETGAP'],
    ['Hữu cơ USDA', 'ORGANIC'],
    ['Cơ sở đủ điều kiện ATTP trong sản xuất, kinh doanh', 'ATTP'],
    ['HACPP', 'HACCP'],
  ])('of %s is asked, %s suggested', (text, suggestion) => {
    expect(told(text)).toEqual({ suggestion });
  });

  it.each([
    'chưa có HACCP',
    'Đang làm HACCP',
    'không đạt ATTP',
    'HACCP (hết hạn)',
    'HACCP đến 2027',
    'VietGAP (đang chờ cấp)',
    'cam kết ATTP',
    'HACCP?',
    'xác nhận kiến thức ATTP',
    'theo hướng hữu cơ',
    'OCOP 4 sao, tiềm năng 5 sao',
    'không',
  ])('of %s is asked, and nothing suggested', (text) => {
    expect(told(text)).toEqual({ suggestion: null });
  });

  it.each(['HACCP, ISO 22000', 'VietGAP/GlobalGAP', 'ISO 9001:2015 và ISO 22000:2018'])(
    'is one of a row: %s is refused',
    (text) => {
      expect(told(text)).toEqual({ problem: expect.stringMatching(/mỗi loại một dòng/) });
    },
  );

  it.each([
    ['OCOP (3 sao)', null, 3],
    ['4 sao OCOP', null, 4],
    ['OCOP bốn sao', null, 4],
    ['OCOP - hạng 5', null, 5],
    ['Chứng nhận OCOP đạt 3 sao', null, 3],
    ['OCOP 4', null, 4],
    ['3*', null, 3],
    ['★★★★', null, 4],
    ['OCOP', '(4 sao)', 4],
    ['OCOP', 'OCOP 4 sao', 4],
    ['OCOP', 'Hạng 4', 4],
  ])('and stars of %s and %s are OCOP with %s', (kind, stars, expected) => {
    expect(told(kind, stars)).toEqual({ kind: 'OCOP', stars: expected });
  });

  it.each([
    ['Hạng sao', 4, { kind: 'OCOP', stars: 4, number: '12/QĐ' }],
    ['OCOP', '4 sao', { kind: 'OCOP', stars: 4, number: '12/QĐ' }],
    ['Hạng', '4 sao', { kind: 'OCOP', stars: 4, number: '12/QĐ' }],
    ['Hạng', 3, { stars: 3, number: '12/QĐ' }],
  ])('is OCOP by stars below %s: %s', (header, stars, fields) => {
    const [row] = readCertificates([
      ['Tên sản phẩm', 'Chủ thể', header, 'Số QĐ'],
      ['Mật ong', 'HTX Ong', stars, '12/QĐ'],
    ]);
    expect(row!.given.fields).toEqual(fields);
  });

  it('has no stars by a mark that refers to a note', () => {
    expect(told('HACCP*')).toEqual({ kind: 'HACCP' });
  });
});
