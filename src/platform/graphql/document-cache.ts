import type { DocumentNode } from 'graphql';
import type { CostPlan } from './document-cost.ts';

/** A document that passed every limit and validation, with what was compiled from it. */
export interface KnownDocument {
  readonly document: DocumentNode;
  /** Cost plans by the operation's name, '' for a nameless one. */
  readonly plans: Map<string, CostPlan>;
}

/** Documents kept at most. */
const MAX_DOCUMENTS = 1_000;
/** Characters of their sources at most; a parsed document takes some fifty times its source. */
const MAX_CHARACTERS = 2_000_000;

/** The documents used last, by the hash of their source. Bounded in number and in size. */
export class DocumentCache {
  private readonly entries = new Map<string, { readonly known: KnownDocument; readonly characters: number }>();
  private characters = 0;

  get(hash: string): KnownDocument | undefined {
    const entry = this.entries.get(hash);
    if (!entry) return undefined;
    // A map keeps the order of insertion: the first one is the one unused for longest.
    this.entries.delete(hash);
    this.entries.set(hash, entry);
    return entry.known;
  }

  add(hash: string, document: DocumentNode, characters: number): KnownDocument {
    const known: KnownDocument = { document, plans: new Map() };
    this.remove(hash);
    this.entries.set(hash, { known, characters });
    this.characters += characters;
    for (const oldest of this.entries.keys()) {
      if (this.entries.size <= MAX_DOCUMENTS && this.characters <= MAX_CHARACTERS) break;
      this.remove(oldest);
    }
    return known;
  }

  private remove(hash: string): void {
    const entry = this.entries.get(hash);
    if (!entry) return;
    this.entries.delete(hash);
    this.characters -= entry.characters;
  }
}
