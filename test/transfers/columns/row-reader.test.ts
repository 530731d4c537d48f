import { describe, expect, it } from 'vitest';
import { QuestionKind, suggestionOf } from '../../../src/transfers/columns/question.ts';
import { type Conventions, RowReader } from '../../../src/transfers/columns/row-reader.ts';

const column = (field: string) => ({ index: 0, header: field, field, confidence: 'EXACT' as const, samples: [] });

/** A reader of one cell. */
function readerOf(field: string, cell: string, over: Partial<Conventions> = {}) {
  const conventions = { answers: {}, numberStyles: new Map(), dayOrders: new Map(), ...over };
  return new RowReader(2, conventions, [column(field)], [cell]).at(column(field), cell);
}

describe('what a question suggests', () => {
  const suggested = (reader: RowReader) => reader.questions.map(({ choices }) => suggestionOf(choices));

  it.each([
    ['qwzx', null],
    ['cây', 'H87'],
    ['lần', 'LEAVE_OUT'],
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
