import { type Text, UserError } from '../errors/user-error.ts';
import { columnOf, propertyOf, type RecordTable } from './batch.ts';
import type { Row } from './table-rows.ts';
import { heldElsewhere } from './write.ts';

/** What PostgreSQL says of a statement that it refused. */
interface DatabaseError extends Error {
  readonly code?: string;
  readonly detail?: string;
}

const UNIQUE = '23505';
const FOREIGN_KEY = '23503';
const DEADLOCK = '40P01';
const LOCK_TIMEOUT = '55P03';

/** The rows of a batch by their places in it. */
type Rows = ReadonlyMap<number, Row>;

/**
 * Writes a batch, and makes of what the database refuses an error for people. Its path begins with the place in the batch where it can be
 * told which record it was. After it the transaction can only be rolled back.
 * @throws UserError DUPLICATE when a unique value is taken, CONFLICT when another write got in between, as a LostRace where the same may
 *   succeed once more
 */
export async function refusingConflicts<Result>(
  record: RecordTable,
  rows: Rows,
  write: () => Promise<Result>,
): Promise<Result> {
  try {
    return await write();
  } catch (error) {
    throw translated(error as DatabaseError, record, rows);
  }
}

function translated(error: DatabaseError, record: RecordTable, rows: Rows): Error {
  switch (error.code) {
    case UNIQUE:
      return duplicate(culprit(error, record, rows));
    case FOREIGN_KEY:
      return new UserError('CONFLICT', culprit(error, record, rows)?.path ?? [], GONE);
    case DEADLOCK:
    case LOCK_TIMEOUT:
      return heldElsewhere();
    default:
      return error;
  }
}

const duplicate = (found: Culprit | null): UserError =>
  new UserError('DUPLICATE', found?.path ?? [], {
    vi: `Giá trị${found ? ` "${found.value}"` : ''} phải là duy nhất và đã được bản ghi khác sử dụng.`,
    en: `The value${found ? ` "${found.value}"` : ''} must be unique and is taken by another record.`,
  });

/** What of which record a statement stumbled over. */
interface Culprit {
  readonly path: readonly string[];
  readonly value: unknown;
}

/** Reads `Key (facility_id, external_id)=(…, SP-1) already exists.`; of two rows with that key it is the later. */
function culprit({ detail = '' }: DatabaseError, record: RecordTable, rows: Rows): Culprit | null {
  const [, columns = '', values] = /^Key \((.+?)\)=\((.*)\) /s.exec(detail) ?? [];
  const names = columns.split(', ');
  const found = [...rows].findLast(([, row]) => names.map((name) => String(row[name])).join(', ') === values);
  if (!found) return null;
  const [index, row] = found;
  const last = names.at(-1)!;
  const property = record.derived[last] ?? propertyOf(last, record);
  return { path: [String(index), property], value: row[columnOf(property)] ?? row[last] };
}

const GONE: Text = {
  vi: 'Bản ghi được tham chiếu vừa bị xoá hoặc đang được bản ghi khác sử dụng.',
  en: 'A record that this one refers to is gone, or this one is still referred to.',
};
