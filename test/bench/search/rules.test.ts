import { describe, expect, it } from 'vitest';
import type { ProductFacts } from '../../../bench/search/facts.ts';
import { parseRule } from '../../../bench/search/rules.ts';

const jam: ProductFacts = {
  id: '1',
  name: 'Mứt dứa dẻo Hoà Bình',
  nameEn: 'Chewy pineapple preserve',
  categories: ['candied-fruit', 'jams-and-candied-fruit'],
  provinces: ['Cần Thơ', 'Hậu Giang'],
  origin: 'Cầu Đúc, Hậu Giang',
  ingredients: ['dứa', 'đường phèn'],
};
const means = (rule: string) => parseRule(rule)(jam);

describe('parseRule', () => {
  it.each([
    'mứt dứa',
    'MỨT DỨA',
    'mứt dứa'.normalize('NFD'),
    'hòa bình',
    '^mứt',
    'cat:jams-and-candied-fruit',
    'in:hậu giang',
    'from:cầu đúc',
    'of:đường',
    'en:pineapple',
    '!mứt dừa',
    'kẹo | mứt & of:dứa',
  ])('means the product by "%s"', (rule) => expect(means(rule)).toBe(true));

  it.each([
    '',
    'mut dua',
    'mứt dừa',
    'ứt dứa',
    'mứt dẻo',
    '^dứa',
    'cat:fruit',
    'in:hậu',
    'of:muối',
    'en:apple',
    '!^mứt',
    'mứt & kẹo | kẹo',
  ])('does not mean it by "%s"', (rule) => expect(means(rule)).toBe(false));

  it.each(['mứt |', 'cat:', 'category:fruit', 'mứt & ^ | dứa', 'dứa: mứt'])('refuses "%s"', (rule) =>
    expect(() => parseRule(rule)).toThrow('not a term'),
  );
});
