import type { Quantity } from '../../platform/cells/quantities.ts';
import type { GivenAttribute } from '../../products/attribute-values.ts';
import type { GivenPrice } from '../../products/price-ladder.ts';
import type { GivenFields } from '../../products/product-checks.ts';
import type { PriceAudience } from '../../products/product-parts.entity.ts';
import type { GivenImage, MonthCapacity } from '../../products/product-parts.ts';
import type { TransferColumn } from './column.ts';
import type { StoredProduct } from './stored-product.ts';
import type { SaidVat } from './vat-cells.ts';

/** What a row says of the facility that makes its product. */
export interface GivenMaker {
  name?: string;
  taxCode?: string;
  place?: string;
  address?: string;
  phone?: string;
}

/** A step of the ladder; undefined where it does not say whether value-added tax is in it. */
export type GivenStep = Omit<GivenPrice, 'vatIncluded'> & { readonly vatIncluded?: boolean };

/** What a cell is for or counts, beside the unit of its row. */
export interface SaidUnit {
  readonly field: string;
  readonly text: string;
  readonly isPrice: boolean;
  /** Whose price it is, where the field is of one. */
  readonly audience?: PriceAudience;
}

/** What a cell says of what units hold, and the unit that its innermost part counts. */
export interface SaidContent {
  readonly text: string;
  readonly said: Quantity;
  readonly unit: string;
}

/** A product in a set. */
export interface GivenPart {
  /** Its code at the facility of the set, its GTIN or its global id. */
  readonly name: string;
  readonly quantity: number;
}

/** A price of one unit, by a column of its own. */
export interface GivenUnitPrice {
  readonly amount: number;
  /** From how many on: one, unless the header says another. */
  readonly minQuantity: number;
  /** Undefined where neither the cell nor its header says it. */
  readonly vatIncluded?: boolean;
}

/** What is read of a row of products. */
export interface GivenProduct {
  readonly fields: GivenFields;
  readonly maker: GivenMaker;
  category?: string;
  /** The unit as the row writes it. */
  unitSaid?: string;
  /** What other cells say of it. */
  readonly units: SaidUnit[];
  /** What the net content is of is not settled yet. */
  content?: SaidContent;
  /** One price of an audience, by columns of their own. */
  readonly prices: Partial<Record<PriceAudience, GivenUnitPrice>>;
  /** Audiences whose prices are given on request from now on. */
  readonly onRequest: PriceAudience[];
  /** Audiences whose prices are given on request if the product is new; one that is there keeps its own. */
  readonly newOnRequest: PriceAudience[];
  /** The whole ladder, in one cell. */
  ladder?: GivenStep[];
  /** What a column of its own says of value-added tax, of all prices that do not say it themselves. */
  vat?: SaidVat;
  images?: GivenImage[];
  capacities?: MonthCapacity[];
  attributes?: GivenAttribute[];
  components?: GivenPart[];
  demo?: boolean;
}

export const blankProduct = (): GivenProduct => ({
  fields: {},
  maker: {},
  units: [],
  prices: {},
  onRequest: [],
  newOnRequest: [],
});

/** A column of a table of products. */
export type ProductColumn = TransferColumn<GivenProduct, StoredProduct>;
