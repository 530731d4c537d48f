/** What the list and the single product select, as every GraphQL server but PostGraphile names it. */
export const CARD = `
  id name unit minimumOrderQuantity leadTimeDays storage publishAt
  facility { id name legalForm }
  images { url alt position }`;

export const CERTIFICATES = 'id kind number stars validUntil standing';

/** Products without what each server writes in its own way: prefixes of ids, zones of instants. */
export function comparableNodes(nodes: readonly Record<string, unknown>[]): unknown {
  const text = JSON.stringify(nodes, (key, value) => {
    if (key === 'id') return String(value).replace(/^[a-z]+_/, '');
    return (key === 'publishAt' || key === 'validUntil') && value ? new Date(value as string).toISOString() : value;
  });
  return JSON.parse(text);
}
