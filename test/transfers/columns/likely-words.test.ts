import { describe, expect, it } from 'vitest';
import { likelyValues, valueNamed } from '../../../src/transfers/columns/likely-words.ts';
import { PACKAGING_WORDS } from '../../../src/transfers/columns/product-columns.ts';
import {
  CERTIFICATE_KIND_WORDS,
  LEGAL_FORM_WORDS,
  NEED_WORDS,
  PRICE_BASIS_WORDS,
  STORAGE_WORDS,
} from '../../../src/transfers/columns/words.ts';

describe('the value that words are likely to mean', () => {
  it.each([
    ['ngăn đông tủ lạnh', STORAGE_WORDS, 'FROZEN'],
    ['lạnh đông', STORAGE_WORDS, 'FROZEN'],
    ['-18°C', STORAGE_WORDS, 'FROZEN'],
    ['dưới -18 độ C', STORAGE_WORDS, 'FROZEN'],
    ['bảo quản ngăn mát tủ lạnh', STORAGE_WORDS, 'CHILLED'],
    ['Mát, tránh ánh nắng', STORAGE_WORDS, 'COOL'],
    ['sản phẩm để ở nhiệt độ thường, tránh ánh nắng', STORAGE_WORDS, 'AMBIENT'],
    ['hũ thủy tinh', PACKAGING_WORDS, 'JR'],
    ['hu thuy tinh', PACKAGING_WORDS, 'JR'],
    ['bảo quản lạnh sâu', STORAGE_WORDS, 'FROZEN'],
    ['hút chân không', PACKAGING_WORDS, 'VP'],
    ['chứng nhận OCOP', CERTIFICATE_KIND_WORDS, 'OCOP'],
    ['chai nhựa PET', PACKAGING_WORDS, 'BO'],
    ['túi ni lông in hình', PACKAGING_WORDS, 'EC'],
    ['FOB cảng Cát Lái', PRICE_BASIS_WORDS, 'FOB'],
    ['giá xưởng', PRICE_BASIS_WORDS, 'EXW'],
    ['HTX nông nghiệp', LEGAL_FORM_WORDS, 'COOPERATIVE'],
    ['Liên hiệp HTX nông nghiệp', LEGAL_FORM_WORDS, 'UNION_OF_COOPERATIVES'],
    ['thiết kế bao bì', NEED_WORDS, 'PACKAGING'],
    ['ISO 9001:2008', CERTIFICATE_KIND_WORDS, 'ISO_9001'],
    ['HACPP', CERTIFICATE_KIND_WORDS, 'HACCP'],
  ])('of %s is the one', (text, words, value) => {
    const likely = likelyValues<string>(text, words);
    expect(likely.suggestion).toBe(value);
    expect(likely.values[0]).toBe(value);
  });

  it.each([
    ['HACCP, ISO 22000', CERTIFICATE_KIND_WORDS, 'HACCP'],
    ['ISO 22001', CERTIFICATE_KIND_WORDS, 'ISO_22000'],
    ['CIF', PRICE_BASIS_WORDS, 'EXW'],
    ['Nơi thoáng mát', STORAGE_WORDS, 'COOL'],
    ['18 độ C', STORAGE_WORDS, 'FROZEN'],
    ['nhiệt độ thường hoặc ngăn mát', STORAGE_WORDS, 'AMBIENT'],
    ['nhựa', PACKAGING_WORDS, '5H'],
    ['không đông lạnh', STORAGE_WORDS, 'FROZEN'],
    ['chưa có HACCP', CERTIFICATE_KIND_WORDS, 'HACCP'],
    ['đang làm VietGAP', CERTIFICATE_KIND_WORDS, 'VIETGAP'],
    ['không vay vốn', NEED_WORDS, 'CAPITAL'],
    ['Doanh nghiệp', LEGAL_FORM_WORDS, 'PRIVATE_ENTERPRISE'],
    ['???', STORAGE_WORDS, 'AMBIENT'],
  ])('of %s is not clear', (text, words, first) => {
    const likely = likelyValues<string>(text, words);
    expect(likely.suggestion).toBeNull();
    expect(likely.values[0]).toBe(first);
    expect(likely.values.toSorted()).toEqual(Object.keys(words).toSorted());
  });

  it('is certain where they are its own, a minus included', () => {
    expect(valueNamed('đông LẠNH', STORAGE_WORDS)).toBe('FROZEN');
    expect(valueNamed('iso_22000', CERTIFICATE_KIND_WORDS)).toBe('ISO_22000');
    expect(valueNamed('-18 độ', STORAGE_WORDS)).toBe('FROZEN');
    expect(valueNamed('18 độ', STORAGE_WORDS)).toBeUndefined();
  });
});
