/** Each plain letter with all Vietnamese letters that fold to it, written out so that nothing here is computed. */
const FAMILIES: Record<string, string> = {
  a: 'àáảãạăằắẳẵặâầấẩẫậ',
  d: 'đ',
  e: 'èéẻẽẹêềếểễệ',
  i: 'ìíỉĩị',
  o: 'òóỏõọôồốổỗộơờớởỡợ',
  u: 'ùúủũụưừứửữự',
  y: 'ỳýỷỹỵ',
};

/** The 134 accented letters of Vietnamese in NFC, small and capital, each with its plain small letter. */
export const ACCENTED: readonly (readonly [letter: string, plain: string])[] = Object.entries(FAMILIES).flatMap(
  ([plain, letters]) =>
    [...letters.normalize('NFC')].flatMap((letter) => [
      [letter, plain] as const,
      [letter.toUpperCase(), plain] as const,
    ]),
);
