import type { EntityClass } from '@mikro-orm/core';
import type { Sql } from 'sql-template-tag';
import type { Order } from './order.ts';
import type { PageArgs } from './page.ts';
import type { ReadViewer } from './policy.ts';

/** Which rows a root field means, in addition to the type's policy. */
type Where = (row: Sql, viewer: ReadViewer) => Sql;

/** What root resolvers return in place of rows: which rows are meant; the compiler adds what was selected of them. */
export abstract class Read {}

/** One row by its key. */
export class Ref extends Read {
  constructor(
    readonly entity: EntityClass<object>,
    readonly key: string,
  ) {
    super();
  }
}

/** One row by its global id, whose prefix says of which type. */
export class GlobalRef extends Read {
  constructor(
    readonly id: string,
    readonly path: readonly string[],
  ) {
    super();
  }
}

interface FirstOptions {
  readonly where: Where;
  readonly orderBy?: (row: Sql) => Sql;
}

export class FirstRead extends Read {
  constructor(
    readonly entity: EntityClass<object>,
    readonly options: FirstOptions,
  ) {
    super();
  }
}

interface ListOptions {
  readonly where?: Where;
  /** An ORDER BY list; the primary key unless given. */
  readonly orderBy?: (row: Sql) => Sql;
  /** Most rows, which the field documents. */
  readonly limit: number;
}

export class ListRead extends Read {
  constructor(
    readonly entity: EntityClass<object>,
    readonly options: ListOptions,
  ) {
    super();
  }
}

interface ConnectionOptions {
  readonly where?: Where;
  /** The key is added, so that the order is total. */
  readonly orderBy: readonly Order[];
}

export class ConnectionRead extends Read {
  constructor(
    readonly entity: EntityClass<object>,
    readonly args: PageArgs,
    readonly options: ConnectionOptions,
  ) {
    super();
  }
}

/** The row with this key (the uuid, not the global id), or null when the viewer may not see it. */
export const ref = (entity: EntityClass<object>, key: string): Ref => new Ref(entity, key);

/** The row with this global id, of whatever type; `path` says which argument holds the id, should it be none. */
export const globalRef = (id: string, path: readonly string[]): GlobalRef => new GlobalRef(id, path);

/** The row with this key, or the first that fulfils a condition; null when the viewer may see none. */
export function one(entity: EntityClass<object>, which: string | FirstOptions): Read {
  return typeof which === 'string' ? new Ref(entity, which) : new FirstRead(entity, which);
}

/** A plain list of at most `limit` rows that the viewer may see. */
export const list = (entity: EntityClass<object>, options: ListOptions): Read => new ListRead(entity, options);

/** A Relay connection over the rows that the viewer may see; bad arguments become errors of the field. */
export function connection(entity: EntityClass<object>, args: PageArgs, options: ConnectionOptions): Read {
  return new ConnectionRead(entity, args, options);
}
