import { expect, it } from 'vitest';
import { useTestApp } from '../support/app.ts';

const app = useTestApp('seeded');

const RECORD = `mutation ($input: RecordUnitChangeInput!) {
  recordUnitChange(input: $input) { units { id } errors { code path message } }
}`;

/** A small generator of numbers below n, the same in every run. */
function generator(seed: number): (n: number) => number {
  let state = seed;
  return (n) => {
    state = (state * 1_103_515_245 + 12_345) % 2 ** 31;
    return Math.floor((state / 2 ** 31) * n);
  };
}

async function holding(level: string, on: string): Promise<string[]> {
  const rows = await app.services.db.query<{ id: string }>(
    `select 'plc_' || id as id from administrative_unit
     where level = $1 and coalesce(valid_from <= $2::date, true) and coalesce($2::date < valid_until, true) order by code`,
    [level, on],
  );
  return rows.map(({ id }) => id);
}

/** What must hold on a day whatever was recorded; each query lists what breaks the rule. */
const RULES = {
  'a code belongs to one unit of a level': `
    select level, code from unit_on_day group by level, code having count(*) > 1`,
  'every commune lies in exactly one province that holds': `
    select u.id from unit_on_day u
    left join unit_parenthood h on h.unit_id = u.id
      and coalesce(h.valid_from <= $1::date, true) and coalesce($1::date < h.valid_until, true)
    left join unit_on_day p on p.id = h.parent_id and p.level = 'PROVINCE'
    where u.level = 'COMMUNE' group by u.id having count(p.id) <> 1 or count(*) <> 1`,
  'containment of what holds is parenthood': `
    (select c.inner_id, c.outer_id from contained c join unit_on_day u on u.id = c.inner_id where c.inner_id <> c.outer_id
     except select h.unit_id, h.parent_id from unit_parenthood h
     where coalesce(h.valid_from <= $1::date, true) and coalesce($1::date < h.valid_until, true))
    union all
    (select h.unit_id, h.parent_id from unit_parenthood h join unit_on_day u on u.id = h.unit_id
     where coalesce(h.valid_from <= $1::date, true) and coalesce($1::date < h.valid_until, true)
     except select c.inner_id, c.outer_id from contained c)`,
  'whatever there ever was lies in at most one unit of a level': `
    select c.inner_id from contained c join unit_on_day u on u.id = c.outer_id
    group by c.inner_id, u.level having count(*) > 1`,
};

async function broken(on: string): Promise<Record<string, unknown>> {
  const found: Record<string, unknown> = {};
  for (const [rule, query] of Object.entries(RULES)) {
    const rows = await app.services.db.query(
      `with unit_on_day as (
         select * from administrative_unit
         where coalesce(valid_from <= $1::date, true) and coalesce($1::date < valid_until, true)
       ), contained as (
         select c.* from unit_containment c join unit_on_day o on o.id = c.outer_id
         where coalesce(c.since <= $1::date, true) and coalesce($1::date < c.until, true)
       )
       ${query}`,
      [on],
    );
    if (rows.length > 0) found[rule] = rows.slice(0, 3);
  }
  return found;
}

it('keeps every day coherent through random changes', async () => {
  const pick = generator(20_250_701);
  const days = Array.from(
    { length: 14 },
    (_, month) => `${2027 + Math.floor(month / 12)}-${String((month % 12) + 1).padStart(2, '0')}-01`,
  );
  let code = 90_000;
  await app.services.db.query('analyze');
  for (const on of days) {
    const communes = (await holding('COMMUNE', on)).slice(0, 60);
    const provinces = await holding('PROVINCE', on);
    const commune = () => communes.splice(pick(communes.length), 1)[0]!;
    const province = () => provinces.splice(pick(provinces.length), 1)[0]!;
    const [a, b, p] = [commune(), commune(), province()];
    const changes: Record<string, object[]> = {
      rename: [{ from: [a], name: `Xã ${on}` }],
      move: [{ from: [a], parent: p }],
      merge: [{ from: [a, b], parent: p }],
      divide: [
        { from: [a], name: `${on} Đông` },
        { from: [a], code: String(++code), parent: p },
      ],
      border: [{ from: [a] }, { from: [b, a] }],
      province: [{ from: [p], name: `Tỉnh ${on}` }],
      provinces: [{ from: [p, province()] }],
    };
    const kinds = Object.keys(changes);
    const kind = kinds[pick(kinds.length)]!;
    const { errors } = await app.asOperator.mutate(RECORD, { on, results: changes[kind] });
    expect({ kind, errors }).toEqual({ kind, errors: [] });
  }
  for (const on of [
    '2025-06-30',
    '2025-07-01',
    '2026-04-30',
    ...days.filter((_, index) => index % 4 === 3),
    '2040-01-01',
  ]) {
    expect({ on, broken: await broken(on) }).toEqual({ on, broken: {} });
  }
});
