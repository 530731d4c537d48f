import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { canonical, fold, hasDiacritics, nameKey, words } from '../../../src/platform/text/vietnamese.ts';
import { ACCENTED } from './letters.ts';

const MIXED = fc.string({
  unit: fc.constantFrom(
    ...ACCENTED.map(([letter]) => letter),
    ...'aeiouybcdghklmnpqrstvxzQ 5-ñëйÐ',
    '\u0301',
    '\u0323',
    '\u00a0',
  ),
  maxLength: 12,
});

describe('canonical', () => {
  it.each([
    ['Hoà Bình', 'Hòa Bình'],
    ['Thanh Hoá', 'Thanh Hóa'],
    ['thuý', 'thúy'],
    ['khoẻ', 'khỏe'],
    ['thoả', 'thỏa'],
    ['khóc oà', 'khóc òa'],
    ['uỷ ban', 'ủy ban'],
    ['luỵ', 'lụy'],
    ['xoè', 'xòe'],
    ['HOÀ', 'HÒA'],
    ['Hoà-Thuỷ/loà', 'Hòa-Thủy/lòa'],
  ])('moves the tone to the older place: %s', (given, expected) => {
    expect(canonical(given)).toBe(expected);
    expect(canonical(given.normalize('NFD'))).toBe(expected);
    expect(canonical(expected)).toBe(expected);
  });

  it.each([
    ...'quý quỳ quả quẹo quốc quyết quỳnh quýt quở Quới'.split(' '),
    ...'giã già gì gìn giếng giết giặt giỏi giữ giàu'.split(' '),
    ...'hoàng hoán loét huỳnh huých xuýt xoong moóc'.split(' '),
    ...'khuya khuỷu khuỵu ngoài xoáy ngoẻo khuấy thuở Huế hoặc'.split(' '),
    ...'mía múa dừa người chuối rượu yếu ý ủa ỉa của'.split(' '),
  ])('leaves %s as it is', (word) => {
    expect(canonical(word)).toBe(word.normalize('NFC'));
  });

  it.each([
    ['qúy', 'quý'],
    ['qủa', 'quả'],
    ['gìa', 'già'],
    ['tóan', 'toán'],
    ['hòang', 'hoàng'],
    ['thủơ', 'thuở'],
    ['ngừơi', 'người'],
    ['xóay', 'xoáy'],
  ])('mends a tone on the wrong vowel: %s', (given, expected) => {
    expect(canonical(given)).toBe(expected);
  });

  it.each([
    'Noël',
    'naïve',
    'résumé',
    'jalapeño',
    'año',
    'mać',
    'Modrić',
    'Sa Rươne',
    'Đắk Lắk',
    'Москва',
    'Νότια',
    '東京',
    'hoàbình',
  ])('leaves %s, which is not a syllable, as it is', (text) => {
    expect(canonical(text)).toBe(text.normalize('NFC'));
  });

  it('puts marks typed in another order together', () => {
    expect(canonical('me\u0301\u0302m')).toBe('mếm');
    expect(canonical('me\u0302\u0301m')).toBe('mếm');
  });

  it('takes the look-alikes of đ for đ in Vietnamese words only', () => {
    expect(canonical('Ðà Nẵng, Ɖông')).toBe('Đà Nẵng, Đông');
    expect(canonical('Seyðisfjörður')).toBe('Seyðisfjörður');
  });

  it('collapses white space and drops what cannot be seen', () => {
    expect(canonical(' \u00a0Nước\t\n mắm\u200b\u2003Phú\u00ad Quốc \ufeff')).toBe('Nước mắm Phú Quốc');
  });

  it('is idempotent, blind to the normal form, and changes nothing that is folded', () => {
    fc.assert(
      fc.property(MIXED, (text) => {
        const settled = canonical(text);
        expect(canonical(settled)).toBe(settled);
        expect(canonical(text.normalize('NFD'))).toBe(canonical(text.normalize('NFC')));
        expect(settled.normalize('NFC')).toBe(settled);
        expect(fold(settled)).toBe(fold(text));
      }),
      { numRuns: 2_000, seed: 1 },
    );
  });
});

