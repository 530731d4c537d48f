import { describe, expect, it } from 'vitest';
import { useTestApp } from '../support/app.ts';
import { create, facilityIn, placeId, taxCode } from './facility-support.ts';

const app = useTestApp('seeded');

const MERGE = `mutation ($input: MergeFacilitiesInput!) { mergeFacilities(input: $input) {
  facility { id name phone email legalForm needs documents { title } transitions { to } }
  errors { code path message }
} }`;

type Created = { id: string; version: number };

const merge = (keep: Created, gone: Created) =>
  app.asOperator.mutate(MERGE, {
    keep: keep.id,
    merge: gone.id,
    keepVersion: keep.version,
    mergeVersion: gone.version,
  });

const now = async ({ id }: { id: string }): Promise<Created> =>
  (await app.asOperator.query('query ($id: ID!) { facility(id: $id) { id version } }', { id })).facility;

async function addDocument({ id }: Created, title: string): Promise<void> {
  await app.asOperator.mutate(
    'mutation ($input: AddFacilityDocumentInput!) { addFacilityDocument(input: $input) { errors { code } } }',
    { facility: id, kind: 'OTHER', title, url: 'https://files.example/1.pdf' },
  );
}

async function addProduct({ id }: Created, externalId: string): Promise<string> {
  const [category] = await app.services.db.query<{ id: string }>('select id from category limit 1');
  const { product, errors } = await app.asOperator.mutate(
    'mutation ($input: CreateProductInput!) { createProduct(input: $input) { product { id } errors { path message } } }',
    { facility: id, category: `cat_${category!.id}`, nameVi: 'Mứt dừa', unit: 'KGM', externalId },
  );
  if (errors.length > 0) throw new Error(JSON.stringify(errors));
  return product.id;
}

async function addCertificate({ id }: Created): Promise<string> {
  const { certificate } = await app.asOperator.mutate(
    'mutation ($input: AddCertificateInput!) { addCertificate(input: $input) { certificate { id } errors { path } } }',
    { facility: id, kind: 'HACCP' },
  );
  return certificate.id;
}

