import { firstCharacters } from '../text/first-characters.ts';
import { cellText, tooLong, tooManyRows, tooWide } from './cell-text.ts';
import { columnIndex, columnLetters } from './spreadsheet-text.ts';
import type { StringStore } from './string-store.ts';
import type { CellValue, TableRow } from './table.ts';
import { badFile, damaged } from './table-errors.ts';
import type { TableLimits } from './table-limits.ts';
import type { CellStyle } from './xlsx-book.ts';
import { dayOf, dayOfText, type Shown } from './xlsx-dates.ts';
import type { MergedValues } from './xlsx-merges.ts';
import type { SeenNumber } from './xlsx-numbers.ts';
import { longestWritten, unescaped } from './xlsx-strings.ts';
import { isTrue, type XmlReader } from './xml-events.ts';

/** What a sheet's cells refer to. */
export interface SheetContext {
  readonly strings: Pick<StringStore, 'at'>;
  readonly styles: readonly CellStyle[];
  readonly date1904: boolean;
  readonly limits: TableLimits;
  /** Null where merged cells are to be empty but for the first. */
  readonly merged: MergedValues | null;
}

const AS_IT_IS: CellStyle = { shown: 'NUMBER', seen: null };

/** Reads the cells of a sheet; the rows that were read so far are taken away piece by piece. */
export class SheetReader implements XmlReader {
  private rows: TableRow[] = [];
  private row = 0;
  private isHidden = false;
  /** Columns that the sheet hides, from 0. */
  readonly hiddenColumns: number[] = [];
  private cells: CellValue[] = [];
  private column = -1;
  private type = 'n';
  private style = 0;
  private value = '';
  private formula: string | null = null;
  private hasValue = false;
  private reading: 'value' | 'formula' | null = null;
  private inReading = false;

  constructor(private readonly context: SheetContext) {}

  /** The rows with something in them that were finished since the last call. */
  take(): TableRow[] {
    const { rows } = this;
    this.rows = [];
    return rows;
  }

  open(name: string, attributes: Record<string, string>): void {
    if (name === 'row') this.beginRow(attributes);
    else if (name === 'c') this.beginCell(attributes);
    else if (name === 'col' && isTrue(attributes.hidden)) this.hideColumns(attributes);
    else if (name === 'rPh') this.inReading = true;
    else if (name === 'f') {
      this.reading = 'formula';
      this.formula = '';
    } else if (name === 'v' || (name === 't' && !this.inReading)) {
      this.reading = 'value';
      this.hasValue = true;
    }
  }

  text(text: string): void {
    if (this.reading === null) return;
    const { maxCellLength } = this.context.limits;
    if (this.reading === 'value') this.value += text;
    else this.formula += text;
    const longest = Math.max(this.value.length, this.formula?.length ?? 0);
    if (longest > longestWritten(maxCellLength)) throw tooLong(this.row, this.column, maxCellLength);
  }

  close(name: string): void {
    if (name === 'v' || name === 't' || name === 'f') this.reading = null;
    else if (name === 'rPh') this.inReading = false;
    else if (name === 'c') this.put(this.cellValue());
    else if (name === 'row' && this.cells.length > 0) this.endRow();
  }

  private beginRow({ r: written, hidden }: Record<string, string | undefined>): void {
    const { maxRows } = this.context.limits;
    const number = written === undefined ? this.row + 1 : Number(written);
    if (!Number.isInteger(number) || number <= this.row) throw damaged(`row ${written}`);
    if (number > maxRows) throw tooManyRows(maxRows);
    this.row = number;
    this.isHidden = isTrue(hidden);
    this.cells = [];
    this.column = -1;
  }

  private hideColumns({ min, max }: Record<string, string | undefined>): void {
    const last = Math.min(Number(max), this.context.limits.maxColumns);
    for (let column = Number(min); column <= last; column += 1) this.hiddenColumns.push(column - 1);
  }

  private endRow(): void {
    this.context.merged?.fill(this.row, this.cells);
    this.rows.push({ number: this.row, cells: this.cells, ...(this.isHidden && { isHidden: true }) });
  }

  private beginCell({ r, t, s }: Record<string, string | undefined>): void {
    this.column = r === undefined ? this.column + 1 : columnOf(r);
    this.type = t ?? 'n';
    this.style = Number(s ?? 0);
    this.value = '';
    this.formula = null;
    this.hasValue = false;
  }

  /** Empty cells count for nothing: sheets are often formatted up to their last column. */
  private put(value: CellValue): void {
    if (value === null) return;
    const { maxColumns } = this.context.limits;
    if (this.column >= maxColumns) throw tooWide(this.row, this.column, maxColumns);
    while (this.cells.length < this.column) this.cells.push(null);
    this.cells[this.column] = value;
  }

  private cellValue(): CellValue {
    if (this.value === '') return this.formulaText();
    const { shown, seen } = this.context.styles[this.style] ?? AS_IT_IS;
    switch (this.type) {
      case 's':
        return this.sharedText();
      case 'str':
      case 'inlineStr':
      case 'e':
        return this.textValue(unescaped(this.value));
      case 'b':
        return isTrue(this.value);
      case 'd':
        return dayOfText(this.value, shown) ?? this.textValue(this.value);
      default:
        return this.numberValue(shown, seen);
    }
  }

  /** Null for what is empty, and for a formula of which the empty text came: only that is a text without a character. */
  private formulaText(): string | null {
    const cameEmpty = this.hasValue && this.type === 'str';
    return this.formula === null || cameEmpty ? null : this.textValue(`=${unescaped(this.formula)}`);
  }

  private textValue(text: string): string | null {
    return cellText(text, this.row, this.column, this.context.limits.maxCellLength);
  }

  private sharedText(): string | null {
    const text = this.context.strings.at(Number(this.value));
    if (text === undefined) throw damaged(`${this.place()}: ${firstCharacters(this.value, 20)}`);
    return this.textValue(text);
  }

  private numberValue(shown: Shown, seen: SeenNumber | null): CellValue {
    const number = Number(this.value);
    if (Number.isFinite(number)) return dayOf(number, shown, this.context.date1904) ?? seen?.(number) ?? number;
    const value = firstCharacters(this.value, 40);
    throw badFile(
      `Ô ${this.place()} được ghi là số nhưng chứa “${value}”. Hãy mở tệp bằng Excel và lưu lại.`,
      `Cell ${this.place()} is said to be a number but holds “${value}”. Open and save it again.`,
    );
  }

  private place(): string {
    return columnLetters(this.column) + this.row;
  }
}

/** The index of the column in a cell's address, from 0: AB7 is 27. @throws UserError BAD_INPUT */
function columnOf(address: string): number {
  const letters = /^\$?([a-z]{1,3})\$?\d+$/i.exec(address)?.[1];
  if (!letters) throw damaged(`cell ${firstCharacters(address, 20)}`);
  return columnIndex(letters);
}
