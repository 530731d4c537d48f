import { describe, expect, it } from 'vitest';
import type { AnalysedText, Phrase, Variant, VariantKind } from '../../../src/platform/search/analysed-text.ts';
import { type LabelledText, reasonsOf } from '../../../src/platform/search/reasons.ts';
import { searchWords } from '../../../src/platform/search/words.ts';

const LABELS = { names: ['NAME'], around: ['CATEGORY', 'PLACE'], others: ['TEXT', 'CODE'] };

type Said = Partial<Pick<Phrase, 'required' | 'nodes' | 'isPlace'>> & { from: number; count: number };

/** A variant: words after a bar are strict, as those of a synonym are; a last word with an ellipsis is unfinished. */
function variant(kind: VariantKind, text: string, ...phrases: Said[]): Variant {
  const parts = text.split(' ');
  const words = parts.map((part) => {
    const word = searchWords(part)[0]!;
    const { folded, marked } = word;
    const beginning = part.endsWith('…') ? (marked ? { marked: [marked] } : { folded }) : null;
    return { ...word, strict: part.startsWith('|'), beginning };
  });
  return {
    kind,
    words,
    phrases: phrases.map(({ from, count, ...rest }) => ({
      start: from,
      length: count,
      required: false,
      nodes: [],
      isPlace: false,
      ...rest,
    })),
  };
}

const query = (searchedFor: string, variants: Variant[], more: Partial<AnalysedText> = {}): AnalysedText => ({
  variants,
  searchedFor,
  changes: [],
  ignored: [],
  names: [],
  synonyms: [],
  meant: null,
  ...more,
});

const typed = (text: string, ...phrases: Said[]) =>
  query(text.replace('…', ''), [variant('typed', text.toLowerCase(), ...phrases)]);

