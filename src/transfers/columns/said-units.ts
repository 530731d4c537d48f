import { quoted } from '../../platform/cells/reading.ts';
import { readUnit } from '../../platform/cells/units.ts';
import { unitOf } from '../../platform/standards/units.ts';
import type { MonthCapacity } from '../../products/product-parts.ts';
import type { GivenProduct, SaidUnit } from './given-product.ts';
import { settleContent } from './net-content.ts';
import { QuestionKind } from './question.ts';
import { LEAVE_OUT_CHOICE, type RowReader } from './row-reader.ts';
import { isOwnUnit, isRowsUnit } from './rows-unit.ts';

/*
 * What cells of a row say of its unit: of a price what it is for (45.000đ/500g), of a quantity what is counted.
 */

/** Whether a header's words after a slash are a unit that prices are for. */
export const isPriceUnit = (text: string): boolean => !isOwnUnit(text) && readUnit(text).is === 'unit';

/**
 * Gives a row without a unit the one that its prices are for, refuses prices of another unit than the row, has quantities of another one
 * in the row's where they convert (2 tấn are 2,000 kg) and asks about them where they do not, and says what one unit holds. What was
 * settled is settled once.
 */
export function settleUnits(given: GivenProduct, reader: RowReader): void {
  const isOpen =
    reader.questions.some(({ kind }) => kind === QuestionKind.UNIT) ||
    reader.problems.some(({ column }) => column?.field === 'unit');
  if (isOpen) return;
  const units = given.units.splice(0).filter(({ text }) => !isOwnUnit(text));
  for (const { field, text } of units.filter(({ isPrice }) => isPrice)) {
    const { unit } = given.fields;
    const reading = readUnit(text);
    if (unit === undefined && reading.is === 'unit') given.fields.unit = reading.code;
    else if (!isRowsUnit(reading, text, given)) {
      reader.about(field).refuse(otherUnit(text, given.unitSaid ?? unit ?? undefined));
    }
  }
  for (const said of units.filter(({ isPrice }) => !isPrice)) inRowsUnit(said, given, reader);
  settleContent(given, reader);
}

/** Has a quantity of another unit in that of its row; one that does not convert is given up if people say so. */
function inRowsUnit({ field, text }: SaidUnit, given: GivenProduct, reader: RowReader): void {
  const { unit } = given.fields;
  const reading = readUnit(text);
  if (isRowsUnit(reading, text, given)) return;
  if (!unit) {
    reader.about(field).refuse(withoutUnit(text));
    return;
  }
  const rows = readUnit(given.unitSaid ?? unit);
  const own = rows.is === 'unit' && rows.contains ? null : unitOf(unit);
  const said = reading.is === 'unit' && !reading.contains ? unitOf(reading.code) : null;
  const times = said?.factor && own?.factor && said.dimension === own.dimension ? said.factor / own.factor : null;
  if (times !== null) {
    scale(given, field, (quantity) => Math.round(quantity * times * 1_000) / 1_000);
    return;
  }
  const answer = reader.about(field).ask(QuestionKind.VALUE, [field, 'OTHER_UNIT', text], otherUnits(text));
  if (answer !== undefined) scale(given, field, () => undefined);
}

function scale(given: GivenProduct, field: string, change: (quantity: number) => number | undefined): void {
  if (field === 'minimumOrderQuantity') {
    const quantity = given.fields.minimumOrderQuantity;
    given.fields.minimumOrderQuantity = quantity ? change(quantity) : quantity;
    return;
  }
  const capacities = given.capacities?.map(({ month, quantity }) => ({ month, quantity: change(quantity) }));
  given.capacities = capacities?.every((one): one is MonthCapacity => one.quantity !== undefined)
    ? capacities
    : undefined;
}

const withoutUnit = (text: string) => ({
  vi: `Ô này tính theo ${quoted(text)}, nhưng dòng không có đơn vị tính; hãy ghi đơn vị tính.`,
  en: `This cell counts in ${quoted(text)}, but the row has no unit; write the unit.`,
});

const otherUnits = (text: string) => [
  {
    choice: 'NO_QUANTITY',
    label: {
      vi: `Ô này tính theo ${quoted(text)}, khác đơn vị tính của dòng: bỏ trống`,
      en: `The cell counts in ${quoted(text)}, which the unit of the row is not: leave it empty`,
    },
  },
  LEAVE_OUT_CHOICE,
];

const otherUnit = (text: string, own: string | undefined) =>
  own === undefined
    ? {
        vi: `Ô này tính theo ${quoted(text)}, không phải một đơn vị tính; hãy ghi giá của một đơn vị.`,
        en: `This cell is for ${quoted(text)}, which is no unit; write the price of one unit.`,
      }
    : {
        vi: `Ô này tính theo ${quoted(text)}, còn đơn vị tính của dòng là ${quoted(own)}.`,
        en: `This cell is for ${quoted(text)}, but the unit of the row is ${quoted(own)}.`,
      };
