import type { SearchProductsArgs } from '../../catalogue/search.inputs.ts';

/** A search without its page. */
export type SearchSettings = Omit<SearchProductsArgs, 'first' | 'after' | 'last' | 'before'>;

/** What an export needs to know besides its content, kind and form. */
export interface ExportSettings {
  /** Of SEARCH. */
  readonly search?: SearchSettings;
  /** Of CHANGES: the cursor from which on; from the very beginning where it is absent. */
  readonly since?: string;
  /** Of REFUSED_ROWS: key of the import. */
  readonly import?: string;
}
