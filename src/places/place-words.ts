import { canonical, fold } from '../platform/text/vietnamese.ts';
import { UnitLevel, UnitType } from './administrative-unit.entity.ts';

/** What stands before a word: nothing but blanks and dots, a dash (which names have too), or a mark that parts names. */
type Gap = 'none' | 'dash' | 'mark';

/** One word of a text about a place. */
export interface PlaceWord {
  /** Folded, i for y: what names are found by. */
  readonly key: string;
  /** In lower case with its diacritics. */
  readonly spelt: string;
  /** Where it starts in the text. */
  readonly start: number;
  readonly gap: Gap;
  readonly dotted: boolean;
  /** The level of the column that it fills alone; null where the text does not stand in such a column. */
  readonly column: UnitLevel | null;
}

/** A text about a place, taken apart. */
export interface PlaceText {
  readonly text: string;
  readonly words: readonly PlaceWord[];
  /** The type words that end right before each word; null where none does. */
  readonly types: readonly (TypeWord | null)[];
  /** Whether nothing in it is accented. */
  readonly bare: boolean;
}

/** What a word says of the kind of the unit named after it; a township (thị trấn) is a commune of the time before 2025-07-01. */
export type TypeSaid = UnitType | 'TOWNSHIP';

/** What is said of a unit beside its name, by a type word or by the column that it stands in. */
export interface Said {
  readonly level: UnitLevel;
  /** Null where only the level is said. */
  readonly type: TypeSaid | null;
}

/** A type word: how many words it has, and whether they cannot be part of a name. */
export interface TypeWord {
  readonly said: Said;
  readonly length: number;
  readonly certain: boolean;
  /** Whether it may be a part of a name as well. */
  readonly doubtful: boolean;
}

const TYPE_WORDS: ReadonlyMap<string, readonly [TypeSaid, string]> = new Map([
  ['thanh pho', [UnitType.CITY, 'thành phố']],
  ['tp', [UnitType.CITY, 'tp']],
  ['t p', [UnitType.CITY, 't p']],
  ['tinh', [UnitType.PROVINCE, 'tỉnh']],
  ['t', [UnitType.PROVINCE, 't']],
  ['thi xa', [UnitType.TOWN, 'thị xã']],
  ['tx', [UnitType.TOWN, 'tx']],
  ['t x', [UnitType.TOWN, 't x']],
  ['huien', [UnitType.DISTRICT, 'huyện']],
  ['h', [UnitType.DISTRICT, 'h']],
  ['quan', [UnitType.URBAN_DISTRICT, 'quận']],
  ['q', [UnitType.URBAN_DISTRICT, 'q']],
  ['thi tran', ['TOWNSHIP', 'thị trấn']],
  ['tt', ['TOWNSHIP', 'tt']],
  ['t t', ['TOWNSHIP', 't t']],
  ['phuong', [UnitType.WARD, 'phường']],
  ['p', [UnitType.WARD, 'p']],
  ['xa', [UnitType.COMMUNE, 'xã']],
  ['x', [UnitType.COMMUNE, 'x']],
  ['dac khu', [UnitType.SPECIAL_ZONE, 'đặc khu']],
  ['district', [UnitType.URBAN_DISTRICT, 'district']],
  ['ward', [UnitType.WARD, 'ward']],
]);

/** What stands after a name in English. */
const ENGLISH: ReadonlyMap<string, TypeSaid> = new Map([
  ['province', UnitType.PROVINCE],
  ['citi', UnitType.CITY],
  ['district', UnitType.DISTRICT],
  ['town', UnitType.TOWN],
  ['ward', UnitType.WARD],
  ['commune', UnitType.COMMUNE],
]);

const COMMUNES: readonly TypeSaid[] = [UnitType.WARD, UnitType.COMMUNE, UnitType.SPECIAL_ZONE, 'TOWNSHIP'];

/** A type and its level; "thành phố" is said of districts mostly. */
function saidOf(type: TypeSaid): Said {
  if (type === UnitType.PROVINCE) return { level: UnitLevel.PROVINCE, type };
  return { level: COMMUNES.includes(type) ? UnitLevel.COMMUNE : UnitLevel.DISTRICT, type };
}

/** Words that say how two names belong together, and no more than a comma does. */
const CONNECTIVES =
  /(?<![\p{L}\p{N}])(?:(?:hiện )?nay (?:là|thuộc)|(?:trước (?:đây |kia )?|cũ )(?:là|thuộc)|thuộc)(?![\p{L}\p{N}])/giu;