describe('mergeFacilities', () => {
  it('moves all that refers to the one that goes, and leads its id to the one that stays', async () => {
    const keep = await facilityIn(app, 'VERIFIED', { name: 'Giữ lại', needs: ['CAPITAL'] });
    const gone = await facilityIn(app, 'DRAFT', { name: 'Bị gộp', phone: '0912345678', needs: ['BRANDING'] });
    await addDocument(gone, 'của bản bị gộp');
    const product = await addProduct(gone, 'A-1');
    const certificate = await addCertificate(gone);

    const { facility, errors } = await merge(keep, gone);
    expect(errors).toEqual([]);
    expect(facility).toEqual({
      id: keep.id,
      name: 'Giữ lại',
      phone: '+84912345678',
      email: 'lien.he@example.com',
      legalForm: 'COMPANY',
      needs: ['BRANDING', 'CAPITAL'],
      documents: [{ title: 'của bản bị gộp' }],
      transitions: [{ to: 'SUBMITTED' }, { to: 'VERIFIED' }],
    });
    const seen = await app.asOperator.query(
      `query ($gone: ID!, $product: ID!, $certificate: ID!) {
        facility(id: $gone) { id } node(id: $gone) { id } nodes(ids: [$gone, $product]) { id }
        product(id: $product) { facility { id } } certificate(id: $certificate) { facility { id } }
        facilities(first: 10, filter: { name: { eq: "Bị gộp" } }) { totalCount }
      }`,
      { gone: gone.id, product, certificate },
    );
    expect(seen).toEqual({
      facility: { id: keep.id },
      node: { id: keep.id },
      nodes: [{ id: keep.id }, { id: product }],
      product: { facility: { id: keep.id } },
      certificate: { facility: { id: keep.id } },
      facilities: { totalCount: 0 },
    });
  });

  it('leads filters by the id that was given up, too', async () => {
    const [keep, gone] = [await facilityIn(app, 'VERIFIED'), await facilityIn(app, 'DRAFT')];
    const product = await addProduct(gone, 'F-1');
    await app.services.db.query("update product set status = 'PUBLISHED', publish_at = '2026-01-01' where id = $1", [
      product.slice(4),
    ]);
    await merge(keep, gone);
    const found = await app.asPublic.query(
      `query ($id: ID!) {
        one: products(first: 5, filter: { facility: { eq: $id } }) { nodes { id } }
        several: products(first: 5, filter: { facility: { in: [$id] } }) { nodes { id } }
        searchProducts(first: 5, filter: { facilities: [$id] }) { edges { node { id } } }
      }`,
      { id: gone.id },
    );
    expect(found).toEqual({
      one: { nodes: [{ id: product }] },
      several: { nodes: [{ id: product }] },
      searchProducts: { edges: [{ node: { id: product } }] },
    });
  });

  it('keeps what is invented apart from what is real', async () => {
    const [real, invented] = [await facilityIn(app, 'DRAFT'), await facilityIn(app, 'DRAFT')];
    await app.services.db.query('update facility set demo = true where id = $1', [invented.id.slice(4)]);
    for (const [keep, gone] of [
      [real, invented],
      [invented, real],
    ] as const) {
      expect((await merge(keep, gone)).errors).toMatchObject([{ code: 'INVALID_STATE', path: ['merge'] }]);
    }
    const product = await addProduct(invented, 'D-1');
    const certificate = await addCertificate(invented);
    const marked = await app.asOperator.query(
      'query ($product: ID!, $certificate: ID!) { product(id: $product) { demo } certificate(id: $certificate) { demo } }',
      { product, certificate },
    );
    expect(marked).toEqual({ product: { demo: true }, certificate: { demo: true } });
  });

  it('gives what was moved a new version and an audit row', async () => {
    const [keep, gone] = [await facilityIn(app, 'DRAFT'), await facilityIn(app, 'DRAFT')];
    const product = await addProduct(gone, 'A-1');
    const version = async () =>
      (await app.asOperator.query('query ($id: ID!) { product(id: $id) { version } }', { id: product })).product
        .version;
    const before = await version();
    await merge(keep, gone);
    expect(await version()).toBe(before + 1);
    const audit = await app.services.db.query(
      "select by, action, changes from audit_entry where entity_type = 'Product' and entity_id = $1 order by at desc, id desc limit 1",
      [product.slice(4)],
    );
    expect(audit).toEqual([{ by: 'operator', action: 'UPDATED', changes: { facility: keep.id.slice(4) } }]);
  });

  it('leads along chains, in mutations too', async () => {
    const [a, b, c] = [await facilityIn(app, 'DRAFT'), await facilityIn(app, 'DRAFT'), await facilityIn(app, 'DRAFT')];
    await merge(b, a);
    await merge(c, await now(b));
    const { nodes } = await app.asOperator.query('query ($ids: [ID!]!) { nodes(ids: $ids) { id } }', {
      ids: [a.id, b.id, c.id],
    });
    expect(nodes).toEqual([{ id: c.id }, { id: c.id }, { id: c.id }]);
    await addDocument(a, 'qua mã cũ');
    const { facility } = await app.asOperator.query(
      'query ($id: ID!) { facility(id: $id) { documents { title } } }',
      c,
    );
    expect(facility.documents).toEqual([{ title: 'qua mã cũ' }]);
    expect((await merge(c, a)).errors).toMatchObject([{ code: 'INVALID_STATE', path: ['merge'] }]);
  });

  it('names what both have and only one may have, and changes nothing', async () => {
    const [keep, gone] = [await facilityIn(app, 'DRAFT'), await facilityIn(app, 'DRAFT')];
    await addProduct(keep, 'SP-01');
    const product = await addProduct(gone, 'SP-01');
    const { facility, errors } = await merge(keep, gone);
    expect(facility).toBeNull();
    expect(errors).toEqual([
      {
        code: 'DUPLICATE',
        path: ['merge'],
        message:
          'Both facilities have a Product with the same externalId = "SP-01"; change or remove one of them before merging.',
      },
    ]);
    const data = await app.asOperator.query('query ($id: ID!) { product(id: $id) { facility { id } } }', {
      id: product,
    });
    expect(data.product.facility.id).toBe(gone.id);
  });

  it('neither hides what is public nor shows what was suspended', async () => {
    const codes = async (kept: 'DRAFT' | 'VERIFIED' | 'SUSPENDED', gone: 'DRAFT' | 'VERIFIED' | 'SUSPENDED') =>
      (await merge(await facilityIn(app, kept), await facilityIn(app, gone))).errors.map(
        ({ code }: { code: string }) => code,
      );
    expect(await codes('DRAFT', 'VERIFIED')).toEqual(['INVALID_STATE']);
    expect(await codes('VERIFIED', 'SUSPENDED')).toEqual(['INVALID_STATE']);
    expect(await codes('VERIFIED', 'VERIFIED')).toEqual([]);
    expect(await codes('SUSPENDED', 'DRAFT')).toEqual([]);
  });

  it('is refused to the late, the public, the unknown and one record alone', async () => {
    const [keep, gone] = [await facilityIn(app, 'DRAFT'), await facilityIn(app, 'DRAFT')];
    const wrong = { ...gone, version: gone.version + 1 };
    expect((await merge(keep, wrong)).errors).toMatchObject([{ code: 'CONFLICT', path: ['mergeVersion'] }]);
    expect((await merge(keep, keep)).errors).toMatchObject([{ code: 'BAD_INPUT', path: ['merge'] }]);
    const unknown = { id: 'fac_0198c0de-0000-7000-8000-000000000000', version: 1 };
    expect((await merge(unknown, gone)).errors).toMatchObject([{ code: 'NOT_FOUND', path: ['keep'] }]);
    const { errors } = await app.asPublic.mutate(MERGE, {
      keep: keep.id,
      merge: gone.id,
      keepVersion: 1,
      mergeVersion: 1,
    });
    expect(errors).toMatchObject([{ code: 'UNAUTHENTICATED' }]);
  });

  it('happens once when two merge opposite ways at the same moment', async () => {
    const [a, b] = [await facilityIn(app, 'DRAFT'), await facilityIn(app, 'DRAFT')];
    const answers = await Promise.all([merge(a, b), merge(b, a)]);
    expect(answers.filter(({ errors }) => errors.length === 0)).toHaveLength(1);
  });
});

