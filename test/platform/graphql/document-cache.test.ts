import { parse } from 'graphql';
import { expect, it } from 'vitest';
import { DocumentCache } from '../../../src/platform/graphql/document-cache.ts';

const document = parse('{ hello }');

it('forgets what was unused for longest when there are too many documents', () => {
  const cache = new DocumentCache();
  for (let i = 0; i < 1_000; i++) cache.add(`document ${i}`, document, 10);
  cache.get('document 0');
  cache.add('one more', document, 10);
  expect(cache.get('document 0')).toBeDefined();
  expect(cache.get('document 1')).toBeUndefined();
  expect(cache.get('one more')).toBeDefined();
});

it('forgets sooner when documents are long, and counts each once', () => {
  const cache = new DocumentCache();
  for (let i = 0; i < 50; i++) cache.add('the same', document, 100_000);
  for (let i = 0; i < 19; i++) cache.add(`document ${i}`, document, 100_000);
  expect(cache.get('the same')).toBeDefined();
  cache.add('one more', document, 100_000);
  expect(cache.get('document 0')).toBeUndefined();
  expect(cache.get('the same')).toBeDefined();
});
