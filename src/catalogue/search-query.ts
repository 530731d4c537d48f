import { FACILITY_PREFIX } from '../facilities/facility.read.ts';
import type { GeoPoint } from '../facilities/geo-point.ts';
import { pointInVietNam } from '../facilities/geo-point.ts';
import { PLACE_PREFIX } from '../places/administrative-unit.read.ts';
import { userErrorsOf } from '../platform/errors/user-error.ts';
import { decodeIdOf } from '../platform/graphql/ids.ts';
import { type Path, Problems } from '../platform/input/problems.ts';
import {
  type Check,
  line,
  numberWithin,
  positiveQuantity,
  quantity,
  wholeWithin,
} from '../platform/input/value-checks.ts';
import { pageSize } from '../platform/read/page.ts';
import { analyse } from '../platform/search/analyser.ts';
import type { FacetRequest, Filter, LadderPoint, Order, SearchQuery } from '../platform/search/query.ts';
import { CATEGORY_PREFIX } from '../products/prefixes.ts';
import { OCOP_STARS, ocopBadge } from './badges.ts';
import {
  type AttributeConditionInput,
  type SearchArguments,
  SearchFacet,
  type SearchFilter,
  SearchOrder,
} from './search.inputs.ts';

const MAX_TEXT = 200;
const MAX_VALUES = 100;
const MAX_ATTRIBUTES = 10;
const MAX_ATTRIBUTE_FACETS = 5;
const MAX_RADIUS_KM = 2_000;

/**
 * The engine's query for the arguments of a search.
 * @throws UserErrors with everything that is wrong with them
 */
export function searchQueryOf(args: SearchArguments, kinds: readonly string[], at: Date): SearchQuery {
  const { size, backward } = pageSize(args);
  const reader = new ArgumentReader();
  const text = args.text?.trim() ? reader.checked(['text'], args.text, line(MAX_TEXT)) : undefined;
  const query: SearchQuery = {
    kinds,
    // The analyser sees the text as typed: a blank at its end says that the last word is complete.
    text: text === undefined ? null : analyse(args.text!),
    filters: reader.filters(args.filter ?? {}),
    facets: reader.facets(args),
    order: reader.order(args),
    page: { size, backward, after: args.after ?? null, before: args.before ?? null },
    at,
  };
  reader.problems.refuseAny();
  return query;
}

/** Reads arguments and notes what is wrong with them. */
class ArgumentReader {
  readonly problems = new Problems();

  checked<In, Out>(path: Path, value: In, check: Check<In, Out>): Out | undefined {
    return this.problems.take(path, check(value));
  }

