import { createHmac, timingSafeEqual } from 'node:crypto';
import type { Database } from '../database/database.ts';
import { encodeId } from '../graphql/ids.ts';
import { FILE_PREFIX, type StoredFileInfo } from './stored-files.ts';

/** What a link carries. */
export interface SignedFile {
  /** Global id of the file. */
  readonly id: string;
  /** Seconds since 1970 from which on the link is worth nothing, as the link has them. */
  readonly expires: string;
  readonly signature: string;
}

/**
 * A link to a file, as a path on this server, with which anybody gets it until an instant, told in whole seconds. The secret is the one
 * that signs tokens.
 */
export function fileLink(
  secret: Uint8Array,
  { id, name }: Pick<StoredFileInfo, 'id' | 'name'>,
  expiresAt: Date,
): string {
  const globalId = encodeId(FILE_PREFIX, id);
  const expires = String(Math.floor(expiresAt.getTime() / 1000));
  const signature = sign(secret, globalId, expires);
  return `/files/${globalId}/${encodeURIComponent(name)}?expires=${expires}&signature=${signature}`;
}

const secrets = new WeakMap<Database, Uint8Array>();

/** Has the links to the files of a database signed by a secret, in this process. */
export const signLinks = (db: Database, secret: Uint8Array): void => void secrets.set(db, secret);

/** `fileLink` with the secret of this process. @throws Error in one that serves no files */
export function linkToFile(db: Database, file: Pick<StoredFileInfo, 'id' | 'name'>, expiresAt: Date): string {
  const secret = secrets.get(db);
  if (!secret) throw new Error('This process serves no files: it can make no links to them.');
  return fileLink(secret, file, expiresAt);
}

/** Whether a link was made by this server, letter by letter; it may have expired. Takes as long for a forged one as for a genuine one. */
export function isGenuineLink(secret: Uint8Array, { id, expires, signature }: SignedFile): boolean {
  const given = Buffer.from(signature);
  const wanted = Buffer.from(sign(secret, id, expires));
  return given.length === wanted.length && timingSafeEqual(given, wanted);
}

/** No token reads like this, so that a signature of one is never that of the other. */
const sign = (secret: Uint8Array, id: string, expires: string): string =>
  createHmac('sha256', secret).update(`file-link:${id}:${expires}`).digest('base64url');
