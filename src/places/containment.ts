import type { EntityManager } from '@mikro-orm/postgresql';

/**
 * Walks from every unit along three kinds of edges, with the period for which the walk holds:
 * UP to a parent, while it lay there; ON to what a unit went into as a whole, from that day on, for what lay in it at
 * its end; BACK from the unit itself to its sole predecessor, which had the same extent. `lasting` is a walk of which all
 * steps up lead to where the unit still lay when that ended: only then it shares what became of that.
 */
const REBUILD = `
with recursive succession as (
  select predecessor_id, successor_id, since, whole,
    count(*) over (partition by successor_id) = 1 as sole
  from unit_succession
),
edge as (
  select 'UP' as kind, h.unit_id as origin, h.parent_id as target,
    coalesce(h.valid_from, '-infinity') as since, coalesce(h.valid_until, 'infinity') as until,
    h.valid_until is null or not h.moved and h.valid_until = parent.valid_until
      and not exists (select from succession where predecessor_id = h.unit_id) as lasting
  from (
    select *, lead(id) over (partition by unit_id order by valid_until) is not null as moved from unit_parenthood
  ) h
  join administrative_unit parent on parent.id = h.parent_id
  union all
  select 'ON', predecessor_id, successor_id, since, 'infinity', true from succession where whole
  union all
  select 'BACK', successor_id, predecessor_id, '-infinity', since, false from succession where whole and sole
),
walk (inner_id, outer_id, since, until, lasting, climbed) as (
  select id, id, '-infinity'::date, 'infinity'::date, true, false from administrative_unit
  union
  select walk.inner_id, edge.target,
    case edge.kind when 'UP' then greatest(walk.since, edge.since) else edge.since end,
    case edge.kind when 'UP' then least(walk.until, edge.until) else edge.until end,
    walk.lasting and edge.lasting,
    walk.climbed or edge.kind = 'UP'
  from walk join edge on edge.origin = walk.outer_id
  where case edge.kind
    when 'UP' then greatest(walk.since, edge.since) < least(walk.until, edge.until)
    when 'ON' then walk.lasting
    else not walk.climbed
  end
),
wanted as (
  select inner_id, outer_id, nullif(min(since), '-infinity') as since, nullif(max(until), 'infinity') as until
  from walk group by inner_id, outer_id
),
gone as (
  delete from unit_containment c
  where not exists (select from wanted w where w.inner_id = c.inner_id and w.outer_id = c.outer_id)
)
insert into unit_containment as c (inner_id, outer_id, since, until)
select inner_id, outer_id, since, until from wanted
on conflict (inner_id, outer_id) do update set since = excluded.since, until = excluded.until
where (c.since, c.until) is distinct from (excluded.since, excluded.until)`;

/** Derives anew which unit lies in which, in one statement. To be called in the transaction that changed the units. */
export async function rebuildContainment(em: EntityManager): Promise<void> {
  await em.execute(REBUILD);
}
