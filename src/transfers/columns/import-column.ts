/** A column of a file, and which field it is; null for one that is left out. */
export interface ImportColumn {
  /** From 0. */
  readonly index: number;
  readonly header: string | null;
  readonly field: string | null;
  /** EXACT by its header, LIKELY by a similar header or its cells, CHOSEN by people. */
  readonly confidence: 'EXACT' | 'LIKELY' | 'CHOSEN' | null;
  /** The first few values in it. */
  readonly samples: readonly string[];
  /** Whether the sheet hides it; absent where it does not. */
  readonly isHidden?: boolean;
}
