import { describe, expect, it } from 'vitest';
import { facilityIn } from '../facilities/facility-support.ts';
import { useTestApp } from '../support/app.ts';

const app = useTestApp('seeded');

const FIELDS = `id version kind stars number issuer validFrom validUntil firstDay lastDay evidenceUrl
  verifiedAt verifiedBy withdrawnAt withdrawnReason standing counts demo facility { id } product { id }`;

const run = (verb: string, input: object) =>
  app.asOperator.mutate(
    `mutation ($input: ${verb[0]!.toUpperCase()}${verb.slice(1)}Input!) {
      ${verb}(input: $input) { certificate { ${FIELDS} } errors { code path message } }
    }`,
    input,
  );

const PRINTED = {
  kind: 'HACCP',
  number: 'HACCP-01/2026',
  issuer: 'Quacert',
  validFrom: '2026-01-01',
  validTo: '2026-12-31',
};

/** Adds a certificate to a new verified facility and verifies it. */
async function verified(input: object = {}) {
  const { id: facility } = await facilityIn(app, 'VERIFIED');
  const added = await run('addCertificate', { facility, ...PRINTED, ...input });
  if (added.errors.length > 0) throw new Error(JSON.stringify(added.errors));
  const { certificate, errors } = await run('verifyCertificate', { id: added.certificate.id, version: 1 });
  if (errors.length > 0) throw new Error(JSON.stringify(errors));
  return certificate;
}

/** A verified facility with a published product. */
async function published() {
  const { id: facility } = await facilityIn(app, 'VERIFIED');
  const [category] = await app.services.db.query<{ id: string }>('select id from category limit 1');
  const { product, errors } = await app.asOperator.mutate(
    'mutation ($input: CreateProductInput!) { createProduct(input: $input) { product { id } errors { path message } } }',
    { facility, category: `cat_${category!.id}`, nameVi: 'Mứt dừa', unit: 'KGM' },
  );
  if (errors.length > 0) throw new Error(JSON.stringify(errors));
  await app.services.db.query("update product set status = 'PUBLISHED', publish_at = '2026-01-01' where id = $1", [
    product.id.slice(4),
  ]);
  return { facility, product: product.id as string };
}

const standingOf = async (id: string) =>
  (await app.asPublic.query('query ($id: ID!) { certificate(id: $id) { standing counts } }', { id })).certificate;

