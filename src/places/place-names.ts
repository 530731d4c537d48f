import sql, { raw } from 'sql-template-tag';
import type { Database } from '../platform/database/database.ts';
import { canonical } from '../platform/text/vietnamese.ts';
import type { VietnamDay } from '../platform/time/vietnam-day.ts';
import { UnitLevel, type UnitType } from './administrative-unit.entity.ts';
import { fullName } from './administrative-unit.read.ts';
import { readName } from './place-words.ts';

/** A unit as far as texts about places go. */
export interface PlaceUnit {
  readonly id: string;
  readonly level: UnitLevel;
  readonly type: UnitType;
  readonly name: string;
  /** Type, name, province, and until when it held: "Huyện Cầu Kè, Trà Vinh (đến 30/06/2025)". */
  readonly label: string;
  readonly holds: boolean;
  /** The units that it lies or lay in directly. */
  readonly parents: ReadonlySet<string>;
  /** The units that all of it lies or lay in, itself among them. */
  readonly within: ReadonlySet<string>;
  /** What it went into, wholly or in part, and what became of that. */
  readonly becomes: ReadonlySet<string>;
}

/** A unit and how the name is spelt by which it is called. */
export interface Called {
  readonly unit: PlaceUnit;
  readonly spelt: string;
  /** Whether it is so called beside its name. */
  readonly alias: boolean;
}

interface Row {
  id: string;
  level: UnitLevel;
  type: UnitType;
  name: string;
  nameEn: string | null;
  fullName: string;
  holds: boolean;
  lastDay: string | null;
  parentName: string | null;
  parents: string[];
  within: string[];
  successors: string[];
  aliases: string[];
}

/** An alias of more units than that is a region: what lies there lies nowhere in particular. */
const MAX_UNITS_OF_ALIAS = 5;

/** Every unit that holds or has held, by what it is called. */
export class PlaceNames {
  readonly #byKey = new Map<string, Called[]>();
  readonly #byLabel: ReadonlyMap<string, PlaceUnit>;
  readonly #labels: ReadonlyMap<string, string>;
  /** Most words of a name. */
  readonly longest: number;

  /** Loads the units as of a day, in one statement. */
  static async load(db: Database, today: VietnamDay): Promise<PlaceNames> {
    const { text, values } = units(today);
    return new PlaceNames(await db.query<Row>(text, values));
  }

  private constructor(rows: readonly Row[]) {
    const successors = new Map(rows.map((row) => [row.id, row.successors]));
    const called = rows.map((row) => ({ row, unit: unitOf(row, successors) }));
    for (const { row, unit } of called)
      for (const name of ownNames(row)) this.#add(readName(name), { unit, alias: false });
    this.#addAliases(called);
    this.#byLabel = new Map(called.map(({ unit }) => [canonical(unit.label), unit]));
    this.#labels = new Map(called.map(({ unit }) => [unit.id, unit.label]));
    this.longest = Math.max(0, ...[...this.#byKey.keys()].map((key) => key.split(' ').length));
  }

  /** The keys of all names. */
  get keys(): Iterable<string> {
    return this.#byKey.keys();
  }

  /** The units that are called so, by a key of {@link readName}. */
  called(key: string): readonly Called[] {
    return this.#byKey.get(key) ?? [];
  }

  /** The unit of a label, as people copy it from a suggestion. */
  labelled(label: string): PlaceUnit | undefined {
    return this.#byLabel.get(canonical(label));
  }

  /** The label of a unit by its id; null where it is none. */
  labelOf(id: string): string | null {
    return this.#labels.get(id) ?? null;
  }

  #add({ key, spelt }: { key: string; spelt: string }, { unit, alias }: { unit: PlaceUnit; alias: boolean }): void {
    const known = this.#byKey.get(key) ?? [];
    if (known.some((called) => called.unit === unit && called.spelt === spelt)) return;
    this.#byKey.set(key, [...known, { unit, spelt, alias }]);
  }

  /** Who says HCM means that city in whatever period; who says Biên Hòa means the district in Đồng Nai, if there is one. */
  #addAliases(all: readonly { row: Row; unit: PlaceUnit }[]): void {
    const aliased = all.flatMap(({ row, unit }) => row.aliases.map((alias) => ({ name: readName(alias), unit })));
    for (const [key, aliases] of Map.groupBy(aliased, ({ name }) => name.key)) {
      if (new Set(aliases.map(({ unit }) => unit)).size > MAX_UNITS_OF_ALIAS) continue;
      const named = this.called(key).map(({ unit }) => unit);
      for (const { name, unit } of aliases) {
        if (named.some((own) => own.level === UnitLevel.DISTRICT && own.parents.has(unit.id))) continue;
        for (const { unit: namesake } of this.called(readName(unit.name).key))
          if (namesake.level === unit.level && !named.includes(namesake))
            this.#add(name, { unit: namesake, alias: true });
      }
    }
  }
}

/** A numbered district is called by its number, too, where its type is said: Q. 3. */
function ownNames({ name, nameEn, level }: Row): string[] {
  const number = /^Quận (\d+)$/.exec(name)?.[1];
  const province = level === UnitLevel.PROVINCE && nameEn ? [nameEn] : [];
  return [name, ...(number ? [number] : []), ...province];
}

function unitOf(row: Row, successors: ReadonlyMap<string, readonly string[]>): PlaceUnit {
  const { id, level, type, name, holds } = row;
  const place = row.parentName ? `${row.fullName}, ${row.parentName}` : row.fullName;
  return {
    id,
    level,
    type,
    name,
    label: holds ? place : `${place} (đến ${row.lastDay})`,
    holds,
    parents: new Set(row.parents),
    within: new Set(row.within),
    becomes: onward(row.successors, successors),
  };
}

function onward(ids: readonly string[], successors: ReadonlyMap<string, readonly string[]>): Set<string> {
  const found = new Set(ids);
  // A set is walked in the order of its growth, to its end.
  for (const id of found) for (const next of successors.get(id) ?? []) found.add(next);
  return found;
}

const units = (today: VietnamDay) => sql`
  select u.id, u.level, u.type, u.name, u.name_en as "nameEn", ${fullName(raw('u'))} as "fullName",
    coalesce(${today}::date < u.valid_until, true) as holds, to_char(u.valid_until - 1, 'DD/MM/YYYY') as "lastDay",
    (
      select p.name from unit_parenthood h join administrative_unit p on p.id = h.parent_id
      where h.unit_id = u.id order by h.valid_from desc nulls last limit 1
    ) as "parentName",
    array(select h.parent_id from unit_parenthood h where h.unit_id = u.id) as parents,
    array(select c.outer_id from unit_containment c where c.inner_id = u.id) as within,
    array(select s.successor_id from unit_succession s where s.predecessor_id = u.id) as successors,
    array(select a.name from place_alias a where a.unit_id = u.id) as aliases
  from administrative_unit u
  where coalesce(u.valid_from <= ${today}::date, true)`;
