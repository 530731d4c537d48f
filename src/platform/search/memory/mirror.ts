import sql, { join, raw, type Sql } from 'sql-template-tag';
import type { Database } from '../../database/database.ts';
import { columnsOfField } from '../postgres/field-columns.ts';
import type { SearchIndex } from '../search-index.ts';
import { type NodePlace, Rows, type TableRow } from './rows.ts';

/** Rows that are read at once: they are taken in without a pause, for which other requests would wait. */
const BATCH = 200;

/** The same before the first search. */
const MANY = 2_000;

/** Between the terms of a row; in none of them. */
const BETWEEN = '\n';

const BEFORE_ALL = '00000000-0000-0000-0000-000000000000';

/** What a search goes by. */
export interface Current {
  readonly rows: Rows;
  /** The version of the index's synonyms. */
  readonly synonyms: unknown;
}

/** Rows, and all that was committed when they were read, in PostgreSQL's notation. */
interface Held {
  readonly rows: Rows;
  snapshot: string;
}

/** A document or node. */
interface Changed {
  readonly kind: string;
  readonly id: string;
}

interface Changes {
  readonly snapshot: string;
  readonly synonyms: unknown;
  /** Whether it is no longer known what changed. */
  readonly lost: boolean;
  /** What was written or deleted. */
  readonly changed: readonly Changed[] | null;
}

/**
 * A search table in the memory of the process. For each search it is brought up to what was committed when the search began: one
 * short statement tells which rows changed since the last one, whichever process changed them.
 */
export class Mirror {
  #held: Promise<Held> | null = null;
  /** What was found by the look that ended last, and when it began; null since rows began to be taken in. */
  #latest: { readonly began: number; readonly current: Current } | null = null;
  /** The look that is under way. */
  #running: { readonly began: number; readonly found: Promise<Current> } | null = null;
  #next: Promise<Current> | null = null;
  #isRenewing = false;

  constructor(
    readonly db: Pick<Database, 'query'>,
    readonly index: SearchIndex,
  ) {}