/** Apart from whole words: the letter of Q3 and P5. */
const WORD = /(?<![\p{L}\p{N}])[pq](?=\d{1,2}(?!\d))|[\p{L}\p{N}](?:['’‘ʼ`´′＇]?[\p{L}\p{N}\p{M}])*/giu;

const APOSTROPHES = /['’‘ʼ`´′＇]/g;
const COUNTRY = [['viet', 'nam'], ['vietnam'], ['vn'], ['vnm']];
const POSTAL_CODE = /^\d{5,6}$/;

/** A name as {@link PlaceWord} has it of one word: its key, and how it is spelt, words parted by one blank. */
export function readName(name: string): { key: string; spelt: string } {
  const { words } = readText([{ text: name }]);
  return { key: words.map(({ key }) => key).join(' '), spelt: words.map(({ spelt }) => spelt).join(' ') };
}

/** Takes texts apart that stand beside each other, the smallest place first. The country is dropped, and a postal code at the end. */
export function readText(parts: readonly { text: string; column?: UnitLevel }[]): PlaceText {
  let text = '';
  const words: PlaceWord[] = [];
  for (const part of parts) {
    const own = canonical(part.text.replace(/\s*[\r\n]+\s*/g, ', '));
    if (own === '') continue;
    if (text !== '') text += ', ';
    const read = wordsOf(own, text.length);
    const alone = read.every(({ gap }, at) => at === 0 || gap !== 'mark');
    words.push(...(part.column && alone ? read.map((word) => ({ ...word, column: part.column! })) : read));
    text += own;
  }
  return textOf(text, withoutCountry(words));
}

/** A text with these words in it. */
export function textOf(text: string, words: readonly PlaceWord[]): PlaceText {
  const bare = words.every(({ key, spelt }) => key === iForY(spelt));
  return { text, words, bare, types: words.map((_, at) => typeWordBefore(words, at, bare)) };
}

function wordsOf(text: string, offset: number): PlaceWord[] {
  const plain = text.replace(CONNECTIVES, (words) => ','.repeat(words.length));
  const found = [...plain.matchAll(WORD)];
  const spelt = found.map(([word]) => word.replace(APOSTROPHES, '').toLowerCase());
  const keys = iForY(fold(spelt.join(' '))).split(' ');
  return found.map(({ 0: word, index }, at) => {
    const before = at === 0 ? ',' : plain.slice(found[at - 1]!.index + found[at - 1]![0].length, index);
    // Connectives belong to the gap: the name that stands before them ends where the gap starts.
    const start = offset + index - (/,{2,}\W*$/.exec(before)?.[0].length ?? 0);
    const dotted = plain[index + word.length] === '.';
    return { key: keys[at]!, spelt: spelt[at]!, start, gap: gapOf(before), dotted, column: null };
  });
}

const iForY = (text: string): string => text.replaceAll('y', 'i');

function gapOf(between: string): Gap {
  if (/[,;:/\\|()[\]{}<>›→•+&"“”]/.test(between)) return 'mark';
  return /[-–—_]/.test(between) ? 'dash' : 'none';
}

function withoutCountry(words: readonly PlaceWord[]): readonly PlaceWord[] {
  const last = words.at(-1);
  if (last && words.length > 1 && POSTAL_CODE.test(last.key)) return withoutCountry(words.slice(0, -1));
  for (const country of COUNTRY) {
    const says = (at: number) => country.every((key, index) => words[at + index]?.key === key);
    if (words.length >= country.length && says(words.length - country.length))
      return withoutCountry(words.slice(0, -country.length));
    if (says(0) && words[country.length]?.gap !== 'none') return withoutCountry(words.slice(country.length));
  }
  return words;
}

/** The type word that ends right before a word, the longer first; null where there is none. */
function typeWordBefore(words: readonly PlaceWord[], at: number, bare: boolean): TypeWord | null {
  const [next, last, first] = [words[at]!, words[at - 1], words[at - 2]];
  if (!last || next.gap === 'mark') return null;
  const two = first && last.gap === 'none' ? TYPE_WORDS.get(`${first.key} ${last.key}`) : undefined;
  const spelling = two && spellingOf(two[1], `${first!.spelt} ${last.spelt}`, bare);
  if (spelling) return { said: saidOf(two[0]), length: 2, ...spelling };
  const one = TYPE_WORDS.get(last.key);
  if (!one) return null;
  if (last.key.length > 2) {
    const whole = spellingOf(one[1], last.spelt, bare);
    return whole && { said: saidOf(one[0]), length: 1, ...whole };
  }
  // Only districts and wards have numbers: T3 is a floor, P502 a room.
  const isNumber = /^\d/.test(next.key);
  if (isNumber && !(/^[pq]$/.test(last.key) && next.key.length <= 2)) return null;
  const certain = isNumber || last.dotted || last.key.length === 2;
  return { said: saidOf(one[0]), length: 1, certain, doubtful: false };
}

/** Null where marks make another word of it (phương). Where others are accented, a word without marks may be of a name (Quan Hoa). */
function spellingOf(type: string, spelt: string, bare: boolean): Pick<TypeWord, 'certain' | 'doubtful'> | null {
  if (spelt === type) return { certain: true, doubtful: false };
  return fold(type) === spelt ? { certain: bare, doubtful: !bare } : null;
}

/** The English type word that a word is which follows a name; null where it is none. */
export function typeWordAfter({ words }: PlaceText, at: number): Said | null {
  const type = words[at]?.gap === 'none' ? ENGLISH.get(words[at].key) : undefined;
  return type ? saidOf(type) : null;
}
