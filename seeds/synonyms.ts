import { namesOf, Synonym } from '../src/catalogue/synonym.entity.ts';
import { SynonymDirection, SynonymKind } from '../src/catalogue/synonym-pair.ts';
import { canonical } from '../src/platform/text/vietnamese.ts';
import { readCsv, seedId } from './read-data.ts';
import type { SeedSource } from './seed.ts';

type SynonymColumn = 'term' | 'synonym' | 'direction' | 'kind';

/** Names of one thing. What operators have made of a pair stays so: whoever added or deleted it, it is not added again. */
export const synonymSeeds: SeedSource = async (em, now) => {
  const known = await em.find(Synonym, {}, { fields: ['pairKey'], disableIdentityMap: true });
  const pairs = new Set(known.map(({ pairKey }) => pairKey));
  const rows = readCsv<SynonymColumn>('synonyms.csv').map(({ term, synonym, direction, kind }) => ({
    id: seedId('synonym', term, synonym),
    createdAt: now,
    updatedAt: now,
    ...namesOf(canonical(term), canonical(synonym)),
    direction: direction === 'one-way' ? SynonymDirection.ONE_WAY : SynonymDirection.BOTH,
    kind: SynonymKind[kind.toUpperCase() as SynonymKind],
    note: null,
    deletedAt: null,
  }));
  return [{ entity: Synonym, rows: rows.filter(({ pairKey }) => !pairs.has(pairKey)) }];
};
