import { FACILITY_PREFIX } from '../facilities/facility.read.ts';
import { type GeoPoint, pointInVietNam } from '../facilities/geo-point.ts';
import { PLACE_PREFIX } from '../places/administrative-unit.read.ts';
import { userErrorsOf } from '../platform/errors/user-error.ts';
import { decodeIdOf } from '../platform/graphql/ids.ts';
import type { Path, Problems } from '../platform/input/problems.ts';
import { positiveQuantity, positiveUpTo, quantity, wholeWithin } from '../platform/input/value-checks.ts';
import type { Filter, LadderPoint, Point } from '../platform/search/query.ts';
import { parseUnit } from '../platform/standards/units.ts';
import { CATEGORY_PREFIX } from '../products/prefixes.ts';
import { OCOP_STARS, ocopBadge } from './badges.ts';
import type { CatalogueFilter, PricePointInput, ProductSearchFilter, SearchFilter } from './search.inputs.ts';

/** Most values of one list in a filter. */
const MAX_VALUES = 100;

const FILTER: Path = ['filter'];

/** In kilometres. */
const radius = positiveUpTo(2_000);

/** Turns the filters of GraphQL into those of the search; what is wrong is noted and left out. */
export class FilterReader {
  readonly #filters: Filter[] = [];

  constructor(readonly problems: Problems) {}

  get filters(): readonly Filter[] {
    return this.#filters;
  }

  search({ kinds, ...filter }: SearchFilter): this {
    this.#any(
      'kind',
      kinds?.map((kind) => kind.toLowerCase()),
      'kinds',
    );
    return this.#common(filter);
  }

  /** All but custom attributes, which need the database: see attribute-filters.ts. */
  products(filter: ProductSearchFilter): this {
    const { price, capacity, minimumOrderQuantity, leadTimeDays } = filter;
    this.#ids('category', filter.categories, CATEGORY_PREFIX, 'categories');
    this.#ids('facility', filter.facilities, FACILITY_PREFIX, 'facilities');
    this.#any(
      'unit',
      filter.units?.flatMap((unit, index) => {
        const parsed = this.problems.take([...FILTER, 'units', String(index)], parseUnit(unit));
        return parsed ? [parsed.code] : [];
      }),
      'units',
    );
    if (price) {
      const point = this.pricePoint(price, [...FILTER, 'price']);
      if (point) this.#filters.push({ kind: 'price', field: 'price', ...point, ...range(price) });
    }
    if (minimumOrderQuantity) this.#range('minimumOrderQuantity', minimumOrderQuantity);
    if (leadTimeDays) this.#range('leadTimeDays', leadTimeDays);
    if (capacity) {
      const path = [...FILTER, 'capacity'];
      const month = this.problems.take([...path, 'month'], wholeWithin(1, 12)(capacity.month));
      const min = this.problems.take([...path, 'gte'], quantity(capacity.gte));
      if (month !== undefined && min !== undefined) {
        this.#filters.push({ kind: 'month', field: 'capacity', month, min });
      }
    }
    return this.#common(filter);
  }

  /** Where prices are read. */
  pricePoint({ quantity, audience }: PricePointInput, path: Path): LadderPoint | undefined {
    const checked = this.problems.take([...path, 'quantity'], positiveQuantity(quantity));
    return checked === undefined ? undefined : { quantity: checked, audience };
  }

  point(point: GeoPoint, path: Path): Point | undefined {
    return this.problems.take(path, pointInVietNam(point));
  }

  #common({ places, near, certificates, ocopStars, legalForms, demo }: CatalogueFilter): this {
    this.#ids('place', places, PLACE_PREFIX, 'places');
    if (near) {
      const path = [...FILTER, 'near'];
      const centre = this.point(near.centre, [...path, 'centre']);
      const kilometres = this.problems.take([...path, 'kilometres'], radius(near.kilometres));
      if (centre && kilometres !== undefined) {
        this.#filters.push({ kind: 'within', field: 'location', centre, kilometres });
      }
    }
    if (certificates) {
      // Asked for in which order or how often does not matter, and should not make another query of it.
      this.#filters.push({ kind: 'all', field: 'certificate', values: [...new Set(certificates)].sort() });
    }
    if (ocopStars != null) {
      const stars = this.problems.take(
        [...FILTER, 'ocopStars'],
        wholeWithin(OCOP_STARS.min, OCOP_STARS.max)(ocopStars),
      );
      if (stars !== undefined) this.#filters.push({ kind: 'all', field: 'certificate', values: [ocopBadge(stars)] });
    }
    this.#any('legalForm', legalForms, 'legalForms');
    if (demo != null) this.#filters.push({ kind: 'flag', field: 'demo', value: demo });
    return this;
  }

  #any(field: string, values: readonly string[] | null | undefined, name: string): void {
    if (!values) return;
    if (values.length > MAX_VALUES) {
      this.problems.add(
        [...FILTER, name],
        { vi: `Tối đa ${MAX_VALUES} giá trị.`, en: `At most ${MAX_VALUES} values are allowed.` },
        'LIMIT_EXCEEDED',
      );
    }
    this.#filters.push({ kind: 'any', field, values: [...new Set(values)].sort() });
  }

  #ids(field: string, ids: readonly string[] | null | undefined, prefix: string, name: string): void {
    this.#any(
      field,
      ids?.flatMap((id, index) => this.#decoded(prefix, id, [...FILTER, name, String(index)])),
      name,
    );
  }

  #decoded(prefix: string, id: string, path: Path): string[] {
    try {
      return [decodeIdOf(prefix, id, path)];
    } catch (error) {
      const [wrong] = userErrorsOf(error) ?? [];
      if (!wrong) throw error;
      this.problems.add(path, wrong.text, wrong.code);
      return [];
    }
  }

  #range(field: string, bounds: { gte?: number | null; lte?: number | null }): void {
    const { min, max } = range(bounds);
    if (min !== undefined || max !== undefined) this.#filters.push({ kind: 'range', field, min, max });
  }
}

export const range = ({ gte, lte }: { gte?: number | null; lte?: number | null }): { min?: number; max?: number } => ({
  min: gte ?? undefined,
  max: lte ?? undefined,
});
