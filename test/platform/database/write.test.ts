import { expect, it } from 'vitest';
import { facilityIn } from '../../facilities/facility-support.ts';
import { useTestApp } from '../../support/app.ts';

const app = useTestApp('seeded');

it('gives up when another write does not end, and tells so', async () => {
  const { id, version } = await facilityIn(app, 'DRAFT');
  const holder = app.services.orm.em.fork();
  await holder.begin();
  try {
    await holder.execute('select id from facility where id = ? for update', [id.slice(4)]);
    const { facility, errors } = await app.asOperator.mutate(
      'mutation ($input: UpdateFacilityInput!) { updateFacility(input: $input) { facility { id } errors { code path message } } }',
      { id, version, name: 'Tên khác' },
    );
    const message = expect.stringContaining('Another change holds these records');
    expect({ facility, errors }).toEqual({ facility: null, errors: [{ code: 'CONFLICT', path: [], message }] });
  } finally {
    await holder.rollback();
  }
}, 20_000);
