import { createHash } from 'node:crypto';
import type { EntityManager } from '@mikro-orm/postgresql';
import sql from 'sql-template-tag';
import { execute } from './execute.ts';

/** The number of an advisory lock, or of a space of locks that are told apart by a second number. The name says whose it is. */
export const lockNumber = (name: string): number => createHash('sha256').update(name).digest().readUInt32BE() >>> 1;

/** SQL that takes an advisory lock for the rest of the transaction, however long that takes; all its statements wait so from then on. */
export const waitForLock = (lock: number): string =>
  `select set_config('lock_timeout', '0', true), pg_advisory_xact_lock(${lock})`;

/**
 * Has all others wait, however long, that take their turn by the same name in a space of locks, until the transaction ends. Its later
 * statements wait no longer than others.
 */
export async function takeTurn(em: EntityManager, space: number, name = ''): Promise<void> {
  await execute(
    em,
    sql`select set_config('lock_timeout', '0', true), pg_advisory_xact_lock(${space}::int, hashtext(${name}))`,
  );
  await execute(em, sql`set local lock_timeout to default`);
}

/** Whether a statement waited too long for a lock. */
export const isLockTimeout = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && error.code === '55P03';
