import { quoted } from '../../platform/cells/reading.ts';
import { readUnit, type UnitReading } from '../../platform/cells/units.ts';
import { unitOf } from '../../platform/standards/units.ts';
import { canonical } from '../../platform/text/vietnamese.ts';
import type { GivenProduct } from './given-product.ts';
import { QuestionKind } from './question.ts';
import type { RowReader } from './row-reader.ts';

/*
 * What cells of a row say of its unit: of a price what it is for (45.000đ/500g), of a quantity what is counted.
 */

/** Words for the row's own unit, whichever it is. */
const OWN = /^(?:1 )?(?:sp|sản phẩm|đvt|đv|đơn vị(?: tính)?|unit)$/iu;

/** Whether a header's words after a slash are a unit that prices are for. */
export const isPriceUnit = (text: string): boolean => !OWN.test(text) && readUnit(text).is === 'unit';

/**
 * Gives a row without a unit the one that its prices are for, refuses cells that are of another unit than the row, and gives a product
 * that has no net content that of its unit: hũ 500g.
 */
export function settleUnits(given: GivenProduct, reader: RowReader): void {
  const isOpen =
    reader.questions.some(({ kind }) => kind === QuestionKind.UNIT) ||
    reader.problems.some(({ column }) => column?.field === 'unit');
  if (isOpen) return;
  for (const { field, text, isPrice } of given.units) {
    if (OWN.test(text)) continue;
    const { unit } = given.fields;
    const reading = readUnit(text);
    if (unit === undefined && isPrice && reading.is === 'unit') given.fields.unit = reading.code;
    else if (isPrice ? !isRowsUnit(reading, text, given) : unit && !isRowsUnit(reading, text, given)) {
      reader.about(field).refuse(otherUnit(text, given.unitSaid ?? unit ?? undefined));
    }
  }
  given.fields.netContent ??= contentOf(given.unitSaid);
}

function isRowsUnit(reading: UnitReading, text: string, { unitSaid, fields: { unit } }: GivenProduct): boolean {
  if (unitSaid !== undefined && canonical(text).toLowerCase() === canonical(unitSaid).toLowerCase()) return true;
  if (reading.is !== 'unit' || !unit) return false;
  const own = readUnit(unitSaid ?? unit);
  const contents = own.is === 'unit' ? own.contains : null;
  if (contents && reading.contains && JSON.stringify(contents) !== JSON.stringify(reading.contains)) return false;
  const [said, rows] = [unitOf(reading.code), unitOf(unit)];
  // Cái and chiếc are both one piece.
  return (
    said === rows || (said?.dimension === rows?.dimension && said!.factor !== null && said!.factor === rows!.factor)
  );
}

/** What one of a unit weighs or takes, where it says so. */
function contentOf(unit: string | undefined): GivenProduct['fields']['netContent'] {
  const reading = unit === undefined ? null : readUnit(unit);
  const contains = reading?.is === 'unit' ? reading.contains : null;
  const dimension = contains?.unit ? unitOf(contains.unit)?.dimension : null;
  if (dimension !== 'MASS' && dimension !== 'VOLUME') return undefined;
  return { value: contains!.count, unit: contains!.unit! };
}

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
