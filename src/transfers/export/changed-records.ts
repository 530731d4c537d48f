import { encodeId } from '../../platform/graphql/ids.ts';
import {
  CHANGE_TYPES,
  type Change,
  ChangeKind,
  ChangeType,
  openChanges,
  readChanges,
} from '../changes/read-changes.ts';
import type { ExportReads } from '../stored/policy.ts';
import type { TransferKind } from '../transfer-kind.ts';
import type { ExportTally } from './content.ts';
import { RECORD_KINDS } from './rows.ts';

/** Changes that are read at once. */
const PAGE = 1_000;

/**
 * All changes since a cursor up to the beginning of the file as partners read them, each with the record as it is now; the last line is
 * the cursor to go on from, with which what changes or comes due meanwhile comes:
 * `{"change":"UPSERTED","type":"product","id":"prd_…","into":null,"at":"…","record":{…}}` … `{"cursor":"…"}`. @throws UserError
 */
export async function* changedRecords(
  reads: ExportReads,
  { kind, since }: { kind: TransferKind | null; since: string | null },
  tally: ExportTally,
  signal: AbortSignal,
): AsyncGenerator<object> {
  const readable = await openChanges(reads);
  for (let from = since; ; ) {
    signal.throwIfAborted();
    const { changes, cursor, hasMore } = await readChanges(readable, from, PAGE);
    const wanted = kind === null ? changes : changes.filter(({ type }) => CHANGE_TYPES[type].kind === kind);
    const records = await recordsOfChanges(readable.reads, wanted);
    for (const change of wanted) yield lineOf(change, records.get(change.id) ?? null);
    tally.rows += wanted.length;
    tally.cursor = from = cursor;
    if (!hasMore) break;
  }
  yield { cursor: tally.cursor };
}

/** The records that are there, as JSON, by their keys. */
async function recordsOfChanges(reads: ExportReads, changes: readonly Change[]): Promise<Map<string, object>> {
  const found = new Map<string, object>();
  for (const type of Object.values(ChangeType)) {
    const ids = changes
      .filter((change) => change.type === type && change.kind === ChangeKind.UPSERTED)
      .map(({ id }) => id);
    if (ids.length === 0) continue;
    const { read, json } = RECORD_KINDS[CHANGE_TYPES[type].kind];
    for (const record of await read(reads, ids)) found.set((record as { id: string }).id, json(record));
  }
  return found;
}

/** A record that went since its change was read is gone. */
function lineOf({ kind, type, id, into, at }: Change, record: object | null): object {
  const { prefix } = CHANGE_TYPES[type];
  return {
    change: kind === ChangeKind.UPSERTED && record === null ? ChangeKind.DELETED : kind,
    type: type.toLowerCase(),
    id: encodeId(prefix, id),
    into: into === null ? null : encodeId(prefix, into),
    at,
    record,
  };
}