  /**
   * The rows with all that was committed before `since`, an instant of `performance.now()`; they stay so until whoever asked waits for
   * something else.
   */
  current(since = performance.now()): Promise<Current> {
    if (this.#latest && this.#latest.began >= since) return Promise.resolve(this.#latest.current);
    if (this.#running && this.#running.began >= since) return this.#running.found;
    // A look that has begun may have missed what was committed since: those who come later share the next.
    this.#next ??= this.#look();
    return this.#next;
  }

  /** Looks at what changed, once the look under way has ended. */
  async #look(): Promise<Current> {
    await this.#running?.found.catch(() => {});
    const began = performance.now();
    const found = this.#catchUp(began);
    this.#running = { began, found };
    this.#next = null;
    try {
      return await found;
    } finally {
      if (this.#running.found === found) this.#running = null;
    }
  }

  async #catchUp(began: number): Promise<Current> {
    const held = await this.#load();
    const { snapshot, synonyms, lost, changed } = await this.#changesSince(held);
    if (lost) {
      this.#held = null;
      return this.#catchUp(began);
    }
    if (changed) await this.#takeIn(held.rows, changed);
    held.snapshot = snapshot;
    if (held.rows.isSparse) void this.#renew();
    const current = { rows: held.rows, synonyms };
    this.#latest = { began, current };
    return current;
  }

  async #takeIn(rows: Rows, changed: readonly Changed[]): Promise<void> {
    this.#latest = null;
    for (const { kind, nodes } of this.index.suggested) {
      const ids = changed.flatMap((one) => (one.kind === kind ? [one.id] : []));
      if (nodes && ids.length > 0) await this.#readNames(rows, kind, nodes.names, ids);
    }
    const kinds = this.index.kinds.map(({ name }) => name);
    const ids = changed.flatMap((one) => (kinds.includes(one.kind) ? [one.id] : []));
    for (let start = 0; start < ids.length; start += BATCH) {
      const batch = ids.slice(start, start + BATCH);
      const there = new Set(await this.#read(rows, sql`d.id = any(${batch}::uuid[])`));
      for (const id of batch) if (!there.has(id)) rows.delete(id);
    }
  }

  #load(): Promise<Held> {
    if (!this.#held) {
      this.#held = this.#readAll();
      // The next search tries again.
      this.#held.catch(() => {
        this.#held = null;
      });
    }
    return this.#held;
  }

  /** Reads all rows anew while the old ones stay in use. */
  async #renew(): Promise<void> {
    if (this.#isRenewing) return;
    this.#isRenewing = true;
    try {
      this.#held = Promise.resolve(await this.#readAll());
    } catch {
      // The old rows will do until the next search tries again.
    } finally {
      this.#isRenewing = false;
    }
  }

  /** What changes while the rows are read is among the changes since. */
  async #readAll(): Promise<Held> {
    const rows = new Rows(this.index);
    const [moment] = await this.db.query<{ snapshot: string }>('select pg_current_snapshot()::text as snapshot');
    for (const { kind, nodes } of this.index.suggested) {
      if (nodes) await this.#readNames(rows, kind, nodes.names, null);
    }
    for (let last = BEFORE_ALL; ; ) {
      const ids = await this.#read(rows, sql`d.id > ${last}::uuid order by d.id limit ${MANY}`);
      if (ids.length < MANY) return { rows, snapshot: moment!.snapshot };
      last = ids.at(-1)!;
    }
  }

  async #changesSince({ snapshot }: Held): Promise<Changes> {
    const { table, words } = this.index;
    const since = sql`${snapshot}::pg_snapshot`;
    const { text, values } = sql`
      select pg_current_snapshot()::text as snapshot, ${words.synonyms.version} as synonyms,
        exists (select from search_change_pruned where below > pg_snapshot_xmin(${since})) as lost,
        (
          select json_agg(change)
          from (
            select distinct kind, id from search_change
            where index_table = ${table} and changed_by >= pg_snapshot_xmin(${since}) and not pg_visible_in_snapshot(changed_by, ${since})
          ) change
        ) as changed`;
    const [changes] = await this.db.query<Changes>(text, values, `changes_of_${table}`);
    return changes!;
  }

  /** Takes in the rows that a condition selects, and answers their ids in the order of the statement. */
  async #read(rows: Rows, which: Sql): Promise<string[]> {
    const { text, values } = selection(this.index, which);
    const read = await this.db.query<ReadRow>(text, values);
    const fields = Object.keys(this.index.fields).map((_, place) => fieldColumn(place));
    rows.put(
      read.map((row) => ({
        ...row,
        terms: row.terms === '' ? [] : row.terms.split(BETWEEN),
        fields: fields.map((column) => row[column]!),
      })),
    );
    const ids = read.map(({ id }) => id);
    await this.#placeNodes(rows, ids);
    return ids;
  }

  /** Reads the names of some nodes, or of all where null. */
  async #readNames(
    rows: Rows,
    kind: string,
    names: (ids: Sql | null) => Sql,
    ids: readonly string[] | null,
  ): Promise<void> {
    const { text, values } = sql`
      select id, array_agg(distinct search_marks(name)) as names
      from (${names(ids && sql`${ids}::uuid[]`)}) named where search_marks(name) <> '' group by id`;
    const named = await this.db.query<{ id: string; names: string[] }>(text, values);
    const namesOf = new Map(named.map((node) => [node.id, node.names]));
    for (const id of ids ?? namesOf.keys()) rows.setNames(kind, id, namesOf.get(id) ?? []);
  }

  /** Looks up where the nodes of rows lie: wherever that changes, the rows do. */
  async #placeNodes(rows: Rows, ids: readonly string[]): Promise<void> {
    const places = Object.entries(this.index.fields).flatMap(([name, field]) => {
      if (field.kind !== 'node') return [];
      const nodes = rows.distinct(name, 'node', ids).filter((id) => id !== null);
      return [
        sql`select ${name} as field, node.id, ${field.aboveOf(raw('node.id'))} as above,
          ${field.pathOf?.(raw('node.id')) ?? raw('null::uuid[]')} as path
        from unnest(${nodes}::uuid[]) node (id)`,
      ];
    });
    if (ids.length === 0 || places.length === 0) return;
    const { text, values } = join(places, ' union all ');
    const read = await this.db.query<NodePlace & { field: string; id: string }>(text, values);
    for (const { field, id, above, path } of read) rows.setNode(field, id, { above: above ?? [], path });
  }
}

type ReadRow = Omit<TableRow, 'terms' | 'fields'> & { readonly terms: string } & Readonly<
    Record<`field_${number}`, string>
  >;

const fieldColumn = (place: number): `field_${number}` => `field_${place}`;

function selection(index: SearchIndex, which: Sql): Sql {
  const fields = Object.entries(index.fields).map(([name, field], place) => {
    const columns = columnsOfField(name, field).map((column) => raw(`d.${column}`));
    return sql`json_build_array(${join(columns)})::text as ${raw(fieldColumn(place))}`;
  });
  return sql`
    select d.id, d.kind, d.name_words, d.name_marks, d.name_length, d.heading_words,
      (extract(epoch from d.visible_from) * 1000)::float8 as visible_from,
      (extract(epoch from d.recorded_at) * 1000)::float8 as recorded_at,
      array_to_string(tsvector_to_array(d.terms), ${BETWEEN}::text) as terms,
      ${join(fields)}
    from ${raw(index.table)} d where ${which}`;
}
