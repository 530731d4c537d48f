import pg from 'pg';
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Certificate, CertificateKind } from '../../../src/certificates/certificate.entity.ts';
import type { Facility } from '../../../src/facilities/facility.entity.ts';
import { type Product, ProductStatus } from '../../../src/products/product.entity.ts';
import { EXPORT_JOBS } from '../../../src/transfers/export/export.jobs.ts';
import { Fixture } from '../../catalogue/fixture.ts';
import { type TestApp, useTestApp } from '../../support/app.ts';
import { othersEnded } from '../../support/other-databases.ts';
import { linesOf, start, write } from '../export/export-support.ts';
import { jobContext } from '../job-context.ts';

const NOON = '2026-11-22T05:00:00.000Z';
const app = useTestApp();

const QUERY = `query ($since: String, $first: Int) {
  catalogueChanges(since: $since, first: $first) {
    changes { kind type id into at product { id name } facility { id } certificate { id } } cursor hasMore } }`;

interface Told {
  kind: string;
  type: string;
  id: string;
  into: string | null;
  at: string;
  product: { name: string } | null;
}

/** Who follows the changes from where it stands. */
class Follower {
  cursor: string | null = null;

  constructor(
    readonly client: TestApp['asPublic'],
    readonly first = 1_000,
  ) {}

  /** All that has changed since the last time. */
  async follow(): Promise<Told[]> {
    await othersEnded(app.services.db);
    const all: Told[] = [];
    for (;;) {
      const { catalogueChanges } = await this.client.query(QUERY, { since: this.cursor, first: this.first });
      all.push(...catalogueChanges.changes);
      this.cursor = catalogueChanges.cursor;
      if (!catalogueChanges.hasMore) return all;
    }
  }

  /** The same, shortly. */
  async heard(): Promise<string[]> {
    return (await this.follow()).map(({ kind, id }) => `${kind} ${NAMES.get(id) ?? id}`).sort();
  }
}

/** What tests call records, by their global ids. */
const NAMES = new Map<string, string>();

let fixture: Fixture;
let maker: Facility;
let product: Product;
let certificate: Certificate;
let visitor: Follower;
let operator: Follower;

/** A cursor as somebody may make one up. */
const cursorOf = (...parts: string[]) => Buffer.from(JSON.stringify(parts)).toString('base64url');

const named = (name: string, prefix: string, id: string) => NAMES.set(`${prefix}_${id}`, name);

/** Changes rows by SQL, as jobs do: what follows must not hang on who writes. */
const change = (sql: string, ...values: unknown[]) => app.services.db.query(sql, values);

beforeAll(() => {
  fixture = new Fixture(app);
});

beforeEach(async () => {
  app.setClock(NOON);
  maker = fixture.facility('HTX Lộ Thiên');
  product = fixture.product('Mắm nhĩ', { facility: maker, category: fixture.category('Nước mắm') });
  certificate = fixture.certificate({ kind: CertificateKind.HACCP, product });
  await fixture.em.flush();
  named('maker', 'fac', maker.id);
  named('product', 'prd', product.id);
  named('certificate', 'crt', certificate.id);
  [visitor, operator] = [new Follower(app.asPublic), new Follower(app.asOperator)];
  await visitor.follow();
  await operator.follow();
});

describe('who begins', () => {
  it('gets all that there is, in pages of any size, once each', async () => {
    const [whole, pages] = [await new Follower(app.asPublic).follow(), await new Follower(app.asPublic, 2).follow()];
    const keys = (told: Told[]) => told.map(({ type, id }) => `${type} ${id}`);
    expect(keys(whole)).toEqual(
      expect.arrayContaining([
        `PRODUCT prd_${product.id}`,
        `FACILITY fac_${maker.id}`,
        `CERTIFICATE crt_${certificate.id}`,
      ]),
    );
    expect(new Set(keys(pages))).toEqual(new Set(keys(whole)));
    expect(new Set(keys(whole)).size).toBe(whole.length);
  });

  it('and then hears nothing while nothing changes', async () => {
    expect(await visitor.follow()).toEqual([]);
    expect(await operator.follow()).toEqual([]);
  });
});

