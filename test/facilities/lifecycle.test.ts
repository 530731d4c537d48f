import { describe, expect, it } from 'vitest';
import { useTestApp } from '../support/app.ts';
import { create, facilityIn, move } from './facility-support.ts';

const app = useTestApp('seeded');

describe('the states of a facility', () => {
  it('follow one another, with who, when and why', async () => {
    app.setClock('2026-11-22T05:00:00.000Z');
    const { id } = await facilityIn(app, 'SUBMITTED');
    app.setClock('2026-11-23T05:00:00.000Z');
    await move(app, 'returnFacilityToDraft', { id, reason: 'Thiếu giấy tờ' });
    await move(app, 'submitFacility', { id });
    await move(app, 'verifyFacility', { id, reason: 'Đã kiểm tra' });
    await move(app, 'suspendFacility', { id, reason: 'Bị khiếu nại' });
    const { facility, errors } = await move(app, 'reinstateFacility', { id });
    expect(errors).toEqual([]);
    expect(facility.status).toBe('VERIFIED');
    const data = await app.asOperator.query(
      'query ($id: ID!) { facility(id: $id) { transitions { from to at by reason } } }',
      { id },
    );
    expect(data.facility.transitions).toEqual([
      { from: 'DRAFT', to: 'SUBMITTED', at: '2026-11-22T05:00:00.000Z', by: 'operator', reason: 'thử' },
      { from: 'SUBMITTED', to: 'DRAFT', at: '2026-11-23T05:00:00.000Z', by: 'operator', reason: 'Thiếu giấy tờ' },
      { from: 'DRAFT', to: 'SUBMITTED', at: '2026-11-23T05:00:00.000Z', by: 'operator', reason: null },
      { from: 'SUBMITTED', to: 'VERIFIED', at: '2026-11-23T05:00:00.000Z', by: 'operator', reason: 'Đã kiểm tra' },
      { from: 'VERIFIED', to: 'SUSPENDED', at: '2026-11-23T05:00:00.000Z', by: 'operator', reason: 'Bị khiếu nại' },
      { from: 'SUSPENDED', to: 'VERIFIED', at: '2026-11-23T05:00:00.000Z', by: 'operator', reason: null },
    ]);
  });

  it.each([
    ['DRAFT', ['submitFacility']],
    ['SUBMITTED', ['returnFacilityToDraft', 'verifyFacility']],
    ['VERIFIED', ['suspendFacility']],
    ['SUSPENDED', ['reinstateFacility']],
  ] as const)('of %s allow %s and nothing else', async (status, allowed) => {
    const steps = ['submitFacility', 'returnFacilityToDraft', 'verifyFacility', 'suspendFacility', 'reinstateFacility'];
    for (const step of steps) {
      const { id } = await facilityIn(app, status);
      const { errors } = await move(app, step, { id, reason: 'thử' });
      const isAllowed = (allowed as readonly string[]).includes(step);
      expect(errors.map(({ code }: { code: string }) => code)).toEqual(isAllowed ? [] : ['INVALID_STATE']);
    }
  });

  it('are not left with what is missing', async () => {
    const { facility } = await create(app, { name: 'Chưa đủ' });
    const { errors } = await move(app, 'submitFacility', { id: facility.id });
    expect(errors.map(({ code, path }: { code: string; path: string[] }) => `${code} ${path}`)).toEqual(
      Array(4).fill('INVALID_STATE id'),
    );
    expect(errors[1].message).toContain('tax code');
    const group = await create(app, { name: 'Tổ hợp tác', legalForm: 'COOPERATIVE_GROUP' });
    const { completeness } = (
      await app.asOperator.query('query ($id: ID!) { facility(id: $id) { completeness { blocking } } }', {
        id: group.facility.id,
      })
    ).facility;
    expect(completeness.blocking).toEqual(['PLACE', 'CONTACT']);
  });

  it('change once when two try at the same moment', async () => {
    for (let round = 0; round < 10; round++) {
      const { id } = await facilityIn(app, 'SUBMITTED');
      const answers = await Promise.all([
        move(app, 'verifyFacility', { id }),
        move(app, 'returnFacilityToDraft', { id, reason: 'thử' }),
      ]);
      expect(answers.map(({ errors }) => errors[0]?.code ?? 'done').sort()).toEqual(['INVALID_STATE', 'done']);
    }
  });

  it('are refused to the late, the public and the unknown', async () => {
    const { id, version } = await facilityIn(app, 'DRAFT');
    expect((await move(app, 'submitFacility', { id, version: version + 1 })).errors).toMatchObject([
      { code: 'CONFLICT' },
    ]);
    const unknown = 'fac_0198c0de-0000-7000-8000-000000000000';
    expect((await move(app, 'submitFacility', { id: unknown })).errors).toMatchObject([
      { code: 'NOT_FOUND', path: ['id'] },
    ]);
    expect((await move(app, 'suspendFacility', { id, reason: ' ' })).errors).toMatchObject([{ path: ['reason'] }]);
    const payload = await app.asPublic.mutate(
      'mutation ($input: MoveFacilityInput!) { submitFacility(input: $input) { errors { code } } }',
      { id },
    );
    expect(payload.errors).toEqual([{ code: 'UNAUTHENTICATED' }]);
  });
});

describe('documents', () => {
  const add = (input: object) =>
    app.asOperator.mutate(
      `mutation ($input: AddFacilityDocumentInput!) { addFacilityDocument(input: $input) {
        document { id kind title url } facility { completeness { missing } documents { title } } errors { code path }
      } }`,
      input,
    );

  it('are added and removed, and complete the record', async () => {
    const { id } = await facilityIn(app, 'DRAFT');
    const payload = await add({
      facility: id,
      kind: 'BUSINESS_REGISTRATION',
      title: 'Giấy chứng nhận đăng ký',
      url: 'https://files.example/1.pdf',
    });
    expect(payload.errors).toEqual([]);
    expect(payload.document).toMatchObject({ kind: 'BUSINESS_REGISTRATION', url: 'https://files.example/1.pdf' });
    expect(payload.facility.completeness.missing).not.toContain('BUSINESS_REGISTRATION');
    const node = await app.asPublic.query('query ($id: ID!) { node(id: $id) { id } }', { id: payload.document.id });
    expect(node).toEqual({ node: null });
    const removal = `mutation ($input: RemoveFacilityDocumentInput!) {
      removeFacilityDocument(input: $input) { facility { documents { id } } errors { code path } }
    }`;
    const removed = await app.asOperator.mutate(removal, { id: payload.document.id });
    expect(removed).toEqual({ facility: { documents: [] }, errors: [] });
    const again = await app.asOperator.mutate(removal, { id: payload.document.id });
    expect(again.errors).toEqual([{ code: 'NOT_FOUND', path: ['id'] }]);
  });

  it('have a title and a web address', async () => {
    const { id } = await facilityIn(app, 'DRAFT');
    const { errors } = await add({ facility: id, kind: 'OTHER', title: '', url: 'ftp://files.example/1' });
    expect(errors).toEqual([
      { code: 'BAD_INPUT', path: ['title'] },
      { code: 'BAD_INPUT', path: ['url'] },
    ]);
  });
});
