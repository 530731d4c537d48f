import type { EntityManager } from '@mikro-orm/postgresql';
import sql from 'sql-template-tag';
import { validate as isUuid } from 'uuid';
import { FacilityStatus } from '../../../facilities/facility.entity.ts';
import { type FacilityMatch, findFacilities } from '../../../facilities/facility-candidates.ts';
import {
  facilityNameKey,
  facilityNameSpelling,
  haveOtherForms,
  isSpeltAlike,
  nameWithForm,
} from '../../../facilities/facility-name.ts';
import { parsePhone } from '../../../facilities/phone.ts';
import { execute } from '../../../platform/database/execute.ts';
import type { Text } from '../../../platform/errors/user-error.ts';
import { isMistyped } from '../../../platform/text/mistyped.ts';
import { spellingKey } from '../../../platform/text/vietnamese.ts';
import type { SaidPlace } from '../../columns/place-cells.ts';
import { QuestionKind, suggesting } from '../../columns/question.ts';
import { LEAVE_OUT_CHOICE, type RowReader } from '../../columns/row-reader.ts';
import type { ImportKeys } from './import-keys.ts';

/** What a row calls a facility by; at least a name or a tax code. */
export interface WantedFacility {
  readonly name: string | undefined;
  readonly taxCode: string | undefined;
  readonly place: SaidPlace | null;
  /** Where it is reached, of a row that writes it. */
  readonly phone?: string | null;
  readonly address?: string | null;
}

/** The facilities that a row may mean. */
export type Candidates = Awaited<ReturnType<typeof findFacilities>>[number];

/** The facility of a row; a new one has the key that it will get. */
export interface FoundFacility {
  readonly id: string;
  /** Whether it is still to be made. */
  readonly isNew: boolean;
  /** Null for one that others have made. */
  readonly made: Made | null;
}

/** A facility that the import makes, or has made. */
interface Made {
  /** The first row that says it; null where that was before the import was interrupted. */
  readonly row: number | null;
}

/** What a row has a facility for: to write it, to say who makes a product, or who holds a certificate; a holder is never new. */
export type FacilityUse = 'WRITE' | 'MAKER' | 'HOLDER';

/** The answer that makes a facility of a name that resembles others. */
const NEW = 'NEW';

const NEW_CHOICE = {
  choice: NEW,
  label: { vi: 'Cơ sở mới (tạo bản nháp)', en: 'A new facility (made as a draft)' },
};

/**
 * Finds the facilities that rows of one import mean: by tax code, else by the name in the place that is said. A name that is new is a new
 * facility, the same for all rows that say it; one that others in the province have, or that resembles others, is asked. Names of one file
 * do not resemble each other, whether what they make is there already or not. Keys of new ones follow from the import and the words, so
 * that they are known again after a crash.
 */
export class FacilityFinder {
  readonly #made = new Map<string, Made>();
  readonly #madeByName = new Map<string, FacilityMatch[]>();
  /** Those made that are there, of those that the rows looked up last may mean. */
  #written: ReadonlySet<string> = new Set();
  /** The provinces, of today and the past, in which units lie. */
  readonly #provinces = new Map<string, readonly string[]>();

  constructor(readonly keys: ImportKeys) {}

