import {
  type ChangeSet,
  ChangeSetType,
  type EventSubscriber,
  type FlushEventArgs,
  type TransactionEventArgs,
} from '@mikro-orm/core';
import type { EntityManager } from '@mikro-orm/postgresql';
import type { Search } from '../search/search.ts';
import { AuditAction, AuditEntry } from './audit.entity.ts';
import { VersionedRecord } from './record.ts';

/** What a write is done by, and what is to follow it. */
interface Origin {
  readonly at: Date;
  readonly by: string;
  readonly requestId: string;
  readonly search: Search;
}

interface Recording extends Origin {
  /** Ids of the rows changed so far, by entity class. */
  readonly changed: Map<string, Set<string>>;
}

const recordings = new WeakMap<object, Recording>();

/** Starts to record what this entity manager flushes in its transaction. */
export function record(em: EntityManager, origin: Origin): void {
  recordings.set(em, { ...origin, changed: new Map() });
}

/**
 * Notes rows that were changed by SQL of its own in the transaction of an entity manager: their search rows are refreshed when it ends,
 * together with those of all else that it changes.
 */
export function noteChanged(
  em: EntityManager,
  { now, by, requestId, search }: { now: Date; by: string; requestId: string; search: Search },
  entity: string,
  ids: Iterable<string>,
): void {
  if (!em.isInTransaction())
    throw new Error('Rows are changed in a transaction, at whose end their search rows follow.');
  if (!recordings.has(em)) record(em, { at: now, by, requestId, search });
  const { changed } = recordings.get(em)!;
  const noted = changed.get(entity) ?? new Set();
  for (const id of ids) noted.add(id);
  changed.set(entity, noted);
}

const ACTION: Partial<Record<ChangeSetType, AuditAction>> = {
  [ChangeSetType.CREATE]: AuditAction.CREATED,
  [ChangeSetType.UPDATE]: AuditAction.UPDATED,
  [ChangeSetType.UPDATE_EARLY]: AuditAction.UPDATED,
  [ChangeSetType.DELETE]: AuditAction.DELETED,
  [ChangeSetType.DELETE_EARLY]: AuditAction.DELETED,
};

/** Stamps changed records, adds an audit row for each in the flush that changes them, and ends the transaction with their search rows. */
export class ChangeRecorder implements EventSubscriber {
  onFlush({ em, uow }: FlushEventArgs): void {
    const recording = recordings.get(em);
    if (!recording) return;
    for (const change of uow.getChangeSets()) {
      if (change.entity instanceof AuditEntry) continue;
      this.#stamp(change, recording);
      if (change.entity instanceof VersionedRecord) uow.recomputeSingleChangeSet(change.entity);
      const id = change.getSerializedPrimaryKey() ?? '';
      const ids = recording.changed.get(change.meta.className) ?? new Set();
      recording.changed.set(change.meta.className, ids.add(id));
      uow.computeChangeSet(this.#auditEntry(change, id, recording));
    }
  }

  async beforeTransactionCommit({ em }: TransactionEventArgs): Promise<void> {
    const recording = recordings.get(em);
    if (recording) await recording.search.refresh(em as EntityManager, recording.changed);
  }

  #stamp({ entity, type }: ChangeSet<object>, { at }: Recording): void {
    if (!(entity instanceof VersionedRecord)) return;
    if (type === ChangeSetType.CREATE) entity.createdAt = at;
    entity.updatedAt = at;
  }

  #auditEntry(change: ChangeSet<object>, entityId: string, { at, by, requestId }: Recording): AuditEntry {
    const entry = new AuditEntry();
    return Object.assign(entry, {
      at,
      by,
      requestId,
      action: ACTION[change.type]!,
      entityType: change.meta.className,
      entityId,
      changes: change.type === ChangeSetType.DELETE ? {} : { ...change.payload },
    });
  }
}
