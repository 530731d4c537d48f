import { describe, expect, it } from 'vitest';
import { parsePlaceName, placeNameKeys } from '../../src/places/place-name.ts';

describe('parsePlaceName', () => {
  it.each([
    ['Huyện Cầu Kè', 'Cầu Kè', 'DISTRICT'],
    ['Thành phố Cao Lãnh', 'Cao Lãnh', 'CITY'],
    ['TP. Thủ Đức', 'Thủ Đức', 'CITY'],
    ['Thị xã Hồng Ngự', 'Hồng Ngự', 'TOWN'],
    ['Quận Ba Đình', 'Ba Đình', 'URBAN_DISTRICT'],
    ['Đặc khu Phú Quốc', 'Phú Quốc', 'SPECIAL_ZONE'],
    ['xã Thông Hoà', 'Thông Hòa', 'COMMUNE'],
    ['Quận 1', 'Quận 1', 'URBAN_DISTRICT'],
    ['Hà Nội', 'Hà Nội', null],
    ['Xã', 'Xã', null],
  ])('parts %s into %s and %s', (text, name, type) => {
    expect(parsePlaceName(text)).toEqual({ name, type });
  });

  it('finds a place with and without the word for its type', () => {
    expect(placeNameKeys('Huyện Cầu Kè')).toEqual(['huyen cau ke', 'cau ke']);
    expect(placeNameKeys('Hòa Bình')).toEqual(placeNameKeys('hoà  bình'));
  });
});
