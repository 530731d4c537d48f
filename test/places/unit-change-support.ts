import type { TestApp } from '../support/app.ts';

const RECORD = `mutation ($input: RecordUnitChangeInput!) {
  recordUnitChange(input: $input) {
    units { id code type name nameEn validFrom validUntil parent { id } predecessors { id } }
    errors { code path message }
  }
}`;

/** What a test does with the units of an application. */
export const unitsOf = (app: TestApp) => ({
  /** Records a change as an operator and answers the payload. */
  record: (on: string, ...results: object[]) => app.asOperator.mutate(RECORD, { on, results }),

  recordAsPublic: (on: string) => app.asPublic.mutate(RECORD, { on, results: [] }),

  /** The unit of a level that has a code on a day. */
  async find(level: string, code: string, asOf: string | null = null, fields = '') {
    const { units } = await app.asPublic.query(
      `query ($level: UnitLevel!, $code: String!, $asOf: LocalDate) {
        units(first: 1, filter: { level: { eq: $level }, code: { eq: $code } }, asOf: $asOf) { nodes { id ${fields} } }
      }`,
      { level, code, asOf },
    );
    return units.nodes[0];
  },

  province: async (code: string): Promise<string> => (await unitsOf(app).find('PROVINCE', code)).id,
  commune: async (code: string): Promise<string> => (await unitsOf(app).find('COMMUNE', code)).id,

  /** All that is recorded and derived of units, by natural keys. */
  snapshot: () => Promise.all(Object.values(SNAPSHOT).map((query) => app.services.db.query(query))),
});

const SNAPSHOT = {
  units:
    'select level, code, valid_from, valid_until, type, name, name_en, name_key from administrative_unit order by 1, 2, 3',
  parenthoods: `select u.level, u.code, u.valid_from as unit_from, p.code as parent, p.valid_from as parent_from, h.valid_from, h.valid_until
    from unit_parenthood h join administrative_unit u on u.id = h.unit_id join administrative_unit p on p.id = h.parent_id
    order by 1, 2, 3, 4, 5, 6`,
  successions: `select p.level, p.code, p.valid_from, s.code as successor, s.valid_from as successor_from, x.since, x.whole
    from unit_succession x join administrative_unit p on p.id = x.predecessor_id join administrative_unit s on s.id = x.successor_id
    order by 1, 2, 3, 4, 5`,
  containment: `select i.level, i.code, i.valid_from, o.level as outer_level, o.code as outer, o.valid_from as outer_from, c.since, c.until
    from unit_containment c join administrative_unit i on i.id = c.inner_id join administrative_unit o on o.id = c.outer_id
    order by 1, 2, 3, 4, 5, 6`,
};
