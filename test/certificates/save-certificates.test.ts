import { beforeAll, describe, expect, it } from 'vitest';
import { CertificateKind } from '../../src/certificates/certificate.entity.ts';
import {
  type CertificateToSave,
  compareCertificates,
  saveCertificates,
  unsaveCertificates,
} from '../../src/certificates/save-certificates.ts';
import type { SavedRecord } from '../../src/platform/database/batch.ts';
import { facilityIn } from '../facilities/facility-support.ts';
import { useTestApp } from '../support/app.ts';
import { contentsOf, inBatch } from '../support/batches.ts';

const app = useTestApp('seeded');
let facility: string;
beforeAll(async () => {
  facility = (await facilityIn(app, 'VERIFIED')).id.slice(4);
});

const PRINTED = {
  kind: CertificateKind.HACCP,
  number: 'HACCP-01',
  issuer: 'Quacert',
  validFrom: '2026-01-01',
  validTo: '2026-12-31',
};

const fresh = (fields = {}): CertificateToSave => ({ id: null, facility, fields: { ...PRINTED, ...fields } });
const save = (batch: readonly CertificateToSave[]) => inBatch(app, (context) => saveCertificates(context, batch));
const saved = async (batch: readonly CertificateToSave[]) => (await save(batch)) as SavedRecord[];
const unsave = (records: readonly SavedRecord[]) => inBatch(app, (context) => unsaveCertificates(context, records));

const read = async (id: string) =>
  (
    await app.asOperator.query(
      `query ($id: ID!) { certificate(id: $id) {
        version kind stars number firstDay lastDay standing verifiedBy facility { id } product { id }
      } }`,
      { id: `crt_${id}` },
    )
  ).certificate;

const act = async (verb: string, type: string, input: object) => {
  const { errors } = await app.asOperator.mutate(
    `mutation ($input: ${type}!) { ${verb}(input: $input) { errors { message } } }`,
    input,
  );
  expect(errors).toEqual([]);
};
const verify = (id: string) => act('verifyCertificate', 'VerifyCertificateInput', { id: `crt_${id}`, version: 1 });

/** The rows of certificates, but for what an undo must change: versions and stamps. */
async function contents() {
  const { certificate } = await contentsOf(app, ['certificate']);
  return (certificate as object[]).map((row) => ({ ...row, version: 0, updated_at: null }));
}

describe('certificates of a batch', () => {
  it('are not verified, whatever the file says', async () => {
    const [result] = await saved([fresh()]);
    expect(await read(result!.id)).toEqual({
      version: 1,
      kind: 'HACCP',
      stars: null,
      number: 'HACCP-01',
      firstDay: '2026-01-01',
      lastDay: '2026-12-31',
      standing: 'NOT_VERIFIED',
      verifiedBy: null,
      facility: { id: `fac_${facility}` },
      product: null,
    });
  });

  it('stay verified while they say the same, and have to be verified anew otherwise', async () => {
    const [{ id }] = (await saved([fresh()])) as [SavedRecord];
    await verify(id);
    expect(await saved([{ id, fields: PRINTED }])).toMatchObject([{ outcome: 'SAME', version: 2 }]);
    expect((await read(id)).standing).toBe('VALID');
    const given = { id, fields: { number: 'HACCP-02', validTo: '2027-12-31' } };
    const [compared] = await compareCertificates({ em: app.services.orm.em.fork() }, [given]);
    expect(compared).toMatchObject({
      outcome: 'CHANGED',
      changes: [
        { field: 'number', from: 'HACCP-01', to: 'HACCP-02' },
        { field: 'validUntil', from: '2026-12-31T17:00:00.000Z', to: '2027-12-31T17:00:00.000Z' },
        { field: 'verifiedAt', to: null },
        { field: 'verifiedBy', from: 'operator', to: null },
      ],
    });
    await saved([given]);
    expect(await read(id)).toMatchObject({ version: 3, number: 'HACCP-02', standing: 'NOT_VERIFIED' });
  });

  it('that are wrong are each kept out with all that is wrong', async () => {
    const nobody = '00000000-0000-4000-8000-000000000000';
    const [{ id }] = (await saved([fresh()])) as [SavedRecord];
    await act('withdrawCertificate', 'WithdrawCertificateInput', { id: `crt_${id}`, reason: 'Giả' });
    const results = await save([
      { id: null, fields: {} },
      fresh({ kind: CertificateKind.OCOP }),
      fresh({ validFrom: '2027-01-01' }),
      { id: null, facility: nobody, fields: PRINTED },
      { id: nobody, fields: {} },
      { id, fields: { number: 'x' } },
      fresh(),
    ]);
    expect(results.map((result) => ('errors' in result ? result.errors.map(({ path }) => path.join()) : 'in'))).toEqual(
      [['product', 'kind'], ['stars'], ['validTo'], ['facility'], ['id'], ['id'], 'in'],
    );
    expect(await save([{ id, fields: {} }])).toMatchObject([{ outcome: 'SAME' }]);
  });

  it('are at most 100 for each holder', async () => {
    const holder = (await facilityIn(app, 'DRAFT')).id.slice(4);
    const results = await save(Array.from({ length: 102 }, () => ({ ...fresh(), facility: holder })));
    expect(results.filter(({ outcome }) => outcome === 'CREATED')).toHaveLength(100);
    expect(results.at(-1)).toMatchObject({ errors: [{ code: 'LIMIT_EXCEEDED' }] });
  });
});

describe('taking back a batch of certificates', () => {
  it('deletes what it created and puts back what it changed, as verified as it was', async () => {
    const [old] = await saved([fresh()]);
    await verify(old!.id);
    const before = await contents();
    const records = await saved([fresh(), { id: old!.id, fields: { issuer: 'Khác' } }]);
    expect(await unsave(records)).toEqual({ changedSince: [] });
    expect(await contents()).toEqual(before);
    const badge = await app.services.db.query('select certificate_masks from search_document where id = $1', [
      facility,
    ]);
    expect(badge).toEqual([{ certificate_masks: expect.arrayContaining([2]) }]);
  });

  it('does nothing where one was verified since', async () => {
    const [one, two] = await saved([fresh(), fresh()]);
    await verify(one!.id);
    const before = await contents();
    expect(await unsave([one!, two!])).toEqual({ changedSince: [one!.id] });
    expect(await contents()).toEqual(before);
  });
});