describe('likely duplicates', () => {
  const duplicates = async (id: string) =>
    (
      await app.asOperator.query('query ($id: ID!) { facilityDuplicates(id: $id) { id } }', { id })
    ).facilityDuplicates.map((facility: { id: string }) => facility.id);

  it('have the same tax code, wherever they lie', async () => {
    const code = taxCode(500);
    const one = await create(app, { name: 'Một tên', taxCode: code });
    const two = await create(app, { name: 'Tên khác hẳn', taxCode: code });
    expect(one.possibleDuplicates).toEqual([]);
    expect(two.possibleDuplicates).toEqual([{ id: one.facility.id, name: 'Một tên' }]);
    expect(await duplicates(one.facility.id)).toEqual([two.facility.id]);
    expect((await create(app, { name: 'Chi nhánh', taxCode: `${code}-001` })).possibleDuplicates).toEqual([]);
  });

  it('have the same name in one province, legal form, diacritics and i/y aside', async () => {
    const old = await placeId(app, '845', '2025-06-30');
    const commune = await placeId(app, '29308');
    const elsewhere = await placeId(app, '00004');
    const { facility } = await create(app, { name: 'HTX Dừa sáp Mỹ Trùng', place: old });
    const same = await create(app, { name: 'Hợp tác xã nông nghiệp DUA SAP MI TRUNG', place: commune });
    const other = await create(app, { name: 'Công ty Dừa sáp Mĩ Trùng', place: commune });
    const far = await create(app, { name: 'HTX Dừa sáp Mỹ Trùng', place: elsewhere });
    const unknown = await create(app, { name: 'HTX Dừa sáp Mỹ Trùng' });
    expect(await duplicates(facility.id)).toEqual([same.facility.id, other.facility.id].sort());
    expect(far.possibleDuplicates).toEqual([]);
    expect(unknown.possibleDuplicates).toEqual([]);

    const list = await app.asOperator.query(
      '{ likelyDuplicateFacilities(first: 100) { nodes { id likelyDuplicates { id } } } }',
    );
    const found = list.likelyDuplicateFacilities.nodes.filter(({ id }: { id: string }) =>
      [facility.id, same.facility.id, other.facility.id, far.facility.id].includes(id),
    );
    expect(found).toHaveLength(3);
    for (const { likelyDuplicates } of found) expect(likelyDuplicates).toHaveLength(2);
  });

  it('are no more once they are merged', async () => {
    const place = await placeId(app, '29308');
    const { facility: one } = await create(app, { name: 'Gộp rồi thôi', place });
    const { facility: two } = await create(app, { name: 'Gộp rồi thôi', place });
    expect(await duplicates(one.id)).toEqual([two.id]);
    await merge(one, two);
    expect(await duplicates(one.id)).toEqual([]);
    expect(await duplicates(two.id)).toEqual([]);
  });

  it('are for operators', async () => {
    for (const query of [
      '{ likelyDuplicateFacilities(first: 1) { totalCount } }',
      '{ facilityDuplicates(id: "fac_0198c0de-0000-7000-8000-000000000000") { id } }',
    ]) {
      expect((await app.asPublic.run(query)).errors?.[0]?.extensions.code).toBe('UNAUTHENTICATED');
    }
  });
});