describe('a change', () => {
  it('of a product is told with the product as it is now, once for all that was done to it', async () => {
    await change("update product set name_vi = 'Mắm cốt', updated_at = $2 where id = $1", product.id, NOON);
    await change("update product set name_vi = 'Mắm cốt nhĩ' where id = $1", product.id);
    const told = await visitor.follow();
    expect(told).toEqual([
      expect.objectContaining({
        kind: 'UPSERTED',
        type: 'PRODUCT',
        at: NOON,
        product: { id: `prd_${product.id}`, name: 'Mắm cốt nhĩ' },
      }),
    ]);
  });

  it.each([
    [
      'product that is suspended',
      () => change("update product set status = 'SUSPENDED' where id = $1", product.id),
      ['DELETED certificate', 'DELETED product'],
    ],
    [
      'product that is put off',
      () => change("update product set publish_at = '2026-12-01' where id = $1", product.id),
      ['DELETED certificate', 'DELETED product'],
    ],
    [
      'product that is deleted',
      () => change('delete from product where id = $1', product.id),
      ['DELETED certificate', 'DELETED product'],
    ],
    [
      'facility that is suspended',
      () => change("update facility set status = 'SUSPENDED' where id = $1", maker.id),
      ['DELETED certificate', 'DELETED maker', 'DELETED product'],
    ],
    [
      'facility that is renamed',
      () => change("update facility set name = 'HTX Mới' where id = $1", maker.id),
      ['UPSERTED maker', 'UPSERTED product'],
    ],
    [
      'certificate that is withdrawn',
      () => change('update certificate set withdrawn_at = now() where id = $1', certificate.id),
      ['UPSERTED certificate', 'UPSERTED product'],
    ],
    [
      'certificate that is deleted',
      () => change('delete from certificate where id = $1', certificate.id),
      ['DELETED certificate', 'UPSERTED product'],
    ],
    [
      'category that is renamed',
      () => change("update category set name_vi = 'Mắm' where id = $1", product.category.id),
      ['UPSERTED product'],
    ],
  ])('of a %s', async (_, act, heard) => {
    await act();
    expect(await visitor.heard()).toEqual(heard);
  });

  it('that hides is no end for those who see what is hidden', async () => {
    await change("update facility set status = 'SUSPENDED' where id = $1", maker.id);
    expect(await operator.heard()).toEqual(['UPSERTED certificate', 'UPSERTED maker', 'UPSERTED product']);
    await change('delete from product where id = $1', product.id);
    expect(await operator.heard()).toEqual(['DELETED certificate', 'DELETED product']);
  });

  it('of what the public never saw is not told to it', async () => {
    const draft = fixture.product('Mắm kín', {
      facility: maker,
      category: product.category,
      status: ProductStatus.DRAFT,
    });
    const hidden = fixture.facility('Cơ sở kín', { status: 'DRAFT' as never });
    await fixture.em.flush();
    await change("update product set name_vi = 'Mắm kín 2' where id = $1", draft.id);
    await change("update facility set name = 'Cơ sở kín 2' where id = $1", hidden.id);
    await change('delete from product where id = $1', draft.id);
    expect(await visitor.follow()).toEqual([]);
    expect((await operator.follow()).length).toBe(2);
  });

  it('that shows again what was hidden tells all of it', async () => {
    await change("update facility set status = 'SUSPENDED' where id = $1", maker.id);
    await visitor.follow();
    await change("update facility set status = 'VERIFIED' where id = $1", maker.id);
    expect(await visitor.heard()).toEqual(['UPSERTED certificate', 'UPSERTED maker', 'UPSERTED product']);
  });
});

describe('a merger', () => {
  it('is told, and its products as those of the one that stays', async () => {
    const other = fixture.facility('HTX Lộ Thiên Hai');
    await fixture.em.flush();
    named('other', 'fac', other.id);
    await visitor.follow();
    const { errors } = await app.asOperator.mutate(
      'mutation ($input: MergeFacilitiesInput!) { mergeFacilities(input: $input) { errors { message } } }',
      { keep: `fac_${other.id}`, merge: `fac_${maker.id}`, keepVersion: 1, mergeVersion: 1 },
    );
    expect(errors).toEqual([]);
    const told = await visitor.follow();
    expect(told.map(({ kind, id }) => `${kind} ${NAMES.get(id)}`).sort()).toEqual([
      'MERGED maker',
      'UPSERTED certificate',
      'UPSERTED product',
    ]);
    expect(told.find(({ kind }) => kind === 'MERGED')!.into).toBe(`fac_${other.id}`);
  });
});