  /** Looks up whom rows may mean; in three statements for all of them. */
  async candidates(em: EntityManager, wanted: readonly WantedFacility[]): Promise<readonly Candidates[]> {
    if (wanted.length === 0) return [];
    const found = await findFacilities(
      em,
      wanted.map(({ name = null, taxCode = null }) => ({ name, taxCode })),
      this.keys,
    );
    await this.#readWritten(em, wanted);
    await this.#readProvinces(em, [
      ...wanted.map(({ place }) => place?.unit),
      ...found.flatMap(({ byName, similar }) => [...byName, ...similar].map(({ place }) => place)),
    ]);
    return found;
  }

  /** The facility that a row means; undefined where that is asked, or wrong. `field` is the column of its name. */
  choose(
    reader: RowReader,
    field: string,
    wanted: WantedFacility,
    { byTaxCode, byName, similar }: Candidates,
    use: FacilityUse,
  ): FoundFacility | undefined {
    const mayBeNew = use !== 'HOLDER';
    const named = this.#withMade(byName, wanted);
    const certain = byTaxCode ?? this.#certain(named, wanted);
    if (certain) return this.#found(certain.id);
    const keys = this.#keysOf(wanted);
    const made = keys.find((key) => this.#made.has(key));
    if (made !== undefined) return this.#found(made);
    const near = (named.length > 0 ? named : similar).filter((match) => this.#mayBe(match, wanted));
    if (near.length === 0) return this.#unknown(reader, field, wanted, mayBeNew ? keys[0] : undefined);
    const choices = near.map(({ id, label }) => ({ choice: id, label: { vi: label, en: label } }));
    // A row that writes would give another facility its name.
    const likeliest = use === 'WRITE' ? null : this.#likeliest(near, wanted);
    const asked = suggesting([...choices, ...(mayBeNew ? [NEW_CHOICE] : []), LEAVE_OUT_CHOICE], likeliest);
    const answer = reader
      .about(field, wanted.name ?? wanted.taxCode ?? null)
      .ask(QuestionKind.FACILITY, [wordsOf(wanted), placeWords(wanted)], asked, (id) => isUuid(id));
    if (answer === undefined) return undefined;
    return answer === NEW ? this.#new(reader, keys[0]!, wanted) : this.#found(answer);
  }

  #found(id: string): FoundFacility {
    const made = this.#made.get(id) ?? null;
    return { id, isNew: made !== null && !this.#written.has(id), made };
  }

  #unknown(
    reader: RowReader,
    field: string,
    wanted: WantedFacility,
    newId: string | undefined,
  ): FoundFacility | undefined {
    if (newId !== undefined && wanted.name) return this.#new(reader, newId, wanted);
    const text = wanted.name ? NO_SUCH_NAME : NO_SUCH_CODE;
    reader.about(field, wanted.name ?? wanted.taxCode ?? null).refuse(text, { code: 'NOT_FOUND' });
    return undefined;
  }

  #new({ row }: RowReader, id: string, { name = '', taxCode, place }: WantedFacility): FoundFacility {
    const label = [name, place?.words, taxCode].filter(Boolean).join(' · ');
    const content = { name, label, taxCode: taxCode ?? null, place: place?.unit ?? null, address: null, phone: null };
    this.#remember({ id, ...content, status: FacilityStatus.DRAFT, demo: false }, row);
    return this.#found(id);
  }

  #remember(match: FacilityMatch, row: number | null): void {
    if (this.#made.has(match.id)) return;
    this.#made.set(match.id, { row });
    const key = facilityNameKey(match.name);
    const named = this.#madeByName.get(key);
    if (named) named.push(match);
    else this.#madeByName.set(key, [match]);
  }

  /** Looks up which of the facilities that rows may mean the import has made already; as a check, which has made none, remembers them. */
  async #readWritten(em: EntityManager, wanted: readonly WantedFacility[]): Promise<void> {
    const names = wanted.flatMap(({ name }) => (name ? [facilityNameKey(name)] : []));
    const rows = await execute<FacilityMatch>(
      em,
      sql`
        select id, name, concat_ws(' · ', name, tax_code) as label, tax_code as "taxCode", place_id as place,
          null as address, null as phone, status, demo
        from facility
        where id between ${this.keys.first}::uuid and ${this.keys.last}::uuid
          and (name_key = any(${names}::text[]) or id = any(${wanted.flatMap((one) => this.#keysOf(one))}::uuid[]))`,
    );
    this.#written = new Set(rows.map(({ id }) => id));
    for (const match of rows) this.#remember(match, null);
  }

  /** The keys that the facility of a row has if the import makes it, or has made it of a row that says less. */
  #keysOf(wanted: WantedFacility): string[] {
    const names = wanted.name ? new Set([nameWithForm(wanted.name), facilityNameSpelling(wanted.name)]) : [];
    const words = [
      ...(wanted.taxCode ? [`mst ${digitsOf(wanted.taxCode)}`] : []),
      ...[...names].flatMap((name) => [`${name} | ${placeWords(wanted)}`, `${name} |`]),
    ];
    return words.map((text) => this.keys.ofWords(text.trim()));
  }

  /** Those of the name, with those that the file makes. */
  #withMade(byName: readonly FacilityMatch[], { name }: WantedFacility): FacilityMatch[] {
    const made = (name && this.#made.size > 0 && this.#madeByName.get(facilityNameKey(name))) || [];
    return [...byName, ...made.filter(({ id }) => !byName.some((match) => match.id === id))];
  }

  /** The one facility of a name and form, spelt alike; where a place is said or is to stay unknown, the one there. */
  #certain(named: readonly FacilityMatch[], wanted: WantedFacility): FacilityMatch | undefined {
    const { name, place, taxCode } = wanted;
    const fitting = named.filter(
      (match) =>
        !hasOtherTaxCode(match, taxCode) &&
        (name === undefined || isNamedSo(match, name)) &&
        !isReachedElsewhere(match, wanted),
    );
    const there = place === null ? fitting : fitting.filter((match) => this.#isThere(match, place));
    return there.length === 1 ? there[0] : undefined;
  }

  #isThere({ place }: FacilityMatch, { unit, isRough }: SaidPlace): boolean {
    return place === unit || (isRough && (place === null || (this.#provinces.get(place)?.includes(unit!) ?? false)));
  }

  /** Whether a facility of the name may be the one that is meant: not with another tax code, nor in another province, unless by telephone. */
  #mayBe(match: FacilityMatch, { taxCode, place, phone }: WantedFacility): boolean {
    if (hasOtherTaxCode(match, taxCode)) return false;
    if (match.phone !== null && match.phone === plainPhone(phone)) return true;
    if (!place?.unit || match.place === null) return true;
    const provinces = this.#provinces.get(match.place) ?? [];
    return (this.#provinces.get(place.unit) ?? []).some((province) => provinces.includes(province));
  }

  /** The only facility there whose name differs by no more than a form that one leaves out, its marks or one letter; null where there is none. */
  #likeliest(near: readonly FacilityMatch[], { name, place }: WantedFacility): string | null {
    if (name === undefined) return null;
    const key = facilityNameKey(name);
    // Two names of one file are two.
    const alike = near.filter(
      ({ id, name: other }) =>
        !this.#made.has(id) && isNearly(facilityNameKey(other), key) && !haveOtherForms(other, name),
    );
    const [only, ...others] = alike.filter((match) => {
      const units = match.place === null ? [] : [match.place, ...(this.#provinces.get(match.place) ?? [])];
      return !place?.unit || match.place === null || units.includes(place.unit);
    });
    return only && others.length === 0 ? only.id : null;
  }

  async #readProvinces(em: EntityManager, units: readonly (string | null | undefined)[]): Promise<void> {
    const asked = [...new Set(units)].filter((unit): unit is string => !!unit && !this.#provinces.has(unit));
    if (asked.length === 0) return;
    const rows = await execute<{ unit: string; provinces: string[] }>(
      em,
      sql`
        select c.inner_id as unit, array_agg(c.outer_id) as provinces
        from unit_containment c join administrative_unit u on u.id = c.outer_id and u.level = 'PROVINCE'
        where c.inner_id = any(${asked}::uuid[]) group by c.inner_id`,
    );
    for (const { unit, provinces } of rows) this.#provinces.set(unit, provinces);
  }
}

const isNamedSo = ({ name }: FacilityMatch, wanted: string): boolean =>
  isSpeltAlike(name, wanted) && !haveOtherForms(name, wanted);

/** Whether both the telephone and the address of a facility are others than the row says: two people may have one name. */
function isReachedElsewhere(match: FacilityMatch, { phone, address }: WantedFacility): boolean {
  if (match.phone === null || match.address === null || !phone || !address) return false;
  const [stored, said] = [match.address, address].map(spellingKey) as [string, string];
  return match.phone !== plainPhone(phone) && !stored.includes(said) && !said.includes(stored);
}

/** A telephone number as facilities have it; null where it is none. */
function plainPhone(phone: string | null | undefined): string | null {
  const parsed = phone ? parsePhone(phone) : null;
  return parsed?.ok ? parsed.value : null;
}

const digitsOf = (text: string): string => text.replace(/\D/g, '');

const hasOtherTaxCode = (match: FacilityMatch, taxCode: string | undefined): boolean =>
  taxCode !== undefined && match.taxCode !== null && digitsOf(match.taxCode) !== digitsOf(taxCode);

const isNearly = (one: string, other: string): boolean => one === other || isMistyped(one, other);

/** The words for a place, however its unit is written. */
const placeWords = ({ place }: WantedFacility): string => (place ? (place.unit ?? spellingKey(place.words)) : '');

const wordsOf = ({ name, taxCode }: WantedFacility): string => (name ? nameWithForm(name) : digitsOf(taxCode ?? ''));

const NO_SUCH_NAME: Text = {
  vi: 'Không có cơ sở nào mang tên này.',
  en: 'There is no facility of this name.',
};
const NO_SUCH_CODE: Text = {
  vi: 'Không có cơ sở nào mang mã số thuế này; cần thêm tên cơ sở.',
  en: 'No facility has this tax code; its name is needed.',
};
