import type { ProductSearch } from '../../catalogue/search.inputs.ts';

/** What an export needs to know besides its content, kind and form. */
export interface ExportSettings {
  /** Of SEARCH. */
  readonly search?: ProductSearch;
  /** Of CHANGES: the cursor from which on; from the very beginning where it is absent. */
  readonly since?: string;
  /** Of REFUSED_ROWS: key of the import. */
  readonly import?: string;
}
