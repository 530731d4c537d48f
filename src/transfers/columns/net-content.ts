import { type Quantity, readQuantity } from '../../platform/cells/quantities.ts';
import { quoted } from '../../platform/cells/reading.ts';
import { readUnit } from '../../platform/cells/units.ts';
import type { Text } from '../../platform/errors/user-error.ts';
import { unitNamed } from '../../platform/standards/unit-names.ts';
import { unitOf } from '../../platform/standards/units.ts';
import type { CellValue } from '../../platform/tables/table.ts';
import { remembered } from '../../platform/text/remembered.ts';
import type { GivenProduct, SaidContent } from './given-product.ts';
import { QuestionKind } from './question.ts';
import { LEAVE_OUT_CHOICE, type RowReader } from './row-reader.ts';
import { isRowsUnit } from './rows-unit.ts';

/*
 * What one unit of a product holds: of “thùng 24 chai x 500ml” a chai holds 500 ml, and a thùng 12,000.
 */

/** So many of a unit, each holding the next. */
type Level = Pick<Quantity, 'value' | 'unit'>;

/** What is sold by these may hold several of something else; a bottle or a jar is what others hold. */
const OUTER: ReadonlySet<string> = new Set(['XCS', 'XCT', 'X4G', 'XBX', 'XCR', 'XBC']);

/** Reads what a cell says; which of it one unit holds is known once the unit of the row is. */
export function readContent(cell: CellValue, row: RowReader, given: GivenProduct): void {
  const said = row.quantity(cell);
  const word = said && levelsOf(said).at(-1)!.unit;
  if (word === null) row.refuse(NO_UNIT);
  const unit = word ? row.unit(word) : undefined;
  if (said && unit !== undefined) given.content = { text: row.text(cell)!, said, unit };
}

const NO_UNIT: Text = {
  vi: 'Thiếu đơn vị: hãy viết như "500 ml".',
  en: 'The unit is missing: write it as in "500 ml".',
};

/** Gives a product what its row says that one unit holds, in a cell of its own or beside the unit: hũ 500g. */
export function settleContent(given: GivenProduct, reader: RowReader): void {
  const { content } = given;
  const ofUnit = levelsOfUnit(given);
  if (!content) {
    given.fields.netContent ??= measureIn(ofUnit);
    return;
  }
  delete given.content;
  const levels = levelsOf(content.said);
  const [outermost, ...inner] = levels;
  // Of lốc 6 lon, lon 330ml is one of those six.
  const isOneOfUnit = inner.length > 0 && outermost!.value === 1 && isSame(outermost!, ofUnit.at(-1));
  const chain = isOneOfUnit ? [...ofUnit, ...inner] : levels;
  const value =
    heldByOne(chain, ofUnit, given) ?? heldAsAnswered(content, [...ofUnit.slice(1), ...levels], given, reader);
  if (value !== undefined) given.fields.netContent = { value, unit: content.unit };
}

const levelsOf = ({ contains, ...level }: Quantity): Level[] => [level, ...(contains ? levelsOf(contains) : [])];

/** The unit with what it holds, as it is written: of “lốc 6 lon” one lốc, of 6 lon; nothing where it does not say it. */
const levelsOfUnit = ({ unitSaid }: GivenProduct): readonly Level[] =>
  unitSaid === undefined ? [] : levelsOfUnitSaid(unitSaid);

/** A file has few units and many rows. */
const levelsOfUnitSaid = remembered((unit: string): readonly Level[] => {
  const read = readQuantity(unit, null);
  return read.is === 'value' && read.value.contains ? levelsOf(read.value) : [];
});

const codeOf = (level: Level | undefined): string | null => (level?.unit ? unitNamed(level.unit) : null);

const isSame = (one: Level, other: Level | undefined): boolean => codeOf(one) !== null && codeOf(one) === codeOf(other);

const isMeasured = (code: string | null): boolean => ['MASS', 'VOLUME'].includes(unitOf(code ?? '')?.dimension ?? '');

/** What one unit weighs or takes, where it says so itself. */
function measureIn(ofUnit: readonly Level[]): GivenProduct['fields']['netContent'] {
  const unit = codeOf(ofUnit.at(-1));
  return isMeasured(unit) ? { value: product(ofUnit), unit: unit! } : undefined;
}

/** What one unit of the row holds; undefined where that is not clear. */
function heldByOne(levels: readonly Level[], ofUnit: readonly Level[], given: GivenProduct): number | undefined {
  const outer = levels.slice(0, -1);
  const [outermost] = levels;
  const innermost = levels.at(-1)!.value;
  // Of thùng 24 chai and 500ml it may be the thùng or a chai.
  if (outer.length === 0) return ofUnit.length > 0 && !measureIn(ofUnit) ? undefined : innermost;
  const at = levels.findIndex(({ unit }) => unit !== null && isRowsUnit(readUnit(unit), unit, given));
  if (at >= 0 && at < outer.length) return product(levels.slice(at + 1));
  const unit = given.fields.unit ?? null;
  if (at >= 0 && !isMeasured(unit)) return undefined;
  if (unit !== null && OUTER.has(unit)) {
    const isOtherPackage = outermost!.value === 1 && codeOf(outermost) !== null;
    return isOtherPackage ? undefined : product(levels);
  }
  return outer.every(({ value }) => value === 1) ? innermost : undefined;
}

/** Floats leave hairs: 3 * 0.1. */
const product = (levels: readonly Level[]): number =>
  Number(levels.reduce((whole, { value }) => whole * value, 1).toPrecision(12));

/** What people say that one unit holds, once for all rows of that unit which say the same. */
function heldAsAnswered(
  { text, unit }: SaidContent,
  levels: readonly Level[],
  given: GivenProduct,
  reader: RowReader,
): number | undefined {
  const row = given.unitSaid ?? given.fields.unit ?? '';
  const values = new Set(levels.map((_, at) => product(levels.slice(at))));
  const choices = [...values].map((value) => contentChoice(value, unit, row));
  const about = ['netContent', 'OF_UNIT', row, text];
  const answer = reader.about('netContent').ask(QuestionKind.VALUE, about, [...choices, NO_CONTENT, LEAVE_OUT_CHOICE]);
  return answer === undefined || answer === NO_CONTENT.choice ? undefined : Number.parseFloat(answer);
}

function contentChoice(value: number, code: string, unit: string) {
  const { symbol } = unitOf(code)!;
  return {
    choice: `${value} ${code}`,
    label: { vi: `Một ${quoted(unit)} chứa ${value} ${symbol}`, en: `One ${quoted(unit)} holds ${value} ${symbol}` },
  };
}

const NO_CONTENT = { choice: 'NO_CONTENT', label: { vi: 'Bỏ trống ô này', en: 'Leave this cell empty' } };
