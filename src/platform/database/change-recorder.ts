import { type ChangeSet, ChangeSetType, type EventSubscriber, type FlushEventArgs } from '@mikro-orm/core';
import type { EntityManager } from '@mikro-orm/postgresql';
import { AuditAction, AuditEntry } from './audit.entity.ts';
import { VersionedRecord } from './record.ts';

/** What a write is done by, and what it has changed so far. */
export interface Recording {
  readonly at: Date;
  readonly by: string;
  readonly requestId: string;
  /** Ids of the changed rows, by entity class. */
  readonly changed: Map<string, Set<string>>;
}

const recordings = new WeakMap<object, Recording>();

/** Starts to record what this entity manager flushes. */
export function record(em: EntityManager, recording: Recording): void {
  recordings.set(em, recording);
}

const ACTION: Partial<Record<ChangeSetType, AuditAction>> = {
  [ChangeSetType.CREATE]: AuditAction.CREATED,
  [ChangeSetType.UPDATE]: AuditAction.UPDATED,
  [ChangeSetType.UPDATE_EARLY]: AuditAction.UPDATED,
  [ChangeSetType.DELETE]: AuditAction.DELETED,
  [ChangeSetType.DELETE_EARLY]: AuditAction.DELETED,
};

/** Stamps changed records and adds an audit row for each, inside the flush that changes them. */
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
