import type { EntityManager } from '@mikro-orm/postgresql';
import type { Compared } from '../../../platform/database/batch.ts';
import type { WriteContext } from '../../../platform/database/write.ts';
import type { UserError } from '../../../platform/errors/user-error.ts';
import type { RequestContext } from '../../../platform/graphql/context.ts';
import type { TransferColumn } from '../../columns/column.ts';
import type { ImportColumn } from '../../columns/import-column.ts';
import type { RowReader } from '../../columns/row-reader.ts';
import type { BatchRecord } from '../findings.entity.ts';
import type { ImportOptions } from '../settings.ts';

/** A row whose cells were read. */
export interface ReadRow<Given> {
  readonly reader: RowReader;
  readonly given: Given;
  /** Whether the sheet hides it. */
  readonly isHidden: boolean;
}

/** What a row would do, or has done, to the catalogue; the name is that of the record. */
export type RowOutcome = Compared & {
  readonly name: string;
  /** Why a new product that was to be published stays a draft. */
  readonly unpublished?: readonly UserError[];
};

/** A batch that was looked up and checked; rows that have problems, open questions or are left out are not in it any more. */
export interface PreparedBatch<Row> {
  readonly rows: readonly PreparedRow<Row>[];
  /** Names of facilities that the batch makes. */
  readonly newFacilities: readonly string[];
}

export interface PreparedRow<Row> {
  readonly reader: RowReader;
  readonly row: Row;
}

/** What was written of a batch. */
export interface WrittenBatch {
  /** In the order of the rows. */
  readonly outcomes: readonly RowOutcome[];
  readonly records: readonly BatchRecord[];
}

/** What an importer works with. */
export interface ImportSetting {
  /** Key of the import. */
  readonly id: string;
  readonly context: Pick<RequestContext, 'db' | 'orm' | 'now'>;
  readonly options: ImportOptions;
}

/** How rows of one kind become records; it holds what one run has looked up. */
export interface Importer<Given, Row> {
  readonly columns: readonly TransferColumn<Given, never>[];
  /** The field that a repeated row is told of. */
  readonly keyField: string;
  /** Fields one of which a file must have: without them no row says what it is about. */
  readonly tellingFields: readonly string[];
  /** Refuses a file by its columns, where its rows cannot be what they must be. @throws UserError */
  refuseColumns?(columns: readonly ImportColumn[]): void;
  /** What nothing was read of yet. */
  blank(): Given;
  /** Settles what the cells of a row say of one another, once all of them are read. */
  settle?(row: ReadRow<Given>): void;
  /** What a row is about, to tell repeated rows of a file; null where it says too little. The name is for people. */
  keyOf(given: Given): string | null;
  /** The field that a repeated row is told of, where what it is about is not said by the key field. */
  keyFieldOf?(given: Given): string;
  /** The key that another row about the same may have instead, and the field that says it. */
  besideKey?(given: Given): { readonly field: string; readonly key: string } | null;
  /** Whether a row refers to other rows of the file, which must be written before it. */
  isLater?(given: Given): boolean;
  /** Looks up what rows refer to and checks what they say; what is wrong or open is noted in their readers. */
  prepare(em: EntityManager, rows: readonly ReadRow<Given>[]): Promise<PreparedBatch<Row>>;
  /** What rows would do; nothing is written. */
  compare(em: EntityManager, batch: PreparedBatch<Row>): Promise<readonly RowOutcome[]>;
  /** Writes rows in the transaction of the context. @throws UserError(s) when a concurrent write got in the way */
  write(context: WriteContext, batch: PreparedBatch<Row>): Promise<WrittenBatch>;
}
