import { expect, it } from 'vitest';
import { useTestApp } from '../../support/app.ts';
import { upload } from './import-support.ts';

const app = useTestApp();

const create = (input: object) =>
  app.asOperator.mutate(
    'mutation ($input: CreateImportInput!) { createImport(input: $input) { import { id } errors { code path } } }',
    { kind: 'PRODUCTS', ...input },
  );

const REFUSED = { import: null, errors: [{ code: 'CONFLICT', path: ['idempotencyKey'] }] };

it('a key that is sent again answers the import of the file, and is refused with another file or kind', async () => {
  const [file, other] = [await upload(app, 'một.csv', 'Tên\nA'), await upload(app, 'hai.csv', 'Tên\nB')];
  const first = await create({ file, idempotencyKey: 'k' });
  expect(first).toMatchObject({ import: { id: expect.any(String) }, errors: [] });
  expect(await create({ file, idempotencyKey: 'k' })).toEqual(first);
  expect(await create({ file: other, idempotencyKey: 'k' })).toEqual(REFUSED);
  expect(await create({ file, kind: 'FACILITIES', idempotencyKey: 'k' })).toEqual(REFUSED);
  expect(await create({ url: 'https://a.vn/x.csv', idempotencyKey: 'k' })).toEqual(REFUSED);
});

it('a key is one of an address, too', async () => {
  const first = await create({ url: 'https://a.vn', idempotencyKey: 'u' });
  expect(first).toMatchObject({ import: { id: expect.any(String) }, errors: [] });
  expect(await create({ url: ' https://a.vn/', idempotencyKey: 'u' })).toEqual(first);
  expect(await create({ url: 'https://a.vn/y.csv', idempotencyKey: 'u' })).toEqual(REFUSED);
});
