/** One step of an order over rows in memory. */
export interface PlainOrder<Row> {
  value: (row: Row) => string | number | null;
  descending?: boolean;
  /** How the value is written in cursors. */
  print?: (value: string | number) => string;
}

interface PageArguments {
  first?: number | null;
  after?: string | null;
  last?: number | null;
  before?: string | null;
}

type Value = string | number | null;

/** A Relay page the plain way: sort everything, drop what the cursors exclude, cut. Nulls are the greatest. */
export function plainPage<Row extends { id: string }>(
  rows: readonly Row[],
  steps: readonly PlainOrder<Row>[],
  args: PageArguments,
) {
  const order: PlainOrder<Row>[] = [
    ...steps,
    { value: (row) => row.id, descending: steps.at(-1)?.descending ?? false },
  ];
  const keyOf = (row: Row) => order.map((step) => step.value(row));
  const compare = (a: readonly Value[], b: readonly Value[]) => {
    for (const [index, { descending }] of order.entries()) {
      const difference = compareValues(a[index]!, b[index]!);
      if (difference !== 0) return descending ? -difference : difference;
    }
    return 0;
  };
  const decode = (cursor: string | null | undefined): Value[] | null => {
    if (cursor == null) return null;
    const values = JSON.parse(Buffer.from(cursor, 'base64url').toString()) as (string | null)[];
    return values.map((value, index) => (value !== null && order[index]!.print ? Number(value) : value));
  };
  const [after, before] = [decode(args.after), decode(args.before)];
  const sorted = rows.toSorted((a, b) => compare(keyOf(a), keyOf(b)));
  const between = sorted.filter(
    (row) => (!after || compare(keyOf(row), after) > 0) && (!before || compare(keyOf(row), before) < 0),
  );
  const page = args.first != null ? between.slice(0, args.first) : between.slice(-args.last!);
  const cursor = (row: Row) => plainCursor(row, order);
  const position = (row: Row | undefined) => (row ? sorted.indexOf(row) : -1);
  const precedes = page.length
    ? position(page[0]) > 0
    : !!after && sorted.some((row) => compare(keyOf(row), after) <= 0);
  const follows = page.length
    ? position(page.at(-1)) < sorted.length - 1
    : !!before && sorted.some((row) => compare(keyOf(row), before) >= 0);
  return {
    edges: page.map((row) => ({ cursor: cursor(row), node: row })),
    nodes: page,
    pageInfo: {
      hasNextPage: follows,
      hasPreviousPage: precedes,
      startCursor: page[0] ? cursor(page[0]) : null,
      endCursor: page.length ? cursor(page.at(-1)!) : null,
    },
    totalCount: sorted.length,
  };
}

/** The cursor of a row, whose order's last step is its id. */
export function plainCursor<Row>(row: Row, order: readonly PlainOrder<Row>[]): string {
  const key = order.map(({ value, print = String }) => {
    const own = value(row);
    return own === null ? null : print(own);
  });
  return Buffer.from(JSON.stringify(key)).toString('base64url');
}

function compareValues(a: Value, b: Value): number {
  if (a === b) return 0;
  if (a === null) return 1;
  if (b === null) return -1;
  return a < b ? -1 : 1;
}
