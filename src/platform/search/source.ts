import type { EntityClass } from '@mikro-orm/core';
import type { Sql } from 'sql-template-tag';

/** Which documents depend on an entity, so that a change of it refreshes them in the same transaction. */
export interface SearchSource {
  readonly entity: EntityClass<object>;
  /** The kind of which the entity's rows themselves are the documents, by the same id. */
  readonly kind?: string;
  /** A statement that selects `kind, id` of the other documents that the changed rows (`ids`, a uuid[]) touch. */
  readonly touched?: (ids: Sql) => Sql;
}