/** Texts as `LABEL: text`, or `LABEL #id: text` for the name of something. */
const texts = (...given: string[]): LabelledText[] =>
  given.map((line) => {
    const [, field, node, text] = /^(\w+)(?: #(\w+))?: (.*)$/s.exec(line)!;
    return { field: field!, text: text!, node: node ?? null };
  });

const told = (asked: AnalysedText, ...given: string[]): string[] =>
  reasonsOf(texts(...given), asked, LABELS).map(
    ({ words, found, field, match }) => `${words} → ${found} (${field} ${match})`,
  );

describe('the place of words', () => {
  it('is the name before what stands around it, and that before other texts', () => {
    const asked = typed('Nước mắm');
    expect(told(asked, 'TEXT: có nước mắm', 'CATEGORY: Nước mắm', 'NAME: nước mắm Hòn Én')).toEqual([
      'Nước mắm → nước mắm (NAME EXACT)',
    ]);
    expect(told(asked, 'TEXT: có nước mắm', 'CATEGORY: Nước mắm', 'NAME: Hòn Én')).toEqual([
      'Nước mắm → Nước mắm (CATEGORY EXACT)',
    ]);
    expect(told(asked, 'TEXT: Có nước mắm.', 'NAME: Hòn Én')).toEqual(['Nước mắm → nước mắm (TEXT EXACT)']);
  });

  it('is where the most of them stand together', () => {
    expect(told(typed('nước mắm'), 'NAME: Nước chấm', 'CATEGORY: Nước mắm', 'TEXT: mắm')).toEqual([
      'nước mắm → Nước mắm (CATEGORY EXACT)',
    ]);
    expect(
      told(typed('nước mắm phú quốc'), 'NAME: Nước mắm Hòn Én', 'PLACE: Phú Quốc', 'TEXT: nước mắm phú quốc'),
    ).toEqual(['nước mắm → Nước mắm (NAME EXACT)', 'phú quốc → Phú Quốc (PLACE EXACT)']);
  });

  it('is in other texts beside a neighbour, of three words but for one, or alone', () => {
    expect(told(typed('nước mắm'), 'NAME: Mắm', 'TEXT: vị nước')).toEqual(['mắm → Mắm (NAME EXACT)']);
    expect(told(typed('kẹo dừa sáp'), 'NAME: Kẹo dừa', 'TEXT: làm từ sáp')).toEqual([
      'kẹo dừa → Kẹo dừa (NAME EXACT)',
      'sáp → sáp (TEXT EXACT)',
    ]);
    expect(told(typed('kẹo 2900000001251'), 'NAME: Kẹo', 'CODE: 2900000001251')).toEqual([
      'kẹo → Kẹo (NAME EXACT)',
      '2900000001251 → 2900000001251 (CODE EXACT)',
    ]);
    expect(told(typed('mè'), 'NAME: Bánh tráng', 'TEXT: Mè rang')).toEqual(['mè → Mè (TEXT EXACT)']);
  });

  it('is told as the text writes it, whatever its spelling', () => {
    expect(told(typed('hòa bình'), 'PLACE: HOÀ  BÌNH'.normalize('NFD'))).toEqual([
      `hòa bình → ${'HOÀ  BÌNH'.normalize('NFD')} (PLACE EXACT)`,
    ]);
  });
});

describe('how words were found', () => {
  it('tells other diacritics from those that were typed', () => {
    expect(told(typed('dứa'), 'NAME: Kẹo dừa')).toEqual(['dứa → dừa (NAME OTHER_MARKS)']);
    expect(told(typed('dứa'), 'NAME: Kẹo dừa', 'TEXT: có dứa')).toEqual(['dứa → dứa (TEXT EXACT)']);
    expect(told(typed('dua'), 'NAME: Kẹo dừa')).toEqual(['dua → dừa (NAME EXACT)']);
  });

  it('tells beginnings, in names and what stands around them only', () => {
    expect(told(typed('nước mă…'), 'NAME: Nước măng')).toEqual([
      'nước → Nước (NAME EXACT)',
      'mă → măng (NAME BEGINNING)',
    ]);
    expect(told(typed('nuoc ma…'), 'NAME: Nước', 'TEXT: nước mắm')).toEqual(['nuoc → Nước (NAME EXACT)']);
  });

  it('tells what was mended, and only that', () => {
    const changes = [{ kind: 'spelling', from: 'xấy', to: 'sấy' }] as const;
    const asked = query('dứa sấy', [variant('corrected', 'dứa sấy')], { changes });
    expect(told(asked, 'NAME: Dứa sấy dẻo')).toEqual(['dứa → Dứa (NAME EXACT)', 'xấy → sấy (NAME CORRECTED)']);
  });

  it('tells synonyms by the words that they stand for', () => {
    const asked = query(
      'mứt dứa Bến Tre',
      [
        variant('typed', 'mứt dứa bến tre'),
        variant('synonym', 'mứt |khóm bến tre'),
        variant('synonym', 'mứt |trái |thơm bến tre', { from: 1, count: 2, required: true }),
      ],
      { synonyms: [{ words: 'dứa', also: ['khóm', 'trái thơm'] }] },
    );
    expect(told(asked, 'NAME: Mứt khóm', 'PLACE: Bến Tre')).toEqual([
      'mứt → Mứt (NAME EXACT)',
      'dứa → khóm (NAME SYNONYM)',
      'Bến Tre → Bến Tre (PLACE EXACT)',
    ]);
    expect(told(asked, 'NAME: Mứt trái thơm', 'PLACE: Bến Tre')).toEqual([
      'mứt → Mứt (NAME EXACT)',
      'dứa → trái thơm (NAME SYNONYM)',
      'Bến Tre → Bến Tre (PLACE EXACT)',
    ]);
    expect(told(asked, 'NAME: Mứt thơm từ trái khóm', 'PLACE: Bến Tre')).toContain('dứa → khóm (NAME SYNONYM)');
    expect(told(asked, 'NAME: Mứt dứa', 'TEXT: khóm', 'PLACE: Bến Tre')).toEqual([
      'mứt dứa → Mứt dứa (NAME EXACT)',
      'Bến Tre → Bến Tre (PLACE EXACT)',
    ]);
  });

  it('tells what bears another name by that name', () => {
    const asked = typed('tiêu Đắk Nông', { from: 1, count: 2, nodes: ['new'], isPlace: true });
    expect(told(asked, 'NAME: Tiêu đen', 'PLACE #old: Gia Nghĩa', 'PLACE #new: Lâm Đồng')).toEqual([
      'tiêu → Tiêu (NAME EXACT)',
      'Đắk Nông → Lâm Đồng (PLACE SYNONYM)',
    ]);
    expect(told(asked, 'NAME: Tiêu Đắk Song', 'PLACE #new: Lâm Đồng')).toEqual([
      'tiêu → Tiêu (NAME EXACT)',
      'Đắk Nông → Lâm Đồng (PLACE SYNONYM)',
    ]);
    expect(told(asked, 'NAME: Tiêu đen', 'PLACE #old: Đắk Nông', 'PLACE #new: Lâm Đồng')).toEqual([
      'tiêu → Tiêu (NAME EXACT)',
      'Đắk Nông → Đắk Nông (PLACE EXACT)',
    ]);
  });
});

describe('the reading', () => {
  it('is the best that the texts answer', () => {
    const asked = query('dưa', [variant('typed', 'dưa'), variant('synonym', '|gang')], {
      synonyms: [{ words: 'dưa', also: ['gang'] }],
    });
    expect(told(asked, 'NAME: Gang muối', 'TEXT: dưa')).toEqual(['dưa → Gang (NAME SYNONYM)']);
    expect(told(asked, 'NAME: Kẹo dừa')).toEqual(['dưa → dừa (NAME OTHER_MARKS)']);
  });

  it('leaves nothing untold that is there, should the texts answer none', () => {
    expect(told(typed('nước mắm nhĩ cốt'), 'NAME: Nước mắm')).toEqual(['nước mắm → Nước mắm (NAME EXACT)']);
    expect(told(typed('nước mắm'), 'NAME: Kẹo')).toEqual([]);
    expect(told(query('?', []), 'NAME: Kẹo')).toEqual([]);
    expect(told(typed('kẹo'), 'UNKNOWN: Kẹo')).toEqual([]);
  });

  it('tells the same only once', () => {
    expect(told(typed('kẹo dừa kẹo'), 'NAME: Kẹo dừa')).toEqual([
      'kẹo dừa → Kẹo dừa (NAME EXACT)',
      'kẹo → Kẹo (NAME EXACT)',
    ]);
    expect(told(typed('kẹo kẹo'), 'NAME: Kẹo')).toEqual(['kẹo → Kẹo (NAME EXACT)']);
  });
});
