import { describe, expect, it } from 'vitest';
import { type FeedItem, jsonLdFeed, jsonLdText } from '../../../src/platform/standards/json-ld-feed.ts';
import { productJsonLd } from '../../../src/platform/standards/schema-org.ts';
import { streamOf, wholeOf } from '../tables/written-tables.ts';

const FEED = { name: 'Cầu Nối', url: 'https://caunoi.example/feed', modified: '2026-11-29T00:00:00.000Z' };

const feedOf = async (items: Iterable<FeedItem>) => (await wholeOf(jsonLdFeed(streamOf(items), FEED))).toString();

const head = {
  '@context': 'https://schema.org',
  '@type': 'DataFeed',
  name: 'Cầu Nối',
  url: 'https://caunoi.example/feed',
  dateModified: '2026-11-29T00:00:00.000Z',
};

describe('jsonLdFeed', () => {
  it('lists what is there and what is no more', async () => {
    const text = await feedOf([
      { item: productJsonLd({ name: 'Nước mắm' }), modified: '2026-11-01T00:00:00.000Z' },
      { item: productJsonLd({ name: 'Gạo' }), modified: null },
      { item: { '@type': 'Product', '@id': 'https://caunoi.example/p/3' }, deleted: '2026-11-02T00:00:00.000Z' },
    ]);
    expect(JSON.parse(text)).toEqual({
      ...head,
      dataFeedElement: [
        {
          '@type': 'DataFeedItem',
          dateModified: '2026-11-01T00:00:00.000Z',
          item: { '@type': 'Product', name: 'Nước mắm' },
        },
        { '@type': 'DataFeedItem', item: { '@type': 'Product', name: 'Gạo' } },
        {
          '@type': 'DataFeedItem',
          dateDeleted: '2026-11-02T00:00:00.000Z',
          item: { '@type': 'Product', '@id': 'https://caunoi.example/p/3' },
        },
      ],
    });
    expect(text.trimEnd().split('\n')).toHaveLength(5);
  });

  it('is a feed without elements where there is nothing', async () => {
    expect(JSON.parse(await feedOf([]))).toEqual({ ...head, dataFeedElement: [] });
  });

  it('is one JSON text, however many pieces it comes in', async () => {
    const items = Array.from({ length: 3_000 }, (_, index) => ({
      item: productJsonLd({ name: `Sản phẩm ${index}` }),
      modified: null,
    }));
    const { dataFeedElement } = JSON.parse(await feedOf(items)) as { dataFeedElement: { item: { name: string } }[] };
    expect(dataFeedElement.map(({ item }) => item.name)).toEqual(items.map(({ item }) => item.name));
  });

  it('hands items out as they are read', async () => {
    let asked = 0;
    const endless = function* (): Generator<FeedItem> {
      for (;;) yield { item: productJsonLd({ name: `Sản phẩm ${asked++}` }), modified: null };
    };
    const pieces = jsonLdFeed(streamOf(endless()), FEED);
    await pieces.next();
    await pieces.return(undefined);
    expect(asked).toBeLessThan(2_000);
  });
});

describe('jsonLdText', () => {
  it('stands by itself, and cannot end the script that holds it', () => {
    const product = productJsonLd({ name: 'Mắm </script><script>alert(1)</script>' });
    expect(jsonLdText(product)).not.toContain('<');
    expect(JSON.parse(jsonLdText(product))).toEqual({ '@context': 'https://schema.org', ...product });
  });
});
