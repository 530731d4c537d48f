import type { AnalysedText } from './analysed-text.ts';

/** A condition on one field of the documents; what a document does not have fulfils none. */
export type Filter =
  /** keyword, node (itself or what is under it), timeline: one of these. None matches nothing. */
  | { readonly kind: 'any'; readonly field: string; readonly values: readonly string[] }
  /** badges: all of these, at the instant of the query. */
  | { readonly kind: 'all'; readonly field: string; readonly values: readonly string[] }
  | { readonly kind: 'flag'; readonly field: string; readonly value: boolean }
  | { readonly kind: 'range'; readonly field: string; readonly min?: number; readonly max?: number }
  /** monthly: at least so much in a month, 1 to 12. */
  | { readonly kind: 'month'; readonly field: string; readonly month: number; readonly min: number }
  /** ladder: what a unit costs at a quantity. */
  | ({ readonly kind: 'price'; readonly field: string; readonly min?: number; readonly max?: number } & LadderPoint)
  | { readonly kind: 'within'; readonly field: string; readonly centre: Point; readonly kilometres: number }
  | ({ readonly kind: 'attribute'; readonly field: string; readonly code: string } & AttributeCondition);

/** Where on a ladder a price is read. */
export interface LadderPoint {
  readonly audience: string;
  readonly quantity: number;
}

/** A point on the globe, in degrees. */
export interface Point {
  readonly latitude: number;
  readonly longitude: number;
}

/** What an attribute must be: all that is given holds. */
export interface AttributeCondition {
  /** One of these codes. */
  readonly any?: readonly string[];
  readonly min?: number;
  readonly max?: number;
  readonly is?: boolean;
  /** This text, whatever its case and diacritics. */
  readonly text?: string;
}

/** A field to count by. Kinds: keyword, node, timeline, badges, flag; and attributes, one code at a time. */
export interface FacetRequest {
  readonly field: string;
  readonly code?: string;
  /** The field whose filters narrow this facet, and so are left out of its counts; the field itself unless given. */
  readonly narrowedBy?: string;
}

/** How hits are ordered; what has no value comes last, and ties go by id. */
export type Order =
  | { readonly by: 'relevance' }
  | { readonly by: 'newest' }
  | ({ readonly by: 'price'; readonly field: string; readonly descending: boolean } & LadderPoint)
  | { readonly by: 'distance'; readonly field: string; readonly from: Point };

/** As of when a question is answered. */
export interface Moment {
  /** The clock of the request: what is public and what holds is asked as of this instant. */
  readonly at: Date;
  /**
   * An instant of `performance.now()`, that of the question unless given: what was committed before it is seen. The questions of one
   * search share one, so that what changed is looked up once.
   */
  readonly since?: number;
}

/** What is searched for. */
export interface SearchQuery extends Moment {
  /** Kinds of documents. */
  readonly kinds: readonly string[];
  /** Null for all documents. */
  readonly text: AnalysedText | null;
  readonly filters: readonly Filter[];
  readonly facets: readonly FacetRequest[];
  /** By relevance without a text is by newest. */
  readonly order: Order;
  readonly page: SearchPage;
}

/** `size` hits from the start, or from the end, of what lies between two cursors. */
export interface SearchPage {
  readonly size: number;
  readonly backward: boolean;
  readonly after: string | null;
  readonly before: string | null;
}

/** A text of a hit with the words that were found. */
export interface Highlight {
  /** Label of the text, as the index gives it. */
  readonly field: string;
  /** HTML: everything escaped, each found word inside `<em>`; cut to an excerpt with "…" where it is long. */
  readonly html: string;
}

export interface Hit {
  readonly kind: string;
  readonly id: string;
  /** Opaque; belongs to this query without its page and facets. */
  readonly cursor: string;
}

/** How many hits have a value, if the facet's own filters did not count. */
export interface FacetCount {
  readonly value: string;
  readonly count: number;
}

export interface SearchResult {
  readonly hits: readonly Hit[];
  /** All hits, whatever the page. */
  readonly total: number;
  readonly hasNextPage: boolean;
  readonly hasPreviousPage: boolean;
  /** In the order of the request; values by falling count, then by value. */
  readonly facets: readonly (readonly FacetCount[])[];
}

/** A result, and how it came about. */
export interface SearchAnswer extends SearchResult {
  /** Whether PostgreSQL answers instead of the search engine, or that is behind. */
  readonly degraded: boolean;
}