describe('what comes due by the clock', () => {
  it('is told when its time has come', async () => {
    const later = fixture.product('Mắm hẹn giờ', {
      facility: maker,
      category: product.category,
      publishAt: new Date('2026-11-23T01:00:00Z'),
    });
    const priced = fixture.product('Mắm tăng giá', {
      facility: maker,
      category: product.category,
      prices: [[1, 10_000, undefined, '2026-11-24']],
    });
    const lapsing = fixture.certificate({ kind: CertificateKind.GMP, facility: maker, until: '2026-11-25T00:00:00Z' });
    await fixture.em.flush();
    named('later', 'prd', later.id);
    named('priced', 'prd', priced.id);
    named('lapsing', 'crt', lapsing.id);
    expect(await visitor.heard()).toEqual(['UPSERTED lapsing', 'UPSERTED maker', 'UPSERTED priced']);
    for (const [clock, heard] of [
      ['2026-11-23T01:00:04Z', []],
      ['2026-11-23T01:00:10Z', ['UPSERTED later']],
      ['2026-11-23T17:00:10Z', ['UPSERTED priced']],
      ['2026-11-25T00:00:10Z', ['UPSERTED lapsing', 'UPSERTED maker']],
      ['2026-11-26T00:00:00Z', []],
    ] as const) {
      app.setClock(clock);
      expect(await visitor.heard()).toEqual(heard);
    }
  });
});

describe('transactions that overlap', () => {
  const open = async () => {
    const client = new pg.Client(app.services.url);
    await client.connect();
    return client;
  };
  const RENAME = `update product set name_vi = name_vi || '!' where id = $1`;

  it('one that began before a read and is committed after it is not missed', async () => {
    const other = fixture.product('Mắm khác', { facility: maker, category: product.category });
    await fixture.em.flush();
    named('other product', 'prd', other.id);
    await visitor.follow();
    const slow = await open();
    try {
      await slow.query('begin');
      await slow.query(RENAME, [product.id]);
      await change(RENAME, other.id);
      // The quick one waits for the slow one, so that its place in the order is known.
      expect(await visitor.heard()).toEqual([]);
      await slow.query('commit');
      expect(await visitor.heard()).toEqual(['UPSERTED other product', 'UPSERTED product']);
    } finally {
      await slow.end();
    }
  });

  it('many writers and a reader: the copy is what is there', { timeout: 60_000 }, async () => {
    const products = Array.from({ length: 12 }, (_, number) =>
      fixture.product(`Mắm ${number}`, { facility: maker, category: product.category }),
    );
    await fixture.em.flush();
    const copy = new Map<string, string>();
    const reader = new Follower(app.asPublic, 3);
    const take = async () => {
      for (const told of await reader.follow()) {
        if (told.type !== 'PRODUCT') continue;
        if (told.product) copy.set(told.id, told.product.name);
        else copy.delete(told.id);
      }
    };
    let writing = true;
    const writer = async (seed: number) => {
      const client = await open();
      let state = seed;
      const random = (below: number) => {
        state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
        return Math.floor((state / 2_147_483_648) * below);
      };
      try {
        for (let round = 0; round < 25; round++) {
          const { id } = products[random(products.length)]!;
          await client.query('begin');
          await client.query(
            random(3) > 0
              ? `update product set name_vi = 'Mắm ${seed}-${round}' where id = $1`
              : `update product set status = case status when 'PUBLISHED' then 'SUSPENDED' else 'PUBLISHED' end where id = $1`,
            [id],
          );
          await new Promise((resolve) => setTimeout(resolve, random(15)));
          await client.query(random(5) > 0 ? 'commit' : 'rollback');
        }
      } finally {
        await client.end();
      }
    };
    const writers = Promise.all([1, 2, 3, 4].map(writer)).finally(() => {
      writing = false;
    });
    while (writing) await take();
    await writers;
    await take();
    const rows = await app.services.db.query<{ id: string; name: string }>(
      `select 'prd_' || product.id as id, name_vi as name from product join facility on facility.id = facility_id
      where product.status = 'PUBLISHED' and publish_at <= $1 and facility.status = 'VERIFIED' and merged_into_id is null`,
      [NOON],
    );
    expect(Object.fromEntries(copy)).toEqual(Object.fromEntries(rows.map(({ id, name }) => [id, name])));
  });
});

