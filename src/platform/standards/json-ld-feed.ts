import type { JsonLd } from './schema-org.ts';

/** The context of every node here. */
const CONTEXT = 'https://schema.org';

/** Characters of a piece of the feed. */
const PIECE = 64 * 1024;

/** A thing that is there, or one that is no more: instants are ISO 8601. */
export type FeedItem =
  | { readonly item: JsonLd; readonly modified: string | null }
  | { readonly item: JsonLd; readonly deleted: string };

/** What a feed says of itself. */
export interface Feed {
  readonly name: string;
  /** Where it is found. */
  readonly url?: string;
  /** The instant at which it was made, ISO 8601. */
  readonly modified: string;
}

/** A node that stands by itself, as the JSON of a file or of a script in a page. */
export const jsonLdText = (node: JsonLd): string => asJson({ '@context': CONTEXT, ...node });

/**
 * A feed as https://schema.org/DataFeed in constant memory, an element a line: UTF-8. What is no more is an element
 * with the day of its end and as much of it as names it.
 */
export async function* jsonLdFeed(items: AsyncIterable<FeedItem>, feed: Feed): AsyncGenerator<Uint8Array> {
  const { name, url, modified } = feed;
  const head = asJson({ '@context': CONTEXT, '@type': 'DataFeed', name, url, dateModified: modified });
  let piece = `${head.slice(0, -1)},"dataFeedElement":[`;
  let separator = '\n';
  for await (const item of items) {
    piece += separator + asJson(elementOf(item));
    separator = ',\n';
    if (piece.length < PIECE) continue;
    yield Buffer.from(piece);
    piece = '';
  }
  yield Buffer.from(`${piece}\n]}\n`);
}

function elementOf(entry: FeedItem): JsonLd {
  const times = 'deleted' in entry ? { dateDeleted: entry.deleted } : { dateModified: entry.modified ?? undefined };
  return { '@type': 'DataFeedItem', ...times, item: entry.item };
}

/** No text in it ends a script: partners put it into pages as it is. */
const asJson = (value: object): string => JSON.stringify(value).replaceAll('<', '\\u003c');
