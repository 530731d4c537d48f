import type { TestApp } from '../../support/app.ts';
import { othersEnded } from '../../support/other-databases.ts';

interface Told {
  readonly kind: string;
  readonly id: string;
}

/** A reader of the public changes: each call answers what was told since the last one. */
export function follower(app: TestApp): () => Promise<Told[]> {
  let cursor: string | null = null;
  return async () => {
    await othersEnded(app.services.db);
    const { catalogueChanges } = await app.asPublic.query(
      'query ($since: String) { catalogueChanges(since: $since, first: 1000) { changes { kind id } cursor } }',
      { since: cursor },
    );
    cursor = catalogueChanges.cursor;
    return catalogueChanges.changes;
  };
}
