import { beforeAll, describe, expect, it } from 'vitest';
import { CertificateKind } from '../../../src/certificates/certificate.entity.ts';
import { Fixture } from '../../catalogue/fixture.ts';
import { useTestApp } from '../../support/app.ts';
import { othersEnded } from '../../support/other-databases.ts';
import { write } from '../export/export-support.ts';

const app = useTestApp();

let fixture: Fixture;

beforeAll(() => {
  fixture = new Fixture(app);
});

describe('an export of a catalogue whose changes nobody has asked for', () => {
  it('has a cursor after which all comes that is due by the clock', async () => {
    app.setClock('2026-11-22T05:00:00Z');
    const facility = fixture.facility('HTX Hẹn Giờ');
    const rest = { facility, category: fixture.category('Nước mắm') };
    const later = fixture.product('Mắm hẹn giờ', { ...rest, publishAt: new Date('2026-11-22T05:00:25Z') });
    const priced = fixture.product('Mắm tăng giá', { ...rest, prices: [[1, 10_000, undefined, '2026-11-23']] });
    const lapsing = fixture.certificate({ kind: CertificateKind.GMP, facility, until: '2026-11-22T05:00:40Z' });
    await fixture.em.flush();
    await othersEnded(app.services.db);
    const { found } = await write(app, { format: 'JSONL' });

    app.setClock('2026-11-23T05:00:00Z');
    await othersEnded(app.services.db);
    const { catalogueChanges } = await app.asPublic.query(
      'query ($since: String) { catalogueChanges(since: $since) { changes { kind id } } }',
      { since: found.cursor },
    );
    const told = [`prd_${later.id}`, `prd_${priced.id}`, `crt_${lapsing.id}`, `fac_${facility.id}`];
    expect(new Set(catalogueChanges.changes.map(({ id }: { id: string }) => id))).toEqual(new Set(told));
  });
});
