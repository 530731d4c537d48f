import { Entity, Enum, Index, PrimaryKey, Property } from '@mikro-orm/decorators/legacy';
import { v7 as uuid } from 'uuid';

export enum AuditAction {
  CREATED = 'CREATED',
  UPDATED = 'UPDATED',
  DELETED = 'DELETED',
}

/** Who changed what, when: written in the transaction of the change. */
@Entity()
@Index({ properties: ['entityType', 'entityId', 'at'] })
export class AuditEntry {
  @PrimaryKey({ type: 'uuid' })
  id: string = uuid();

  @Property({ type: 'datetime', columnType: 'timestamptz(3)' })
  at!: Date;

  @Property({ type: 'text' })
  by!: string;

  @Property({ type: 'text' })
  requestId!: string;

  @Enum({ items: () => AuditAction })
  action!: AuditAction;

  @Property({ type: 'text' })
  entityType!: string;

  @Property({ type: 'uuid' })
  entityId!: string;

  /** New values by property. The old ones stand in the entry before. */
  @Property({ type: 'json' })
  changes!: Record<string, unknown>;
}
