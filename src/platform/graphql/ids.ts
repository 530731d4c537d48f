import { UserError } from '../errors/user-error.ts';

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/** The global id of a row: the prefix of its type and its uuid. Clients must treat it as opaque. */
export const encodeId = (prefix: string, uuid: string): string => `${prefix}_${uuid}`;

/** Splits a global id, or answers null when it is not one. */
export function decodeId(value: string): { prefix: string; uuid: string } | null {
  const cut = value.indexOf('_');
  if (cut < 1) return null;
  const uuid = value.slice(cut + 1);
  return UUID.test(uuid) ? { prefix: value.slice(0, cut), uuid } : null;
}

/**
 * The uuid inside a global id of a type.
 * @throws UserError BAD_ID when it is malformed or of another type
 */
export function decodeIdOf(prefix: string, value: string, path: readonly string[]): string {
  const id = decodeId(value);
  if (id?.prefix === prefix) return id.uuid;
  throw new UserError('BAD_ID', path, {
    vi: `"${value}" không phải là mã định danh thuộc loại này (mong đợi dạng ${prefix}_…).`,
    en: `"${value}" is not an id of this type (expected ${prefix}_…).`,
  });
}

/** The same of an id that may be left out: null and undefined stay what they are. @throws UserError BAD_ID */
export function decodeIdIfGiven<Value extends string | null | undefined>(
  prefix: string,
  value: Value,
  path: readonly string[],
): Value | string {
  return value == null ? value : decodeIdOf(prefix, value, path);
}
