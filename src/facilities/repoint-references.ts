import type { EntityClass } from '@mikro-orm/core';
import { AuditAction, AuditEntry } from '../platform/database/audit.entity.ts';
import { VersionedRecord } from '../platform/database/record.ts';
import type { WriteContext } from '../platform/database/write.ts';
import { UserError, UserErrors } from '../platform/errors/user-error.ts';
import { type ForeignKey, foreignKeysTo, quote, uniqueKeysOf } from './foreign-keys.ts';

/** What is merged into what. */
interface Merger {
  readonly entity: EntityClass<object>;
  readonly from: string;
  readonly to: string;
  /** Entities whose rows stay with the row they belong to. */
  readonly except: readonly EntityClass<object>[];
}

/**
 * Makes everything that refers to one row refer to another, in all features, with audit rows, versions and search
 * rows. What only links (a many-to-many table) and is linked to both already is dropped.
 * @throws UserErrors DUPLICATE that name what would be there twice
 */
export async function repointReferences(context: WriteContext, merger: Merger): Promise<void> {
  const { em, search } = context;
  const keys = foreignKeysTo(em, merger.entity).filter(({ meta }) => !merger.except.includes(meta.class));
  const collisions: UserError[] = [];
  for (const key of keys) {
    if (key.meta.pivotTable) await dropRepeatedLinks(context, key, merger);
    else collisions.push(...(await findCollisions(context, key, merger)));
  }
  if (collisions.length > 0) throw new UserErrors(collisions);
  const changed = new Map<string, Set<string>>();
  for (const key of keys) {
    const ids = await repoint(context, key, merger);
    if (ids.length > 0) changed.set(key.meta.className, new Set([...(changed.get(key.meta.className) ?? []), ...ids]));
  }
  await search.refresh(em, changed);
}

/** Rows of both that would break a unique constraint once they belong to one. */
async function findCollisions({ em }: WriteContext, key: ForeignKey, { from, to }: Merger): Promise<UserError[]> {
  const errors: UserError[] = [];
  for (const { others } of uniqueKeysOf(key)) {
    const columns = others.flatMap(({ fieldNames }) => fieldNames);
    const same = columns.map((column) => ` and a.${quote(column)} = b.${quote(column)}`).join('');
    const shown = columns.length > 0 ? columns.map((column) => `b.${quote(column)}`).join(', ') : '1 as one';
    const rows = await em.execute<Record<string, unknown>[]>(
      `select ${shown} from ${key.table} a join ${key.table} b on b.${key.column} = ? and a.${key.column} = ?${same} limit 5`,
      [from, to],
    );
    const names = others.map(({ name }) => name).join(', ') || key.property.name;
    errors.push(
      ...rows.map((row) =>
        collision(
          key.meta.className,
          names,
          columns.map((column) => String(row[column])),
        ),
      ),
    );
  }
  return errors;
}

function collision(type: string, names: string, values: readonly string[]): UserError {
  const which = values.length > 0 ? `${names} = ${values.map((value) => `"${value}"`).join(', ')}` : names;
  return new UserError('DUPLICATE', ['merge'], {
    vi: `Cả hai cơ sở đều có ${type} với cùng ${which}; hãy sửa hoặc xoá một bản ghi trước khi gộp.`,
    en: `Both facilities have a ${type} with the same ${which}; change or remove one of them before merging.`,
  });
}

async function dropRepeatedLinks({ em }: WriteContext, key: ForeignKey, { from, to }: Merger): Promise<void> {
  const others = key.meta.props.filter(({ name, primary }) => primary && name !== key.property.name);
  const same = others.flatMap(({ fieldNames }) => fieldNames.map((name) => ` and a.${quote(name)} = b.${quote(name)}`));
  await em.execute(
    `delete from ${key.table} b using ${key.table} a where b.${key.column} = ? and a.${key.column} = ?${same.join('')}`,
    [from, to],
  );
}

/** Re-points one foreign key and answers the ids of the rows, where they have one of their own. */
async function repoint(
  { em, now, by, requestId }: WriteContext,
  { meta, property, table, column }: ForeignKey,
  { from, to }: Merger,
): Promise<string[]> {
  const isRecord = meta.prototype instanceof VersionedRecord;
  const stamps = isRecord ? ', "version" = "version" + 1, "updated_at" = ?' : '';
  const key = meta.simplePK && !property.primary ? quote(meta.getPrimaryProp().fieldNames[0]!) : null;
  const rows = await em.execute<{ id: string }[]>(
    `update ${table} set ${column} = ?${stamps} where ${column} = ? returning ${key ? `${key}::text as id` : 'null as id'}`,
    isRecord ? [to, now, from] : [to, from],
  );
  if (!key) return [];
  for (const { id } of rows) {
    const entry = { at: now, by, requestId, action: AuditAction.UPDATED, entityType: meta.className, entityId: id };
    em.persist(Object.assign(new AuditEntry(), { ...entry, changes: { [property.name]: to } }));
  }
  return rows.map(({ id }) => id);
}
