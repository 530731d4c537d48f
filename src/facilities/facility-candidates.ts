import type { EntityManager } from '@mikro-orm/postgresql';
import sql, { raw, type Sql } from 'sql-template-tag';
import { fullName } from '../places/administrative-unit.read.ts';
import type { Database } from '../platform/database/database.ts';
import { isOutside, type KeyRange } from '../platform/database/key-range.ts';
import { runSql } from '../platform/database/run-sql.ts';
import { NearNames } from '../platform/text/near-names.ts';
import type { FacilityStatus } from './facility.entity.ts';
import { facilityNameKey } from './facility-name.ts';

/** Facilities that are compared with one that is wanted. */
const MOST_SHARING = 10;

/** A word that more facilities have says too little to find one by. */
const MOST_BEARERS = 200;

/** A facility as it is called somewhere; the tax code as facilities have it (0123456789, 0123456789-001). */
export interface WantedFacility {
  readonly taxCode: string | null;
  readonly name: string | null;
}

/** A facility that may be meant. */
export interface FacilityMatch {
  readonly id: string;
  readonly name: string;
  /** Name, place and tax code, as far as they are known. */
  readonly label: string;
  readonly taxCode: string | null;
  /** The id of its administrative unit. */
  readonly place: string | null;
  readonly address: string | null;
  /** In E.164 form. */
  readonly phone: string | null;
  readonly status: FacilityStatus;
  readonly demo: boolean;
}

/** Who a wanted facility may be; of equals, those that are real, verified and older first. */
export interface FacilityCandidates {
  /** The one with the tax code; of several the one that has the name, too. */
  readonly byTaxCode: FacilityMatch | null;
  /** Those of the same name but for legal form, diacritics and i/y; at most 5. */
  readonly byName: readonly FacilityMatch[];
  /** Those that share much of their names, the nearest first; at most 3, and none where there are some of the same name. */
  readonly similar: readonly FacilityMatch[];
}

interface Row extends FacilityMatch {
  at: number;
  by: 'tax' | 'name' | 'words';
  nameKey: string;
}

const MAX_SIMILAR = 3;

/** Least likeness of names that are near; see NearNames. */
const LEAST_LIKENESS = 0.6;

/**
 * Finds who each of the wanted facilities may be, in their order, in one statement for all. Facilities that were merged lead to the one
 * that stayed. Those whose keys lie in `except` are looked at as if they were not there.
 */
export async function findFacilities(
  db: Database | EntityManager,
  wanted: readonly WantedFacility[],
  except: KeyRange | null = null,
): Promise<readonly FacilityCandidates[]> {
  if (wanted.length === 0) return [];
  const keys = wanted.map(({ name }) => (name === null ? '' : facilityNameKey(name)));
  const statement = candidates(
    wanted.map(({ taxCode }) => taxCode ?? ''),
    keys,
    except,
  );
  const rows = 'query' in db ? await db.query<Row>(statement.text, statement.values) : await runSql<Row>(db, statement);
  const byWanted = Map.groupBy(rows, ({ at }) => at);
  return keys.map((key, at) => {
    const found = (by: Row['by']) => (byWanted.get(at) ?? []).filter((row) => row.by === by);
    const similar = nearest(key, found('words')).map(matchOf);
    return { byTaxCode: found('tax').map(matchOf)[0] ?? null, byName: found('name').map(matchOf), similar };
  });
}

const matchOf = ({ id, name, label, taxCode, place, address, phone, status, demo }: Row): FacilityMatch => ({
  id,
  name,
  label,
  taxCode,
  place,
  address,
  phone,
  status,
  demo,
});

function nearest(key: string, rows: readonly Row[]): Row[] {
  const near = new NearNames(rows.map(({ nameKey }) => nameKey)).nearest(key, MAX_SIMILAR);
  return near
    .filter(({ likeness }) => likeness >= LEAST_LIKENESS)
    .flatMap((name) => rows.filter(({ nameKey }) => nameKey === name.key))
    .slice(0, MAX_SIMILAR);
}

const placeLabel = sql`
  case when u.id is not null then concat_ws(', ', ${fullName(raw('u'))}, (
    select p.name from unit_parenthood h join administrative_unit p on p.id = h.parent_id
    where h.unit_id = u.id order by h.valid_from desc nulls last limit 1
  )) end`;

/** The facilities that share most of the rare words of those that are lacking: a word weighs the more the fewer have it. */
const sharing = (except: KeyRange | null): Sql => sql`
  word as materialized (
    select distinct f.id, w.word from facility f cross join lateral unnest(string_to_array(f.name_key, ' ')) w (word)
    where f.merged_into_id is null and not f.producer_unknown and ${isOutside(sql`f.id`, except)} and exists (select from lacking)
  ),
  rare as materialized (
    select word, 1 / (1 + ln(1 + count(*)::float8)) as weight from word group by word having count(*) <= ${raw(String(MOST_BEARERS))}
  ),
  asked as materialized (
    select distinct lacking.at, rare.word, rare.weight
    from lacking cross join lateral unnest(string_to_array(lacking.name_key, ' ')) w (word) join rare on rare.word = w.word
  ),
  sharing as (
    select at, id from (
      select asked.at, word.id, row_number() over (partition by asked.at order by sum(asked.weight) desc, word.id) as rank
      from asked join word on word.word = asked.word
      group by asked.at, word.id
    ) shared
    where rank <= ${raw(String(MOST_SHARING))}
  )`;

/** The order among facilities that may be meant alike. */
const likelier = sql`f.demo, f.status = 'VERIFIED' desc, f.id`;

const candidates = (taxCodes: readonly string[], nameKeys: readonly string[], except: KeyRange | null): Sql => sql`
  with recursive wanted as (
    select (ordinality - 1)::int as at, tax_code, name_key
    from unnest(${taxCodes}::text[], ${nameKeys}::text[]) with ordinality wanted (tax_code, name_key, ordinality)
  ),
  led (at, by, id, next) as (
    select at, 'tax', f.id, f.merged_into_id from wanted w join facility f on f.tax_code = w.tax_code
    where ${isOutside(sql`f.id`, except)}
    union all
    select at, 'name', f.id, f.merged_into_id from wanted w join facility f on f.name_key = w.name_key
    where w.name_key <> '' and ${isOutside(sql`f.id`, except)}
    union all
    select at, by, f.id, f.merged_into_id from led join facility f on f.id = led.next
  ),
  lacking as materialized (
    select at, name_key from wanted where name_key <> '' and not exists (
      select from led where led.at = wanted.at and led.by = 'name'
    )
  ),
  ${sharing(except)},
  found as (
    select at, by, id from led where next is null
    union
    select at, 'words', id from sharing
  ),
  ranked as (
    select found.at, found.by, f.*, row_number() over (
      partition by found.at, found.by order by f.name_key = w.name_key desc, ${likelier}
    ) as rank
    from found join facility f on f.id = found.id join wanted w on w.at = found.at
  )
  select r.at, r.by, r.id, r.name, r.name_key as "nameKey", r.tax_code as "taxCode", r.place_id as place,
    r.address, r.phone, r.status, r.demo,
    concat_ws(' · ', r.name, ${placeLabel}, 'MST ' || r.tax_code) as label
  from ranked r left join administrative_unit u on u.id = r.place_id
  where r.rank <= case r.by when 'tax' then 1 when 'name' then 5 else ${raw(String(MOST_SHARING))} end
  order by r.at, r.by, r.rank`;
