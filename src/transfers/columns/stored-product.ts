import type { PriceAudience } from '../../products/product-parts.entity.ts';
import type { PriceBasis, Storage } from '../../products/product-terms.ts';

/** A step of a price ladder as it is stored. */
export interface StoredPrice {
  readonly audience: PriceAudience;
  readonly minQuantity: number;
  readonly amount: number;
  readonly vatIncluded: boolean;
  readonly holdsSince: string;
}

/** The value of an attribute; one of the four is set. */
export interface StoredAttribute {
  readonly code: string;
  readonly text: string | null;
  readonly number: number | null;
  readonly boolean: boolean | null;
  readonly option: string | null;
}

/** A product in a set, as it is stored. */
export interface StoredPart {
  readonly id: string;
  readonly externalId: string | null;
  /** Null also where the facility of the set uses these digits as a code, and may mean another product by them. */
  readonly gtin: string | null;
  /** Whether the facility of the set makes it, too. */
  readonly isOwn: boolean;
  readonly quantity: number;
}

/** A product with all that belongs to it, as it leaves the catalogue. */
export interface StoredProduct {
  readonly id: string;
  readonly externalId: string | null;
  readonly gtin: string | null;
  readonly nameVi: string;
  readonly nameEn: string | null;
  readonly descriptionVi: string | null;
  readonly descriptionEn: string | null;
  /** Code of the category. */
  readonly category: string;
  readonly hsCode: string | null;
  readonly unit: string;
  readonly packaging: string | null;
  readonly netContent: number | null;
  readonly netContentUnit: string | null;
  readonly priceBasis: PriceBasis | null;
  readonly priceOnRequest: boolean;
  readonly minimumOrderQuantity: number | null;
  readonly leadTimeDays: number | null;
  readonly shelfLifeDays: number | null;
  readonly storage: Storage | null;
  readonly ingredients: readonly string[];
  readonly originPlace: string | null;
  readonly rawMaterialArea: string | null;
  readonly traceabilityUrl: string | null;
  readonly images: readonly { readonly url: string; readonly altVi: string | null; readonly altEn: string | null }[];
  readonly prices: readonly StoredPrice[];
  readonly capacities: readonly { readonly month: number; readonly quantity: number }[];
  readonly attributes: readonly StoredAttribute[];
  readonly components: readonly StoredPart[];
  readonly demo: boolean;
  readonly facility: {
    readonly id: string;
    readonly name: string;
    readonly taxCode: string | null;
    /** Its unit with the path above it, in words. */
    readonly place: string | null;
    readonly address: string | null;
    readonly phone: string | null;
  };
}