describe('a certificate', () => {
  it('is added with the days printed on it, and counts once it is verified', async () => {
    const { id: facility } = await facilityIn(app, 'VERIFIED');
    const { certificate, errors } = await run('addCertificate', {
      facility,
      ...PRINTED,
      evidenceUrl: 'https://files.example/haccp.pdf',
    });
    expect(errors).toEqual([]);
    expect(certificate).toMatchObject({
      kind: 'HACCP',
      number: 'HACCP-01/2026',
      validFrom: '2025-12-31T17:00:00.000Z',
      validUntil: '2026-12-31T17:00:00.000Z',
      firstDay: '2026-01-01',
      lastDay: '2026-12-31',
      evidenceUrl: 'https://files.example/haccp.pdf',
      verifiedAt: null,
      standing: 'NOT_VERIFIED',
      counts: false,
      demo: false,
      facility: { id: facility },
      product: null,
    });
    const { certificate: after } = await run('verifyCertificate', { id: certificate.id, version: certificate.version });
    expect(after).toMatchObject({
      verifiedAt: '2026-11-22T05:00:00.000Z',
      verifiedBy: 'operator',
      standing: 'VALID',
      counts: true,
    });
  });

  it('counts from its first instant until its last, by the clock of the request', async () => {
    const { id } = await verified();
    for (const [instant, standing] of [
      ['2025-12-31T16:59:59.999Z', 'NOT_YET_VALID'],
      ['2025-12-31T17:00:00.000Z', 'VALID'],
      ['2026-12-31T16:59:59.999Z', 'VALID'],
      ['2026-12-31T17:00:00.000Z', 'LAPSED'],
    ]) {
      app.setClock(instant!);
      expect(await standingOf(id)).toEqual({ standing, counts: standing === 'VALID' });
    }
    app.setClock('2026-11-22T05:00:00.000Z');
  });

  it('that lapses at noon counts until noon, also in lists', async () => {
    const { id, facility } = await verified();
    await app.services.db.query("update certificate set valid_until = '2026-11-25T12:00:00+07:00' where id = $1", [
      id.slice(4),
    ]);
    const seen = async () =>
      (
        await app.asPublic.query(
          `query ($id: ID!) { facility(id: $id) { all: certificates { id } valid: certificates(onlyValid: true) { lastDay } } }`,
          facility,
        )
      ).facility;
    app.setClock('2026-11-25T04:59:59.999Z');
    expect(await seen()).toEqual({ all: [{ id }], valid: [{ lastDay: '2026-11-25' }] });
    app.setClock('2026-11-25T05:00:00.000Z');
    expect(await seen()).toEqual({ all: [{ id }], valid: [] });
    app.setClock('2026-11-22T05:00:00.000Z');
  });

  it('has to be verified anew when it changes', async () => {
    const { id, version } = await verified();
    const { certificate } = await run('updateCertificate', { id, version, number: 'HACCP-02/2026' });
    expect(certificate).toMatchObject({ number: 'HACCP-02/2026', verifiedAt: null, verifiedBy: null, counts: false });
    expect((await run('updateCertificate', { id, version, number: 'X' })).errors).toMatchObject([{ code: 'CONFLICT' }]);
    expect((await run('verifyCertificate', { id, version })).errors).toMatchObject([{ code: 'CONFLICT' }]);
  });

  it('stays verified while it says what it said', async () => {
    const { id, version } = await verified();
    const { certificate } = await run('updateCertificate', {
      id,
      version,
      number: PRINTED.number,
      validTo: PRINTED.validTo,
    });
    expect(certificate).toMatchObject({ counts: true, version });
    expect((await run('updateCertificate', { id, version, kind: null })).errors).toMatchObject([{ path: ['kind'] }]);
  });

  it('says what there is to verify before it can be verified, once', async () => {
    const { id: facility } = await facilityIn(app, 'VERIFIED');
    const { certificate } = await run('addCertificate', { facility, kind: 'VIETGAP' });
    const { errors } = await run('verifyCertificate', { id: certificate.id, version: 1 });
    expect(errors.map(({ message }: { message: string }) => message)).toEqual([
      'The number is missing.',
      'The issuer is missing.',
      'The first day on which it holds is missing.',
      'The last day on which it holds is missing.',
    ]);
    const { id, version } = await verified();
    expect((await run('verifyCertificate', { id, version })).errors).toMatchObject([{ code: 'INVALID_STATE' }]);
  });

  it('is withdrawn for good, with a reason', async () => {
    const { id, version } = await verified();
    expect((await run('withdrawCertificate', { id, reason: '' })).errors).toMatchObject([{ path: ['reason'] }]);
    const { certificate } = await run('withdrawCertificate', { id, reason: 'Cơ quan cấp thu hồi' });
    expect(certificate).toMatchObject({
      withdrawnAt: '2026-11-22T05:00:00.000Z',
      withdrawnReason: 'Cơ quan cấp thu hồi',
      standing: 'WITHDRAWN',
      counts: false,
    });
    for (const [verb, input] of [
      ['withdrawCertificate', { id, reason: 'lần nữa' }],
      ['updateCertificate', { id, version: version + 1, number: 'X' }],
      ['verifyCertificate', { id, version: version + 1 }],
    ] as const) {
      expect((await run(verb, input)).errors).toMatchObject([{ code: 'INVALID_STATE', path: ['id'] }]);
    }
  });

  it.each([
    ['stars of another kind', { kind: 'HACCP', stars: 3 }, ['stars']],
    ['OCOP without stars', { kind: 'OCOP' }, ['stars']],
    ['two stars', { kind: 'OCOP', stars: 2 }, ['stars']],
    ['a last day before the first', { kind: 'HACCP', validFrom: '2026-01-02', validTo: '2026-01-01' }, ['validTo']],
    ['no web address', { kind: 'HACCP', evidenceUrl: 'ftp://x.example/' }, ['evidenceUrl']],
    ['a blank number', { kind: 'HACCP', number: ' ' }, ['number']],
  ])('is refused with %s', async (_, input, paths) => {
    const { id: facility } = await facilityIn(app, 'DRAFT');
    const { certificate, errors } = await run('addCertificate', { facility, ...input });
    expect(certificate).toBeNull();
    expect(errors.map(({ path }: { path: string[] }) => path[0])).toEqual(paths);
  });

  it('may hold for one day, and be OCOP with 3 to 5 stars', async () => {
    const { lastDay, firstDay } = await verified({
      validFrom: '2026-11-22',
      validTo: '2026-11-22',
      kind: 'OCOP',
      stars: 4,
    });
    expect([firstDay, lastDay]).toEqual(['2026-11-22', '2026-11-22']);
  });

  it('belongs to exactly one holder that exists', async () => {
    const { facility, product } = await published();
    expect((await run('addCertificate', { kind: 'HACCP' })).errors).toMatchObject([{ path: ['product'] }]);
    expect((await run('addCertificate', { kind: 'HACCP', facility, product })).errors).toMatchObject([
      { path: ['product'] },
    ]);
    const unknown = product.slice(0, 4) + facility.slice(4);
    expect((await run('addCertificate', { kind: 'HACCP', product: unknown })).errors).toMatchObject([
      { code: 'NOT_FOUND', path: ['product'] },
    ]);
    expect((await run('addCertificate', { kind: 'HACCP', product: facility })).errors).toMatchObject([
      { code: 'BAD_ID' },
    ]);
  });

  it('is written by operators only', async () => {
    const { id, version } = await verified();
    for (const [verb, input] of [
      ['addCertificate', { kind: 'HACCP' }],
      ['updateCertificate', { id, version }],
      ['verifyCertificate', { id, version }],
      ['withdrawCertificate', { id, reason: 'x' }],
    ] as const) {
      const payload = await app.asPublic.mutate(
        `mutation ($input: ${verb[0]!.toUpperCase()}${verb.slice(1)}Input!) { ${verb}(input: $input) { errors { code } } }`,
        input,
      );
      expect(payload.errors).toEqual([{ code: 'UNAUTHENTICATED' }]);
    }
  });
});

