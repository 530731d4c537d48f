import { readQuantity } from '../../platform/cells/quantities.ts';
import { quoted } from '../../platform/cells/reading.ts';
import { readUnit } from '../../platform/cells/units.ts';
import { unitNamed } from '../../platform/standards/unit-names.ts';
import { type Unit, unitOf } from '../../platform/standards/units.ts';
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
 * Gives a row without a unit the one that its prices are for, has prices and quantities of another unit in the row's where they convert
 * (2 tấn are 2,000 kg), refuses prices that do not and asks about quantities that do not, and says what one unit holds. What was settled
 * is settled once.
 */
export function settleUnits(given: GivenProduct, reader: RowReader): void {
  const isOpen =
    reader.questions.some(({ kind }) => kind === QuestionKind.UNIT) ||
    reader.problems.some(({ column }) => column?.field === 'unit');
  if (isOpen) return;
  const units = given.units.splice(0).filter(({ text }) => !isOwnUnit(text));
  for (const said of units.filter(({ isPrice }) => isPrice)) priceOfRowsUnit(said, given, reader);
  for (const said of units.filter(({ isPrice }) => !isPrice)) inRowsUnit(said, given, reader);
  settleContent(given, reader);
}

/** So much of a unit that converts, which the row's unit may be too. */
interface Amount {
  readonly quantity: number;
  readonly unit: Unit;
}

/** Ten kilograms have a name, and no code. */
const YEN = /^yến$/iu;

/** How much words say: tạ, 500g; null where they name no unit, or a package with what it holds. */
function amountOf(text: string): Amount | null {
  if (YEN.test(text)) return { quantity: 10, unit: unitOf('KGM')! };
  const reading = readUnit(text);
  if (reading.is === 'unit') return reading.contains ? null : { quantity: 1, unit: unitOf(reading.code)! };
  const amount = readQuantity(text, null);
  if (amount.is !== 'value' || amount.value.contains || amount.value.unit === null) return null;
  const code = unitNamed(amount.value.unit);
  return code === null ? null : { quantity: amount.value.value, unit: unitOf(code)! };
}

/** How many of the smallest unit one of the row's and what words say are; null where they do not convert into one another. */
function converted(text: string, { unitSaid, fields: { unit } }: GivenProduct): { said: number; rows: number } | null {
  if (!unit) return null;
  const own = amountOf(unitSaid ?? unit) ?? amountOf(unit);
  const said = amountOf(text);
  if (!own?.unit.factor || !said?.unit.factor || own.unit.dimension !== said.unit.dimension) return null;
  return { said: said.quantity * said.unit.factor, rows: own.unit.factor };
}

/** Has a price of another amount in that of the row's unit, or refuses it. */
function priceOfRowsUnit({ field, text, audience }: SaidUnit, given: GivenProduct, reader: RowReader): void {
  const { unit } = given.fields;
  const reading = readUnit(text);
  if (unit === undefined && reading.is === 'unit') {
    given.fields.unit = reading.code;
    return;
  }
  if (isRowsUnit(reading, text, given)) return;
  const own = given.unitSaid ?? unit ?? undefined;
  const price = audience && given.prices[audience];
  const factors = price && unitOf(unit ?? '')?.dimension !== 'COUNT' ? converted(text, given) : null;
  if (!price || !factors) {
    reader.about(field).refuse(otherUnit(text, own));
    return;
  }
  const [whole, per] = [BigInt(price.amount) * BigInt(factors.rows), BigInt(Math.round(factors.said))];
  if (whole % per === 0n) given.prices[audience] = { ...price, amount: Number(whole / per) };
  else reader.about(field).refuse(notWhole(text, own!));
}

/** Has a quantity of another unit in that of its row; one that does not convert is given up if people say so. */
function inRowsUnit(said: SaidUnit, given: GivenProduct, reader: RowReader): void {
  const { field, text } = said;
  const { unit } = given.fields;
  if (isRowsUnit(readUnit(text), text, given)) return;
  if (!unit) {
    reader.about(field).refuse(withoutUnit(text));
    return;
  }
  const factors = converted(text, given);
  if (factors) {
    scale(given, said, (quantity) => Math.round((quantity * factors.said * 1_000) / factors.rows) / 1_000);
    return;
  }
  const answer = reader.about(field).ask(QuestionKind.VALUE, [field, 'OTHER_UNIT', text], otherUnits(text));
  if (answer !== undefined) scale(given, said, () => undefined);
}

/** Changes a quantity of a product; what is undefined then is not taken. */
function scale(
  given: GivenProduct,
  { field, audience }: SaidUnit,
  change: (quantity: number) => number | undefined,
): void {
  if (audience) {
    const price = given.prices[audience];
    const minQuantity = price && change(price.minQuantity);
    if (price && minQuantity !== undefined) given.prices[audience] = { ...price, minQuantity };
    else delete given.prices[audience];
    return;
  }
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

const notWhole = (text: string, own: string) => ({
  vi: `Giá tính theo ${quoted(text)} đổi ra ${quoted(own)} không được số đồng nguyên; hãy ghi giá của một ${quoted(own)}.`,
  en: `The price for ${quoted(text)} is no whole number of đồng for ${quoted(own)}; write the price of one ${quoted(own)}.`,
});

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