  filters(filter: SearchFilter): Filter[] {
    const at = (name: keyof SearchFilter) => ['filter', name];
    const found: Filter[] = [];
    const any = (
      field: string,
      name: keyof SearchFilter,
      values: readonly string[] | null | undefined,
      prefix?: string,
    ) => {
      if (values) found.push({ kind: 'any', field, values: this.#values(at(name), values, prefix) });
    };
    const most = (field: string, name: keyof SearchFilter, max: number | null | undefined, check: Check<number>) => {
      if (max == null) return;
      this.checked(at(name), max, check);
      found.push({ kind: 'range', field, max });
    };

    any('category', 'categories', filter.categories, CATEGORY_PREFIX);
    any('place', 'places', filter.places, PLACE_PREFIX);
    any('facility', 'facilities', filter.facilities, FACILITY_PREFIX);
    any('legalForm', 'legalForms', filter.legalForms);
    any('unit', 'units', filter.units);
    most('minimumOrderQuantity', 'maxMinimumOrderQuantity', filter.maxMinimumOrderQuantity, quantity);
    most('leadTimeDays', 'maxLeadTimeDays', filter.maxLeadTimeDays, wholeWithin(0, 10_000));
    if (filter.certificates) found.push({ kind: 'all', field: 'certificate', values: filter.certificates });
    if (filter.minOcopStars != null) {
      const stars = this.checked(at('minOcopStars'), filter.minOcopStars, wholeWithin(OCOP_STARS.min, OCOP_STARS.max));
      found.push({ kind: 'all', field: 'certificate', values: [ocopBadge(stars ?? OCOP_STARS.min)] });
    }
    if (filter.demo != null) found.push({ kind: 'flag', field: 'demo', value: filter.demo });
    if (filter.price) {
      const { min, max, ...point } = filter.price;
      found.push({ kind: 'price', field: 'price', ...this.#ladderPoint(at('price'), point), ...range(min, max) });
    }
    if (filter.capacity) {
      const { month, min } = filter.capacity;
      this.checked([...at('capacity'), 'month'], month, wholeWithin(1, 12));
      this.checked([...at('capacity'), 'min'], min, quantity);
      found.push({ kind: 'month', field: 'capacity', month, min });
    }
    if (filter.within) {
      const { centre, radiusKm } = filter.within;
      this.checked([...at('within'), 'radiusKm'], radiusKm, numberWithin(Number.MIN_VALUE, MAX_RADIUS_KM));
      found.push({
        kind: 'within',
        field: 'location',
        centre: this.#point([...at('within'), 'centre'], centre),
        kilometres: radiusKm,
      });
    }
    this.#limit(at('attributes'), filter.attributes, MAX_ATTRIBUTES);
    for (const condition of filter.attributes ?? []) found.push(attributeFilter(condition));
    return found;
  }

  facets({ facets, attributeFacets }: SearchArguments): FacetRequest[] {
    this.#limit(['attributeFacets'], attributeFacets, MAX_ATTRIBUTE_FACETS);
    return [
      ...[...new Set(facets)].map((facet) => FACETS[facet]),
      ...[...new Set(attributeFacets)].map((code) => ({ field: 'attributes', code })),
    ];
  }

  order({ orderBy, priceAt, near, filter }: SearchArguments): Order {
    switch (orderBy) {
      case SearchOrder.RELEVANCE:
        return { by: 'relevance' };
      case SearchOrder.NEWEST:
        return { by: 'newest' };
      case SearchOrder.NEAREST: {
        const from = near ?? filter?.within?.centre;
        if (from) return { by: 'distance', field: 'location', from: this.#point(['near'], from) };
        this.#missing('near', 'NEAREST');
        return { by: 'relevance' };
      }
      default: {
        const point = priceAt ?? filter?.price;
        const descending = orderBy === SearchOrder.PRICE_DESCENDING;
        if (point) return { by: 'price', field: 'price', descending, ...this.#ladderPoint(['priceAt'], point) };
        this.#missing('priceAt', orderBy);
        return { by: 'relevance' };
      }
    }
  }

  #values(path: Path, values: readonly string[], prefix?: string): string[] {
    this.#limit(path, values, MAX_VALUES);
    if (prefix === undefined) return [...values];
    return values.flatMap((value, index) => {
      try {
        return [decodeIdOf(prefix, value, [...path, String(index)])];
      } catch (error) {
        for (const { path, text, code } of userErrorsOf(error) ?? []) this.problems.add(path, text, code);
        return [];
      }
    });
  }

  #ladderPoint(path: Path, { quantity, audience }: LadderPoint): LadderPoint {
    this.checked([...path, 'quantity'], quantity, positiveQuantity);
    return { quantity, audience };
  }

  #point(path: Path, point: GeoPoint): GeoPoint {
    return this.checked(path, point, pointInVietNam) ?? point;
  }

  #limit(path: Path, list: readonly unknown[] | null | undefined, max: number): void {
    if (!list || list.length <= max) return;
    this.problems.add(
      path,
      { vi: `Danh sách tối đa ${max} mục.`, en: `The list may have at most ${max} entries.` },
      'LIMIT_EXCEEDED',
    );
  }

  #missing(argument: 'near' | 'priceAt', order: string): void {
    this.problems.add([argument], {
      vi: `Thứ tự ${order} cần đối số \`${argument}\`.`,
      en: `The order ${order} needs the argument \`${argument}\`.`,
    });
  }
}

/** The province is that of today; choosing places narrows it. */
const FACETS: Record<SearchFacet, FacetRequest> = {
  [SearchFacet.CATEGORY]: { field: 'category' },
  [SearchFacet.PROVINCE]: { field: 'province', narrowedBy: 'place' },
  [SearchFacet.CERTIFICATE]: { field: 'certificate' },
  [SearchFacet.LEGAL_FORM]: { field: 'legalForm' },
  [SearchFacet.UNIT]: { field: 'unit' },
  [SearchFacet.DEMO]: { field: 'demo' },
};

const range = (min?: number | null, max?: number | null) => ({ min: min ?? undefined, max: max ?? undefined });

const attributeFilter = ({ code, in: any, min, max, is, text }: AttributeConditionInput): Filter => ({
  kind: 'attribute',
  field: 'attributes',
  code,
  any: any ?? undefined,
  ...range(min, max),
  is: is ?? undefined,
  text: text ?? undefined,
});