describe('certificates of a product', () => {
  it('are its own, or also those of its facility', async () => {
    const { facility, product } = await published();
    await run('addCertificate', { ...PRINTED, product, kind: 'OCOP', stars: 5 });
    const { certificate } = await run('addCertificate', { ...PRINTED, facility, kind: 'ATTP' });
    await run('verifyCertificate', { id: certificate.id, version: 1 });
    const data = await app.asPublic.query(
      `query ($product: ID!, $facility: ID!) {
        product(id: $product) {
          own: certificates { kind } all: certificates(includeFacility: true) { kind }
          valid: certificates(includeFacility: true, onlyValid: true) { kind }
        }
        facility(id: $facility) { certificates { kind } }
      }`,
      { product, facility },
    );
    expect(data).toEqual({
      product: { own: [{ kind: 'OCOP' }], all: [{ kind: 'ATTP' }, { kind: 'OCOP' }], valid: [{ kind: 'ATTP' }] },
      facility: { certificates: [{ kind: 'ATTP' }] },
    });
  });

  it('are seen by whoever sees the holder', async () => {
    const { facility, product } = await published();
    const ids: string[] = [];
    for (const holder of [{ facility }, { product }]) {
      const { certificate } = await run('addCertificate', { ...PRINTED, ...holder });
      ids.push(certificate.id);
    }
    const seen = async (client: typeof app.asPublic) =>
      (await client.query('query ($ids: [ID!]!) { nodes(ids: $ids) { id } }', { ids })).nodes;
    expect(await seen(app.asPublic)).toEqual([{ id: ids[0] }, { id: ids[1] }]);
    await app.asOperator.mutate(
      'mutation ($input: ExplainedMoveFacilityInput!) { suspendFacility(input: $input) { errors { code } } }',
      { id: facility, reason: 'thử' },
    );
    expect(await seen(app.asPublic)).toEqual([null, null]);
    expect(await seen(app.asOperator)).toEqual([{ id: ids[0] }, { id: ids[1] }]);
  });
});

describe('lists', () => {
  it('tell what lapses in the next days, the next to lapse first', async () => {
    app.setClock('2031-01-01T00:00:00.000Z');
    const period = { validFrom: '2031-01-01' };
    const later = await verified({ ...period, validTo: '2031-01-20' });
    const sooner = await verified({ ...period, validTo: '2031-01-05' });
    await verified({ ...period, validTo: '2031-06-01' });
    const withdrawn = await verified({ ...period, validTo: '2031-01-05' });
    await run('withdrawCertificate', { id: withdrawn.id, reason: 'thử' });
    const hidden = await facilityIn(app, 'DRAFT');
    const unseen = await run('addCertificate', { ...PRINTED, ...period, validTo: '2031-01-06', facility: hidden.id });
    await run('verifyCertificate', { id: unseen.certificate.id, version: 1 });

    const lapsing = async (client: typeof app.asPublic, withinDays: number) =>
      (
        await client.query(
          'query ($withinDays: Int!) { certificatesLapsing(withinDays: $withinDays, first: 10) { nodes { id } totalCount } }',
          { withinDays },
        )
      ).certificatesLapsing.nodes.map(({ id }: { id: string }) => id);
    expect(await lapsing(app.asPublic, 30)).toEqual([sooner.id, later.id]);
    expect(await lapsing(app.asOperator, 30)).toEqual([sooner.id, unseen.certificate.id, later.id]);
    expect(await lapsing(app.asPublic, 4)).toEqual([]);
    expect(await lapsing(app.asPublic, 5)).toEqual([sooner.id]);
    const { errors } = await app.asPublic.run('{ certificatesLapsing(withinDays: 0, first: 1) { totalCount } }');
    expect(errors?.[0]?.extensions).toMatchObject({ code: 'BAD_INPUT', path: ['withinDays'] });
    app.setClock('2026-11-22T05:00:00.000Z');
  });

  it('are filtered by kind and standing', async () => {
    const { id } = await verified({ kind: 'HALAL' });
    const count = async (filter: object) =>
      (
        await app.asPublic.query(
          'query ($filter: CertificateFilter) { certificates(first: 100, filter: $filter) { nodes { id standing kind } } }',
          { filter },
        )
      ).certificates.nodes;
    const valid = await count({ kind: { eq: 'HALAL' }, standing: { eq: 'VALID' }, demo: false });
    expect(valid).toEqual([{ id, standing: 'VALID', kind: 'HALAL' }]);
    expect(await count({ kind: { eq: 'HALAL' }, not: { standing: { eq: 'VALID' } }, demo: false })).toEqual([]);
    expect(await count({ kind: { in: [] } })).toEqual([]);
  });
});
