import { CertificateKind } from '../../certificates/certificate.entity.ts';
import { textOf } from '../../platform/cells/text-cells.ts';
import type { Text } from '../../platform/errors/user-error.ts';
import type { CellValue } from '../../platform/tables/table.ts';
import { fold, nameKey } from '../../platform/text/vietnamese.ts';
import type { RowReader } from './row-reader.ts';
import { CERTIFICATE_KIND_WORDS, wordOf } from './words.ts';

/*
 * The kind of a certificate, with its stars, as people write it: Giấy chứng nhận ATTP, OCOP (4 sao), ★★★★.
 */

/** What a cell says of a kind: one that it names for certain, one that it may mean, or several. */
interface Named {
  readonly kinds: readonly CertificateKind[];
  /** What stands beside them, in the words of `nameKey`; and a question mark, which doubts them. */
  readonly beside: string;
}

/** Its name in full has the name of another kind in it. */
const SYSTEM = /(?:he thong )?quan ly (?:chat luong|(?:ve sinh )?an toan (?:ve sinh )?thuc pham|attp)/g;

const EDITION = /(?<=\bISO ?\d{4,5}) ?[:-] ?(?:19|20)\d\d\b/gi;

/** Says no more than that the certificate is there. */
const AROUND =
  /\b(?:(?:giay |bang )?chung (?:nhan|chi)|gcn|co so|du dieu kien|dat(?: tieu)?(?: chuan)?(?: yeu cau)?|tieu chuan|cert(?:ificate|ification|ified)?(?: of)?)\b/g;

/**
 * Says what it is for. Anything else may say that it is not there, or not yet, or no more (đang làm HACCP, HACCP hết hạn), or that it is
 * another paper (cam kết ATTP, xác nhận kiến thức ATTP): then only people know.
 */
const FIELD_OF_USE =
  /\b(?:trong trot|trong|chan nuoi|nuoi trong|thuy san|nong (?:san|nghiep|lam)|lam san|san pham|san xuat|kinh doanh|che bien|so che|thuc pham|rau|qua|che|lua|codex|usda|eu|jas|quoc te|viet nam|cua|ve|va)\b/g;

const NAMES = Object.entries<readonly string[]>(CERTIFICATE_KIND_WORDS)
  .filter(([kind]) => kind !== CertificateKind.OTHER)
  .flatMap(([kind, names]) => names.map((name) => ({ kind: kind as CertificateKind, key: nameKey(name) })))
  .sort((a, b) => b.key.length - a.key.length);

/** The kind that a cell names, and the stars that are written with it. */
export function readKind(cell: CellValue, row: RowReader): { kind?: CertificateKind; stars?: number } {
  const { stars, rest } = starsIn(textOf(cell) ?? '');
  return { stars, kind: stars !== undefined && rest === '' ? CertificateKind.OCOP : kindOf(rest, row) };
}

/** The kind that a text names, such as the header of a column; undefined where it names none, or something else beside it. */
export function kindNamed(text: string): CertificateKind | undefined {
  const { kinds, beside } = named(text);
  return kinds.length === 1 && without(beside, AROUND) === '' ? kinds[0] : undefined;
}

function kindOf(text: string, row: RowReader): CertificateKind | undefined {
  const { kinds, beside } = named(text);
  const [kind, ...others] = kinds;
  if (others.length > 0) {
    row.refuse(severalKinds(kinds));
    return undefined;
  }
  const suggested = without(without(beside, AROUND), FIELD_OF_USE) === '' ? kind : null;
  return kindNamed(text) ?? row.choice(text, CERTIFICATE_KIND_WORDS, undefined, kind && suggested);
}

function named(text: string): Named {
  let beside = without(nameKey(text.replace(EDITION, '')), SYSTEM);
  const kinds = new Set<CertificateKind>();
  for (const { kind, key } of NAMES) {
    const parts = ` ${beside} `.split(` ${key} `);
    if (parts.length === 1) continue;
    kinds.add(kind);
    beside = parts.join(' ').trim();
  }
  return { kinds: [...kinds], beside: text.includes('?') ? `${beside} ?` : beside };
}

const without = (text: string, words: RegExp): string => text.replace(words, '').replace(/ +/g, ' ').trim();

const NUMBERS: Readonly<Record<string, number>> = { ba: 3, bốn: 4, năm: 5, three: 3, four: 4, five: 5 };

const RANKED = '(?:(?:đạt|xếp|phân)\\s+)?(?:hạng\\s+)?';
const NUMBER = `(?<number>\\d|${Object.keys(NUMBERS).join('|')})`;

/** 4 sao, bốn sao, 4*, ★★★★, đạt hạng 4 sao, and the 4 of OCOP 4. */
const STARS = new RegExp(
  `[(,:-]?\\s*(?:${[
    `${RANKED}(?<!\\p{L})${NUMBER}\\s*(?:(?:sao|stars?)(?!\\p{L})|[*★⭐])`,
    `(?<=ocop[\\s:,(-]*)${RANKED}(?<digit>\\d)(?![\\p{L}\\d./-])`,
    '(?<drawn>[★⭐]+|\\*{3,})',
  ].join('|')})\\s*\\)?`,
  'giu',
);

/** The stars that a text tells, and what it says beside them; none where it tells of several (4 sao, tiềm năng 5 sao). */
function starsIn(text: string): { stars?: number; rest: string } {
  const [first, ...others] = text.matchAll(STARS);
  if (!first || others.length > 0) return { rest: text };
  const { number, digit, drawn } = first.groups!;
  const stars = drawn ? [...drawn].length : (NUMBERS[(number ?? '').toLowerCase()] ?? Number(number ?? digit));
  return { stars, rest: text.replace(first[0], ' ').trim() };
}

/** The stars of a cell that holds nothing else: 4, hạng 4, 4 sao, ★★★★, OCOP 4 sao; undefined for any other. */
export function starsOf(text: string): number | undefined {
  const { stars, rest } = starsIn(text);
  if (stars !== undefined) return rest === '' || kindNamed(rest) === CertificateKind.OCOP ? stars : undefined;
  const [, digit] = /^(?:(?:dat |xep |phan )?hang |dat )?(\d)$/.exec(fold(text)) ?? [];
  return digit === undefined ? undefined : Number(digit);
}

/** Whether a header or cell says that its number is one of stars: a rank may be that of a contest. Nothing but OCOP has stars. */
export const tellsOfStars = (text: string): boolean => /ocop|(?<!\p{L})(?:sao|stars?)(?!\p{L})|[★⭐*]/iu.test(text);

function severalKinds(kinds: readonly CertificateKind[]): Text {
  const names = kinds.map((kind) => wordOf(CERTIFICATE_KIND_WORDS, kind)).join(', ');
  return {
    vi: `Ô này nêu nhiều loại giấy chứng nhận (${names}): hãy ghi mỗi loại một dòng, với số và thời hạn của nó.`,
    en: `The cell names several kinds (${names}): write a row for each, with its number and its days.`,
  };
}
