import { CertificateKind } from '../certificates/certificate.entity.ts';
import type { LegalForm } from '../facilities/facility.entity.ts';
import { AdministrativeUnit } from '../places/administrative-unit.entity.ts';
import type { Database } from '../platform/database/database.ts';
import type { Language } from '../platform/errors/user-error.ts';
import { ref } from '../platform/read/reads.ts';
import type { FacetCount, FacetRequest, Filter } from '../platform/search/query.ts';
import { unitOf } from '../platform/standards/units.ts';
import { AttributeDefinition, AttributeOption, Category } from '../products/category.entity.ts';
import type { CatalogueKind } from './search.inputs.ts';

/** A facet of the API: what to count, and what the counts are in GraphQL. */
interface FacetField {
  readonly request: FacetRequest;
  readonly shown: (count: FacetCount, language: Language) => object | null;
}

const KINDS: ReadonlySet<string> = new Set(Object.values(CertificateKind));

const FIELDS: Readonly<Record<string, FacetField>> = {
  categories: {
    request: { field: 'category' },
    shown: ({ value, count }) => ({ category: ref(Category, value), count }),
  },
  provinces: {
    request: { field: 'province', narrowedBy: 'place' },
    shown: ({ value, count }) => ({ province: ref(AdministrativeUnit, value), count }),
  },
  certificates: {
    request: { field: 'certificate' },
    // Numbers of stars are badges too, but no kinds.
    shown: ({ value, count }) => (KINDS.has(value) ? { kind: value as CertificateKind, count } : null),
  },
  legalForms: {
    request: { field: 'legalForm' },
    shown: ({ value, count }) => ({ legalForm: value as LegalForm, count }),
  },
  units: {
    request: { field: 'unit' },
    shown: ({ value, count }, language) => ({ unit: value, name: unitOf(value)?.name[language] ?? value, count }),
  },
  kinds: {
    request: { field: 'kind' },
    shown: ({ value, count }) => ({ kind: value.toUpperCase() as CatalogueKind, count }),
  },
};

/** A custom attribute whose values can be counted. */
export interface CountableAttribute {
  readonly id: string;
  readonly code: string;
  /** Keys of the options of an ENUM by their code; null for a BOOLEAN. */
  readonly options: Readonly<Record<string, string>> | null;
}

const MAX_ATTRIBUTES = 20;

/** The attributes of the one category that is filtered by, its own and those of the categories above it. */
export async function countableAttributes(db: Database, filters: readonly Filter[]): Promise<CountableAttribute[]> {
  const [filter, ...others] = filters.filter(({ field }) => field === 'category');
  if (filter?.kind !== 'any' || filter.values.length !== 1 || others.length > 0) return [];
  return db.query<CountableAttribute>(
    `select definition.id, definition.code,
       case definition.type when 'ENUM' then
         (select jsonb_object_agg(option.code, option.id) from attribute_option option where option.definition_id = definition.id) end as options
     from category join attribute_definition definition on definition.category_id = any(category.path)
     where category.id = $1 and definition.type in ('ENUM', 'BOOLEAN')
     order by array_position(category.path, definition.category_id), definition.position, definition.code
     limit $2`,
    [filter.values[0], MAX_ATTRIBUTES],
  );
}

/** What to count for the selected fields of a type of facets, the attributes last. */
export const facetRequests = (
  selected: readonly string[],
  attributes: readonly CountableAttribute[],
): readonly FacetRequest[] => [
  ...selected.flatMap((name) => FIELDS[name]?.request ?? []),
  ...attributes.map(({ code }) => ({ field: 'attributes', code })),
];

/** The counts of those requests as the object of GraphQL. */
export function shownFacets(
  selected: readonly string[],
  attributes: readonly CountableAttribute[],
  counts: readonly (readonly FacetCount[])[],
  language: Language,
): object {
  const fields = selected.flatMap((name) => (FIELDS[name] ? [{ name, ...FIELDS[name] }] : []));
  const shown = fields.map(({ name, shown }, index) => [
    name,
    counts[index]!.flatMap((count) => shown(count, language) ?? []),
  ]);
  const values = attributes.map((attribute, index) => ({
    definition: ref(AttributeDefinition, attribute.id),
    values: counts[fields.length + index]!.map((count) => attributeValue(attribute, count)),
  }));
  return { ...Object.fromEntries(shown), attributes: values };
}

const attributeValue = ({ options }: CountableAttribute, { value, count }: FacetCount): object => ({
  option: options?.[value] ? ref(AttributeOption, options[value]) : null,
  boolean: options ? null : value === 'true',
  count,
});
