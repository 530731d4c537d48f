import type { EntityClass } from '@mikro-orm/core';
import type { UserError } from '../errors/user-error.ts';
import type { Row } from './table-rows.ts';
import type { WriteContext } from './write.ts';

/** What a batch of records is written with: an entity manager inside a transaction, the clock, and who does it. */
export type BatchContext = Pick<WriteContext, 'em' | 'now' | 'by' | 'requestId' | 'search'>;

/** A table of versioned records that batches are written to. */
export interface RecordTable {
  readonly entity: EntityClass<object>;
  readonly table: string;
  /** The tables of what belongs to one record, by the entity's property. */
  readonly parts: Readonly<Record<string, PartTable>>;
  /** Columns that follow from a property, of which nobody need hear. */
  readonly derived: Readonly<Record<string, string>>;
  /** Columns whose names end as those of keys do, and that hold codes. */
  readonly codes: readonly string[];
  /** Columns that hold instants. */
  readonly instants: readonly string[];
}

export interface PartTable {
  readonly table: string;
  /** The column that names the record. */
  readonly owner: string;
}

/** A record as it is stored, with its parts as far as they were read. */
export interface Stored {
  readonly row: Row;
  readonly parts: Readonly<Record<string, readonly Row[]>>;
}

/** A record of a batch as it is to be. */
export interface Wanted {
  /** Its place in the batch. */
  readonly index: number;
  /** Null for a new one. */
  readonly stored: Stored | null;
  readonly row: Row;
  /** Lists of parts that are given, whole; the others stay. Rows without an id are new. */
  readonly parts: Readonly<Record<string, readonly Row[]>>;
}

/** What changes of a record: the name of the entity's property, and its values; of a list of parts, the lists without their ids. */
export interface FieldChange {
  readonly field: string;
  readonly from: unknown;
  readonly to: unknown;
}

/** What changed of a record as it was before: enough to put it back. JSON. */
export interface Before {
  readonly columns: Row;
  /** Lists of parts that changed, whole. */
  readonly parts: Readonly<Record<string, readonly Row[]>>;
}

/** What a batch would do to one record; a new one has all that is given as changes from nothing. */
export type Compared =
  | { readonly outcome: 'CREATED' | 'CHANGED' | 'SAME'; readonly changes: readonly FieldChange[] }
  | Refused;

/** A record that is not written, and why; paths begin with the property. */
export interface Refused {
  readonly outcome: 'REFUSED';
  readonly errors: readonly UserError[];
}

/** What a batch has done to one record. */
export interface SavedRecord {
  readonly id: string;
  readonly outcome: 'CREATED' | 'CHANGED' | 'SAME';
  /** Its version now. */
  readonly version: number;
  readonly changes: readonly FieldChange[];
  /** Null unless it is CHANGED. */
  readonly before: Before | null;
}

export type Saved = SavedRecord | Refused;

/** What is needed to take back what was done to a record. */
export type Undoable = Pick<SavedRecord, 'id' | 'outcome' | 'version' | 'before'>;

/** What a record was before two changes of it, of which each knows what was before itself. */
export function mergeBefore(earlier: Before | null, later: Before | null): Before | null {
  if (!earlier || !later) return earlier ?? later;
  return {
    columns: { ...later.columns, ...earlier.columns },
    parts: { ...later.parts, ...earlier.parts },
  };
}

const PROPERTIES = new Map<string, string>();

/** The property of an entity that a column holds: `name_vi` nameVi, `category_id` category. */
export function propertyOf(column: string, record?: RecordTable): string {
  if (record?.codes.includes(column)) return camelCase(column);
  let property = PROPERTIES.get(column);
  if (property === undefined) {
    property = camelCase(column.replace(/_id$/, ''));
    PROPERTIES.set(column, property);
  }
  return property;
}

const camelCase = (name: string): string => name.replace(/_(\w)/g, (_, letter: string) => letter.toUpperCase());

const COLUMNS = new Map<string, string>();

/** The column of a property that refers to no other entity. */
export function columnOf(property: string): string {
  let column = COLUMNS.get(property);
  if (column === undefined) {
    column = property.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
    COLUMNS.set(property, column);
  }
  return column;
}