describe('the log', () => {
  const compact = async () => {
    await othersEnded(app.services.db);
    await EXPORT_JOBS.find(({ name }) => name === 'compact-changes')!.run(jobContext(app), undefined);
  };

  it('keeps one row of each record, and who follows it hears the same', async () => {
    await change("update product set status = 'SUSPENDED' where id = $1", product.id);
    await change("update product set name_vi = 'Mắm sau' where id = $1", product.id);
    await compact();
    const [counts] = await app.services.db.query<{ rows: number; records: number }>(
      'select count(*)::int as rows, count(distinct (type, id))::int as records from catalogue_change',
    );
    expect(counts!.rows).toBe(counts!.records);
    expect(await visitor.heard()).toEqual(['DELETED certificate', 'DELETED product']);
  });

  it('refuses cursors that are none, and sizes that are none', async () => {
    const codeOf = async (variables: object) =>
      (await app.asPublic.run(QUERY, variables as Record<string, unknown>)).errors?.[0]?.extensions.code;
    expect(await codeOf({ since: 'x' })).toBe('BAD_INPUT');
    const [cluster] = JSON.parse(Buffer.from(visitor.cursor!, 'base64url').toString());
    expect(await codeOf({ since: cursorOf(cluster, '1', '9223372036854775807') })).toBeUndefined();
    expect(await codeOf({ since: cursorOf(cluster, '1', '9223372036854775808') })).toBe('BAD_INPUT');
    expect(await codeOf({ since: cursorOf(cluster, '18446744073709551615', '1') })).toBe('INVALID_STATE');
    expect(await codeOf({ since: cursorOf(cluster, '18446744073709551616', '1') })).toBe('BAD_INPUT');
    expect(await codeOf({ first: 0 })).toBe('LIMIT_EXCEEDED');
    expect(await codeOf({ first: 1_001 })).toBe('LIMIT_EXCEEDED');
  });

  it('that was restored in another cluster begins anew, and says so', async () => {
    await change("update catalogue_clock set cluster = '1'");
    await change("update catalogue_change set xid = '9000000000'::xid8 where id = $1", product.id);
    const old = cursorOf('1', '9000000000', '1');
    const { errors } = await app.asPublic.run(QUERY, { since: old });
    expect(errors?.[0]?.extensions.code).toBe('INVALID_STATE');
    const again = await new Follower(app.asPublic).follow();
    expect(again.filter(({ id }) => id === `prd_${product.id}`)).toHaveLength(1);
  });
});

describe('as a file', () => {
  it('holds the changes with their records, and the cursor to go on from', async () => {
    await change("update product set name_vi = 'Mắm tệp' where id = $1", product.id);
    await othersEnded(app.services.db);
    const { found, bytes } = await write(app, { what: 'CHANGES', format: 'JSONL', since: visitor.cursor });
    const lines = linesOf(bytes);
    expect(lines).toEqual([
      {
        change: 'UPSERTED',
        type: 'product',
        id: `prd_${product.id}`,
        into: null,
        at: expect.any(String),
        record: expect.objectContaining({ name: { vi: 'Mắm tệp', en: null } }),
      },
      { cursor: found.cursor },
    ]);
    visitor.cursor = found.cursor;
    expect(await visitor.follow()).toEqual([]);
  });

  it('is refused at its start for a cursor of another cluster', async () => {
    const { errors } = await start(app, { what: 'CHANGES', format: 'JSONL', since: cursorOf('1', '1', '1') });
    expect(errors).toMatchObject([{ code: 'INVALID_STATE', path: ['since'] }]);
  });

  it('follows on a file of all records', async () => {
    const { found } = await write(app, { format: 'JSONL' });
    const follower = new Follower(app.asPublic);
    follower.cursor = found.cursor;
    expect(await follower.follow()).toEqual([]);
    await change("update product set name_vi = 'Mắm tiếp' where id = $1", product.id);
    expect(await follower.heard()).toEqual(['UPSERTED product']);
  });
});
