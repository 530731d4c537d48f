import { describe, expect, it } from 'vitest';
import { blankProduct } from '../../../src/transfers/columns/given-product.ts';
import { PRODUCT_COLUMNS } from '../../../src/transfers/columns/product-columns.ts';
import type { Importer } from '../../../src/transfers/import/importers/importer.ts';
import { rowReading } from '../../../src/transfers/import/read-rows.ts';

const importer = { columns: PRODUCT_COLUMNS, blank: blankProduct } as unknown as Importer<unknown, unknown>;
const columns = ['nameVi', 'unit', 'wholesalePrice'].map((field, index) => ({
  index,
  header: field,
  field,
  confidence: 'EXACT' as const,
  samples: [],
}));
const untitled = { index: 3, header: null, field: null, confidence: null, samples: [] };

function problemsOf(width: number | null, ...cells: (string | null)[]) {
  const conventions = { answers: {}, numberStyles: new Map(), moneyScales: new Map(), dayOrders: new Map() };
  const { reader } = rowReading(
    { columns: [...columns, untitled], width, conventions, isLeftOut: () => false },
    importer,
  )({ number: 2, cells });
  return reader.problems;
}

describe('a row that is longer than the header', () => {
  it('is refused: one of its cells is two', () => {
    expect(problemsOf(3, 'Mắm ruốc', 'chai', '30', '000')).toMatchObject([
      { column: null, value: '000', text: { en: expect.stringContaining('The row has 4 cells, the header 3') } },
    ]);
  });

  it('is read where nobody said how long the header is, and where it is no longer', () => {
    expect(problemsOf(null, 'Mắm ruốc', 'chai', '30', 'ghi chú')).toEqual([]);
    expect(problemsOf(3, 'Mắm ruốc', 'chai', '30000')).toEqual([]);
    expect(problemsOf(4, 'Mắm ruốc', 'chai', '30000', 'ghi chú')).toEqual([]);
  });
});

it('refuses a ditto mark with nothing above it', () => {
  expect(problemsOf(null, 'nt', 'chai', '30000')).toMatchObject([{ column: { field: 'nameVi' }, value: 'nt' }]);
});
