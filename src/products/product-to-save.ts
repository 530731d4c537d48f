import type { Compared, Refused, SavedRecord } from '../platform/database/batch.ts';
import type { UserError } from '../platform/errors/user-error.ts';
import type { GivenAttribute } from './attribute-values.ts';
import type { PriceStep } from './price-ladder.ts';
import type { CleanFields } from './product-checks.ts';
import type { GivenComponent } from './product-components.ts';
import type { PriceAudience } from './product-parts.entity.ts';
import type { Image, MonthCapacity } from './product-parts.ts';

/**
 * What a batch says of one product. What is undefined stays as it is; null empties. Lists replace the whole list, but for prices, of which
 * each only says what holds since its day (see `withPrices`), and attributes, of which each only says its own.
 */
export interface ProductToSave {
  /** Null creates one; it then needs a category, a Vietnamese name and a unit. */
  readonly id: string | null;
  /** Key of the one that is created; made up unless given. */
  readonly newId?: string;
  /** Key of the facility of a new product; the key of one that was merged leads to the one that stayed. */
  readonly facility: string;
  /** Key of the category. */
  readonly category?: string;
  /** Checked by `cleanFields`. */
  readonly fields: CleanFields;
  /** Checked by `cleanPrices`. */
  readonly prices?: readonly PriceStep<boolean | null>[] | null;
  /**
   * Audiences whose stored prices hold no more, since they are given on request: where no other price is left, the whole product is on
   * request, unless its fields say otherwise.
   */
  readonly onRequest?: readonly PriceAudience[];
  /** Checked by `cleanImages`. */
  readonly images?: readonly Image[] | null;
  /** Checked by `cleanCapacities`. */
  readonly capacities?: readonly MonthCapacity[] | null;
  /** Checked here, since only the category says what may be given. One without a value is removed. */
  readonly attributes?: readonly GivenAttribute[] | null;
  /** Checked here. */
  readonly components?: readonly GivenComponent[] | null;
  /** Whether a new product is invented; that of an invented facility always is. One that is there stays what it is. */
  readonly demo?: boolean;
}

/** How products are moved on in bulk. */
export interface BulkMove {
  readonly reason: string | null;
  /** From when on what is published is public: an instant to come; at once when it is not given. */
  readonly at?: Date | null;
  /** Whether what still lacks something goes too: its reason then names the gaps. */
  readonly incomplete: 'REFUSE' | 'ALLOW';
}

/** What became of a product. */
export type SavedProduct = (SavedRecord & Unpublished) | Refused;

export type ComparedProduct = (Exclude<Compared, Refused> & Unpublished) | Refused;

interface Unpublished {
  /** Why a new product that was to be published stays a draft; empty otherwise. */
  readonly unpublished: readonly UserError[];
}
