import { type EntityMetadata, type EntityProperty, type QueryOrderMap, ReferenceKind } from '@mikro-orm/core';
import sql, { join, raw, type Sql } from 'sql-template-tag';
import type { Rows } from './fields.ts';
import { quoteName } from './sql-text.ts';

/** A column's type without length, precision or array brackets: `varchar(255)` is `varchar`. */
export const columnType = (property: EntityProperty): string =>
  (property.columnTypes[0] ?? '')
    .toLowerCase()
    .replace(/\(.*?\)|\[\]/g, '')
    .trim();

export const columnName = (property: EntityProperty): Sql => quoteName(property.fieldNames[0]!);

export function tableName({ schema, tableName }: EntityMetadata): Sql {
  return schema && schema !== '*' ? sql`${quoteName(schema)}.${quoteName(tableName)}` : quoteName(tableName);
}

/** A relation that MikroORM knows, as the rows of its target that belong to a row of its owner. */
export function relationRows(property: EntityProperty): (target: Sql, row: Sql) => Rows {
  const target = property.targetMeta!;
  const orderBy = orderOf(property, target);
  if (property.kind === ReferenceKind.MANY_TO_MANY) return pivotRows(property, target, orderBy);
  if (property.mappedBy) {
    // The column is kept by the other side, and only the other side's property knows it.
    const keeper = target.properties[property.mappedBy] as EntityProperty;
    const [own, foreign] = [quoteName(keeper.referencedColumnNames[0]!), columnName(keeper)];
    return (target, row) => ({ where: sql`${target}.${foreign} = ${row}.${own}`, orderBy: orderBy?.(target) });
  }
  const [own, foreign] = [columnName(property), quoteName(property.referencedColumnNames[0]!)];
  return (target, row) => ({ where: sql`${target}.${foreign} = ${row}.${own}` });
}

function pivotRows(property: EntityProperty, target: EntityMetadata, orderBy: ReturnType<typeof orderOf>) {
  const pivot = quoteName(property.pivotTable);
  const [toOwn, toTarget] = [quoteName(property.joinColumns[0]!), quoteName(property.inverseJoinColumns[0]!)];
  const [own, foreign] = [quoteName(property.referencedColumnNames[0]!), columnName(target.getPrimaryProp())];
  const fixed = property.fixedOrderColumn ? sql`pivot.${quoteName(property.fixedOrderColumn)}` : undefined;
  return (target: Sql, row: Sql): Rows => ({
    join: sql`join ${pivot} pivot on pivot.${toTarget} = ${target}.${foreign}`,
    where: sql`pivot.${toOwn} = ${row}.${own}`,
    orderBy: orderBy?.(target) ?? fixed,
  });
}

const DIRECTION = /^(asc|desc)( nulls (first|last))?$/;

/** The order that the relation or its target declares in MikroORM; undefined when there is none. */
function orderOf(property: EntityProperty, target: EntityMetadata): ((row: Sql) => Sql) | undefined {
  const declared = [property.orderBy ?? target.orderBy ?? []].flat() as QueryOrderMap<object>[];
  const steps = declared.flatMap((map) => Object.entries(map));
  if (steps.length === 0) return undefined;
  const columns = steps.map(([name, order]) => {
    const direction = order === 1 ? 'asc' : order === -1 ? 'desc' : String(order).toLowerCase();
    const column = (target.properties as Record<string, EntityProperty>)[name]?.fieldNames?.[0];
    if (!column || !DIRECTION.test(direction)) {
      throw new Error(`the order of the relation, by "${name}", is not by a column: declare the field with toMany()`);
    }
    return { column: quoteName(column), direction: raw(direction) };
  });
  return (row) => join(columns.map(({ column, direction }) => sql`${row}.${column} ${direction}`));
}
