import { beforeAll, describe, expect, it } from 'vitest';
import { useTestApp } from '../support/app.ts';
import { addCatalogue, addProduct, type Catalogue, step } from './catalogue.ts';

const app = useTestApp();
let catalogue: Catalogue;
beforeAll(async () => {
  catalogue = await addCatalogue(app);
});

const asOperator = async (id: string, fields: string) =>
  (await app.asOperator.query(`query ($id: ID!) { product(id: $id) { ${fields} } }`, { id })).product;

describe('conflicting steps of one product at the same moment', () => {
  const ROUNDS = Number(process.env.CONFLICT_ROUNDS ?? 30);

  /** Steps of which each rules out the other. */
  const PAIRS: [way: string[], one: string, other: string][] = [
    [['submitProduct'], 'publishProduct', 'returnProductToDraft'],
    [['submitProduct', 'publishProduct'], 'suspendProduct', 'suspendProduct'],
    [['submitProduct'], 'publishProduct', 'publishProduct'],
  ];

  it(`end with one winner and one who is told, ${ROUNDS} times`, { timeout: 10_000 + ROUNDS * 500 }, async () => {
    const wins: Record<string, number> = {};
    for (let round = 0; round < ROUNDS; round += 1) {
      const [way, one, other] = PAIRS[round % PAIRS.length]!;
      const id = await addProduct(app, catalogue, {}, way);
      const version = 1 + way.length;
      const payloads = await Promise.all([
        step(app, one, { id, reason: 'a', version }),
        step(app, other, { id, reason: 'b', version: round % 2 ? version : null }),
      ]);
      const winner = payloads.findIndex(({ product }) => product !== null);
      expect(payloads.map(({ product }) => product !== null).toSorted()).toEqual([false, true]);
      expect(['INVALID_STATE', 'CONFLICT']).toContain(payloads[1 - winner].errors[0].code);
      const { transitions, ...after } = await asOperator(id, 'status version transitions { reason }');
      expect(after).toEqual({ status: payloads[winner].product.status, version: version + 1 });
      expect(transitions).toHaveLength(way.length + 1);
      expect(transitions.at(-1).reason).toBe('ab'[winner]);
      const key = winner === 0 ? 'first' : 'second';
      wins[key] = (wins[key] ?? 0) + 1;
    }
    expect((wins.first ?? 0) + (wins.second ?? 0)).toBe(ROUNDS);
    if (ROUNDS > 100) console.info('winners', wins);
  });
});
