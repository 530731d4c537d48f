import type { EntityManager } from '@mikro-orm/postgresql';
import sql, { empty, raw, type Sql } from 'sql-template-tag';
import { execute } from '../../database/execute.ts';
import { lockNumber, waitForLock } from '../../database/locks.ts';
import type { SearchIndex } from '../search-index.ts';
import type { SuggestedKind } from '../suggestions.ts';
import { STEP } from './beginnings.sql.ts';

/** Notes the names of nodes that changed, in the transaction of the change. `changed` holds ids by the name of the entity's class. */
export async function noteChangedNodes(
  em: EntityManager,
  kinds: readonly SuggestedKind[],
  changed: ReadonlyMap<string, ReadonlySet<string>>,
): Promise<void> {
  for (const kind of kinds) {
    const ids = changed.get(kind.nodes?.entity.name ?? '');
    if (ids && ids.size > 0) await noteNodes(em, kind, sql`${[...ids]}::uuid[]`);
  }
}

/** Notes the names of all nodes, drops those that nothing has any more, and ranks all names by their popularity. */
export async function renewBeginnings(em: EntityManager, { table, suggested }: SearchIndex): Promise<void> {
  for (const kind of suggested) await alone(em, (inner) => noteNodes(inner, kind, null));
  await dropUnused(em, raw(table));
  for (const kind of suggested) await alone(em, (inner) => rankNames(inner, raw(table), kind));
  await execute(em, sql`analyze search_beginning`);
}

/** Two that renew at once would wait for one another's rows, each in its own order. */
const RENEWAL_LOCK = lockNumber('renewal of suggestions');

/** Runs a step in a transaction, and by no two at once. */
const alone = (em: EntityManager, step: (inner: EntityManager) => Promise<void>): Promise<void> =>
  em.transactional(async (inner) => {
    await execute(inner, raw(waitForLock(RENEWAL_LOCK)));
    await step(inner);
  });

/** Ranks the names of a kind by how much stands behind them now. Until then names are ranked as those of one document, and nodes lowest; whether they are suggested does not depend on it. */
async function rankNames(em: EntityManager, table: Sql, { kind, popularity, nodes }: SuggestedKind): Promise<void> {
  const column = raw(nodes ? 'node' : 'name');
  const popular = nodes ? sql`select id as key, times from (${popularity}) popular` : namesOf(table, popularity);
  const rank = sql`((begun.rank % ${STEP}::int + ${STEP}::int) % ${STEP}::int - ${STEP}::int * (1 + floor(log(2, popular.times))::int))::smallint`;
  await execute(
    em,
    sql`
      update search_beginning begun set rank = ${rank} from (${popular}) popular
      where begun.kind = ${kind} and begun.${column} = popular.key and begun.rank <> ${rank}`,
  );
}

const namesOf = (table: Sql, popularity: Sql): Sql => sql`
  select name.key, sum(popular.times) as times
  from (${popularity}) popular join ${table} d on d.id = popular.id
  cross join lateral (values (search_name(d.name_marks, 1)), (search_name(d.name_marks, 2))) name (key)
  where name.key is not null
  group by name.key`;

/** Beginnings that are noted already stay as they are, with their ranks. */
async function noteNodes(em: EntityManager, { kind, nodes }: SuggestedKind, ids: Sql | null): Promise<void> {
  if (!nodes) return;
  const isSame = sql`wanted.node = old.node and wanted.marks = old.marks and wanted.inside = old.inside`;
  await execute(
    em,
    sql`
      with named as (
        select distinct id, search_marks(name) as marks from (${nodes.names(ids)}) given where name is not null
      ),
      wanted as materialized (
        select named.id as node, begun.plain, begun.marks, bool_and(begun.inside) as inside,
          min(hashtextextended(named.marks, 0)) as name, min(least(length(search_plain(named.marks)), 99)) as rank
        from named cross join lateral search_beginnings(named.marks) begun
        where named.marks <> ''
        group by named.id, begun.plain, begun.marks
      ),
      gone as (
        delete from search_beginning old
        where old.kind = ${kind} and old.node is not null ${ids ? sql`and old.node = any(${ids})` : empty}
          and not exists (select from wanted where ${isSame})
      )
      insert into search_beginning (name, node, kind, rank, inside, plain, marks)
      select name, node, ${kind}, rank, inside, plain, marks from wanted
      where not exists (select from search_beginning old where old.kind = ${kind} and ${isSame})`,
  );
}

/** Whoever writes a document of that name from now on waits; whoever did before is seen. */
async function dropUnused(em: EntityManager, table: Sql): Promise<void> {
  const unused = sql`
    begun.node is null
    and not exists (select from ${table} d where search_name(d.name_marks, 1) = begun.name and d.kind = begun.kind)
    and not exists (select from ${table} d where search_name(d.name_marks, 2) = begun.name and d.kind = begun.kind)`;
  const names = await execute<{ name: string }>(
    em,
    sql`select distinct name from search_beginning begun where ${unused}`,
  );
  if (names.length === 0) return;
  const keys = names.map(({ name }) => name);
  await em.transactional(async (inner) => {
    await execute(inner, sql`lock table ${table} in share mode`);
    await execute(
      inner,
      sql`delete from search_beginning begun where begun.name = any(${keys}::bigint[]) and ${unused}`,
    );
  });
}
