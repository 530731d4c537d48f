import type { EntityManager } from '@mikro-orm/postgresql';
import sql from 'sql-template-tag';
import { compareFacilities, type FacilityToSave } from '../../../facilities/save-facilities.ts';
import type { PlaceReader } from '../../../places/place-reader.ts';
import { execute } from '../../../platform/database/execute.ts';
import type { UserError } from '../../../platform/errors/user-error.ts';
import { taxCodeIn } from '../../columns/facility-cells.ts';
import type { GivenProduct } from '../../columns/given-product.ts';
import { placeSaid, takePlace } from '../../columns/place-cells.ts';
import type { RowReader } from '../../columns/row-reader.ts';
import { FacilityFinder, type WantedFacility } from './find-facilities.ts';
import type { ImportKeys } from './import-keys.ts';
import type { ReadRow } from './importer.ts';

/** Who makes the product of a row: a facility that is there, or one to be made. */
export interface Maker {
  readonly id: string;
  readonly toMake: FacilityToSave | null;
}

/** What stands before the names of the columns of makers. */
const PREFIX = 'facility.';

/**
 * Finds who makes the products of rows; what rows say of a facility that is there changes nothing of it. A name that is new makes a
 * facility, once for all rows that say it.
 */
export class Makers {
  readonly #finder: FacilityFinder;
  /** Facilities to be made, by their keys: rows of later batches mean the same. */
  readonly #toMake = new Map<string, FacilityToSave>();
  /** What is wrong with them. */
  readonly #errors = new Map<string, readonly UserError[]>();

  constructor(
    keys: ImportKeys,
    readonly places: PlaceReader,
    /** The facility of rows that name none. */
    readonly byDefault: string | undefined,
    readonly now: Date,
  ) {
    this.#finder = new FacilityFinder(keys);
  }

  /** The makers of rows, in their order; undefined where that is wrong or open. */
  async find(em: EntityManager, rows: readonly ReadRow<GivenProduct>[]): Promise<readonly (Maker | undefined)[]> {
    const distinct = new Map<string, WantedFacility>();
    const wanted = rows.map((row) => this.#wanted(row, distinct));
    const named = [...distinct.values()];
    const candidates = await this.#finder.candidates(em, named);
    const known = new Map(named.map((one, place) => [one, candidates[place]!]));
    const makers = rows.map(({ reader, given }, place) => {
      const one = wanted[place];
      if (!one) return this.#default(reader);
      const found = this.#finder.choose(reader, 'facility.name', one, known.get(one)!, 'MAKER');
      if (!found) return undefined;
      return found.isNew ? this.#make(reader, found.id, given, one) : { id: found.id, toMake: null };
    });
    await this.#check(em, makers);
    return makers.map((maker, place) => (maker && this.#isRight(maker, rows[place]!.reader) ? maker : undefined));
  }

  /** What a row calls its maker; rows that say the same share it. */
  #wanted(
    { reader, given: { maker } }: ReadRow<GivenProduct>,
    distinct: Map<string, WantedFacility>,
  ): WantedFacility | null {
    const { name, taxCode, place, address } = maker;
    if (!name && !taxCode) return null;
    const words = JSON.stringify([name, taxCode, place, address]);
    const known = distinct.get(words);
    if (known) return known;
    const said = placeSaid(this.places, maker, reader, PREFIX);
    const wanted = { name, taxCode: taxCode && taxCodeIn(taxCode), place: said };
    distinct.set(words, wanted);
    return wanted;
  }

  #default(reader: RowReader): Maker | undefined {
    if (this.byDefault) return { id: this.byDefault, toMake: null };
    reader.about('facility.name').refuse({
      vi: 'Dòng này không nêu cơ sở sản xuất; hãy chọn một cơ sở cho cả tệp, hoặc thêm cột cơ sở.',
      en: 'The row names no facility; choose one for the whole file, or add a column that does.',
    });
    return undefined;
  }

  /** What is invented has a maker that is. */
  #make(
    reader: RowReader,
    id: string,
    { maker: { phone, address }, demo }: GivenProduct,
    wanted: WantedFacility,
  ): Maker | undefined {
    const known = this.#toMake.get(id);
    if (known) return { id, toMake: known };
    const { name, taxCode, place: said } = wanted;
    const place = said ? takePlace(said, reader, PREFIX) : { id: null, address };
    if (!place) return undefined;
    const fields = { name: name!, taxCode, phone, address: place.address, place: place.id };
    const toMake = { id: null, newId: id, fields, demo };
    this.#toMake.set(id, toMake);
    return { id, toMake };
  }

  /** Has those checked that are met for the first time. */
  async #check(em: EntityManager, makers: readonly (Maker | undefined)[]): Promise<void> {
    const fresh = new Map(
      makers.flatMap((maker) => (maker?.toMake && !this.#errors.has(maker.id) ? [[maker.id, maker.toMake]] : [])),
    );
    if (fresh.size === 0) return;
    const outcomes = await compareFacilities({ em, now: this.now }, [...fresh.values()]);
    for (const [place, id] of [...fresh.keys()].entries()) {
      const outcome = outcomes[place]!;
      this.#errors.set(id, outcome.outcome === 'REFUSED' ? outcome.errors : []);
    }
  }

  #isRight({ id, toMake }: Maker, reader: RowReader): boolean {
    const errors = (toMake && this.#errors.get(id)) ?? [];
    for (const { path, text, code } of errors) reader.about(`${PREFIX}${path[0]}`).refuse(text, { code });
    return errors.length === 0;
  }
}

/** What makers are called, by their keys. */
export async function namesOfMakers(em: EntityManager, makers: readonly Maker[]): Promise<ReadonlyMap<string, string>> {
  const names = new Map(makers.flatMap(({ id, toMake }) => (toMake?.fields.name ? [[id, toMake.fields.name]] : [])));
  const ids = new Set(makers.flatMap(({ id }) => (names.has(id) ? [] : id)));
  const query = sql`select id, name from facility where id = any(${[...ids]}::uuid[])`;
  for (const { id, name } of await execute<{ id: string; name: string }>(em, query)) names.set(id, name);
  return names;
}
