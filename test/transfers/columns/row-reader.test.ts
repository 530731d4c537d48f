import { describe, expect, it } from 'vitest';
import { QuestionKind, suggestionOf } from '../../../src/transfers/columns/question.ts';
import { type Conventions, questionKey, RowReader } from '../../../src/transfers/columns/row-reader.ts';

const column = (field: string) => ({ index: 0, header: field, field, confidence: 'EXACT' as const, samples: [] });

/** A reader of one cell. */
function readerOf(field: string, cell: string, over: Partial<Conventions> = {}) {
  const conventions = { answers: {}, numberStyles: new Map(), moneyScales: new Map(), dayOrders: new Map(), ...over };
  return new RowReader(2, conventions, [column(field)], [cell]).at(column(field), cell);
}

describe('what a question suggests', () => {
  const suggested = (reader: RowReader) => reader.questions.map(({ choices }) => suggestionOf(choices));

  it.each([
    ['qwzx', null],
    ['cây', 'H87'],
    ['lần', 'LEAVE_OUT'],
    ['túi zip', 'XBG'],
    ['hộp hoặc gói', null],
    ['lọ/chai', null],
    ['can 5l', null],
    ['cay', null],
    ['sào', null],
    ['giạ', null],
    ['thúng', null],
    ['chậu', null],
  ])('of the unit %s is %s', (text, suggestion) => {
    const reader = readerOf('unit', text);
    reader.unit(text);
    expect(suggested(reader)).toEqual([suggestion]);
  });

  it('of a convention is what is usual here, or the only one that there may be', () => {
    const number = readerOf('minimumOrderQuantity', '1.234');
    number.number('1.234');
    const day = readerOf('validFrom', '05/12/2026');
    day.day('05/12/2026');
    const money = readerOf('wholesalePrice', '12,5');
    money.money('12,5');
    const either = readerOf('wholesalePrice', '12,0');
    either.money('12,0');
    expect([number, day, money, either].flatMap(suggested)).toEqual(['COMMA_DECIMAL', 'DAY_FIRST', 'THOUSANDS', null]);
    expect(number.questions).toMatchObject([{ kind: QuestionKind.NUMBER_STYLE }]);
  });
});

describe('a convention', () => {
  const answered = {
    'NUMBER_STYLE:n': 'POINT_DECIMAL',
    'DAY_ORDER:d': 'MONTH_FIRST',
    'MONEY_THOUSANDS:m': 'THOUSANDS',
  };
  const told = (reader: RowReader) =>
    reader.answered.map(({ key, choices }) => [key, ...choices.map((one) => one.choice)]);

  it('stands with its answer where a cell needs it, so that it can be changed', () => {
    const number = readerOf('n', '1.234', { answers: answered });
    expect(number.number('1.234')).toBe(1.234);
    expect(told(number)).toEqual([['NUMBER_STYLE:n', 'COMMA_DECIMAL', 'POINT_DECIMAL']]);
    const quantity = readerOf('n', '1.234 g', { answers: answered });
    expect(quantity.quantity('1.234 g')).toMatchObject({ value: 1.234 });
    expect(told(quantity)).toEqual([['NUMBER_STYLE:n', 'COMMA_DECIMAL', 'POINT_DECIMAL']]);
    const day = readerOf('d', '05/12/2026', { answers: answered });
    expect(day.day('05/12/2026')).toBe('2026-05-12');
    expect(told(day)).toEqual([['DAY_ORDER:d', 'DAY_FIRST', 'MONTH_FIRST']]);
    const money = readerOf('m', '12,5', { answers: answered });
    expect(money.money('12,5')).toMatchObject({ amount: 12_500 });
    expect(money.money('45,0')).toMatchObject({ amount: 45_000 });
    expect(told(money)).toEqual([['MONEY_THOUSANDS:m', 'THOUSANDS', 'LEAVE_OUT']]);
    for (const { questions } of [number, quantity, day, money]) expect(questions).toEqual([]);
  });

  it('of an earlier file gives way to clear cells of this one', () => {
    const clear = {
      numberStyles: new Map([['n', 'COMMA_DECIMAL' as const]]),
      dayOrders: new Map([['d', 'DAY_FIRST' as const]]),
    };
    expect(readerOf('n', '1.234', { answers: answered, ...clear }).number('1.234')).toBe(1_234);
    expect(readerOf('d', '05/12/2026', { answers: answered, ...clear }).day('05/12/2026')).toBe('2026-12-05');
  });

  it('is open again where the answer fits no reading of a cell, and asked once a row', () => {
    const reader = readerOf('m', '12,5', { answers: { 'MONEY_THOUSANDS:m': 'DONG' } });
    expect(reader.money('12,0')).toMatchObject({ amount: 12 });
    expect(reader.money('12,5')).toBeUndefined();
    expect(reader.money('13,5')).toBeUndefined();
    expect(told(reader)).toEqual([['MONEY_THOUSANDS:m', 'DONG', 'THOUSANDS', 'LEAVE_OUT']]);
    expect(reader.questions.map(({ key }) => key)).toEqual(['MONEY_THOUSANDS:m']);
  });
});

describe('what is refused', () => {
  const key = 'CORRECTION:validTo:tháng 3/2027'.toLowerCase().replace('correction', 'CORRECTION');

  it('is asked with what is suggested instead, or without, once for all that say the same', () => {
    const reader = readerOf('validTo', 'Tháng 3/2027');
    expect(reader.day('Tháng 3/2027')).toBeUndefined();
    expect(reader.problems).toMatchObject([{ suggestion: '01/03/2027' }]);
    expect(reader.questions).toMatchObject([{ key, kind: QuestionKind.CORRECTION, value: 'Tháng 3/2027' }]);
    expect(suggestionOf(reader.questions[0]!.choices)).toBe('01/03/2027');
    const unknown = readerOf('validTo', 'lâu rồi');
    expect(unknown.day('lâu rồi')).toBeUndefined();
    const [question] = unknown.questions;
    expect(question).toMatchObject({
      key: 'CORRECTION:validTo:lâu rồi'.toLowerCase().replace('correction', 'CORRECTION'),
    });
    expect(suggestionOf(question!.choices)).toBeNull();
    expect(unknown.problems).toHaveLength(1);
  });

  it.each([
    ['01/03/2027', '2027-03-01', 0],
    ['31/03/2027', '2027-03-31', 0],
    ['LEAVE_OUT', undefined, 1],
    ['không rõ', undefined, 1],
  ])('is read as what was answered: %s', (answer, day, problems) => {
    const reader = readerOf('validTo', 'tháng 3/2027', { answers: { [key]: answer } });
    expect(reader.day('tháng 3/2027')).toBe(day);
    expect(reader.problems).toHaveLength(problems);
    expect(reader.isLeftOut).toBe(answer === 'LEAVE_OUT');
    const isOpen = answer === 'không rõ';
    expect([reader.questions.length, reader.answered.length]).toEqual(isOpen ? [1, 0] : [0, 1]);
  });
});

describe('the key of a question', () => {
  it('is the same in whatever case, and short whatever is asked about', () => {
    expect(questionKey(QuestionKind.UNIT, 'Hũ  LỚN')).toBe('UNIT:hũ lớn');
    const [one, other] = ['a', 'b'].map((end) => questionKey(QuestionKind.UNIT, 'ư'.repeat(30_000) + end));
    expect(one!.length).toBeLessThan(300);
    expect(one).not.toBe(other);
  });
});