describe('fold', () => {
  it('knows 134 accented letters', () => {
    expect(new Set(ACCENTED.map(([letter]) => letter)).size).toBe(134);
  });

  it.each(['NFC', 'NFD'] as const)('folds every accented letter in %s', (form) => {
    for (const [letter, plain] of ACCENTED) expect(fold(letter.normalize(form)), letter).toBe(plain);
  });

  it.each([
    ['  Nước  MẮM\u00a0Phú Quốc ', 'nuoc mam phu quoc'],
    ['Đường hoa dừa', 'duong hoa dua'],
    ['Ðường', 'duong'],
    ['Crème brûlée', 'creme brulee'],
    ['Москва, Йод', 'москва, йод'],
    ['ΟΔΟΣ ά', 'οδοσ ά'],
    ['ភ្នំពេញ', 'ភ្នំពេញ'],
    ['東京 38°', '東京 38°'],
    ['İstanbul', 'istanbul'],
  ])('folds %s', (given, expected) => {
    expect(fold(given)).toBe(expected.normalize('NFC'));
    expect(fold(given.normalize('NFD'))).toBe(expected.normalize('NFC'));
  });

  it('is idempotent and forgets the case', () => {
    fc.assert(
      fc.property(MIXED, (text) => {
        expect(fold(fold(text))).toBe(fold(text));
        expect(fold(text.toUpperCase())).toBe(fold(text));
      }),
      { numRuns: 2_000, seed: 2 },
    );
  });
});

describe('hasDiacritics', () => {
  it('sees every accented letter in both normal forms', () => {
    for (const [letter] of ACCENTED) {
      expect(hasDiacritics(`x${letter.normalize('NFC')}`), letter).toBe(true);
      expect(hasDiacritics(`x${letter.normalize('NFD')}`), letter).toBe(true);
    }
  });

  it.each(['', 'nuoc mam', 'ST25', '38°', 'й', '東京'])('sees none in “%s”', (text) => {
    expect(hasDiacritics(text)).toBe(false);
  });
});

describe('words', () => {
  it.each([
    ['Nước mắm 38 độ, 500ml', ['Nước', 'mắm', '38', 'độ', '500ml']],
    ['Gạo ST25 (túi 5kg) – Sóc Trăng', ['Gạo', 'ST25', 'túi', '5kg', 'Sóc', 'Trăng']],
    ['Hoà_Bình/m²', ['Hòa', 'Bình', 'm²']],
    ['  …!', []],
  ])('splits %s', (text, expected) => {
    expect(words(text)).toEqual(expected);
    expect(words(text.normalize('NFD'))).toEqual(expected);
  });

  it('keeps the vowel signs of other scripts with their letters', () => {
    expect(words('ភ្នំពេញ')).toEqual(['ភ្នំពេញ']);
  });
});

describe('nameKey', () => {
  it.each([
    ['Thuỷ Nguyên', 'THỦY  NGUYÊN'],
    ['Buôn-Ma-Thuột', 'Buôn Ma Thuột'],
    ['Ea H’leo', "Ea H'leo"],
    ["Ea H'leo", 'Ea Hleo'],
    ['Công ty TNHH “Gốm sứ Quang Vinh”', 'Công ty TNHH Gốm sứ Quang Vinh.'],
    ['HTX Dừa sáp (Hòa Tân)', 'htx dua sap hoa tan'],
  ])('is the same for %s and %s', (one, other) => {
    expect(nameKey(one)).toBe(nameKey(other));
  });

  it('keeps different names apart and the legal form in', () => {
    expect(nameKey('HTX Tân Quy')).not.toBe(nameKey('Tân Quy'));
    expect(nameKey('Công ty TNHH Trà Vinh FARM')).toBe('cong ty tnhh tra vinh farm');
    expect(nameKey('–')).toBe('');
  });
});
