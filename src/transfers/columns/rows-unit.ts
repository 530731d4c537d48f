import { readUnit, type UnitReading } from '../../platform/cells/units.ts';
import { unitOf } from '../../platform/standards/units.ts';
import { canonical } from '../../platform/text/vietnamese.ts';
import type { GivenProduct } from './given-product.ts';

/*
 * Whether words are the unit of a row, however that is written.
 */

/** Words for the row's own unit, whichever it is. */
const OWN = /^(?:1 )?(?:sp|sản phẩm|đvt|đv|đơn vị(?: tính)?|unit)$/iu;

/** Whether words are for the unit of any row. */
export const isOwnUnit = (text: string): boolean => OWN.test(text);

/** Whether a text, and what is read of it, is the unit of its row. */
export function isRowsUnit(reading: UnitReading, text: string, { unitSaid, fields: { unit } }: GivenProduct): boolean {
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
