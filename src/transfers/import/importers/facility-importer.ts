import type { EntityManager } from '@mikro-orm/postgresql';
import { nameWithForm } from '../../../facilities/facility-name.ts';
import { compareFacilities, type FacilityToSave, saveFacilities } from '../../../facilities/save-facilities.ts';
import { PlaceReader } from '../../../places/place-reader.ts';
import { textOf } from '../../../platform/cells/text-cells.ts';
import type { Compared } from '../../../platform/database/batch.ts';
import type { WriteContext } from '../../../platform/database/write.ts';
import { type Text, UserError } from '../../../platform/errors/user-error.ts';
import { spellingKey } from '../../../platform/text/vietnamese.ts';
import { dayOf } from '../../../platform/time/vietnam-day.ts';
import { blankFacility, FACILITY_COLUMNS, type GivenFacility } from '../../columns/facility-columns.ts';
import { addressBelow, placeSaid, takePlace } from '../../columns/place-cells.ts';
import { QuestionKind, suggesting } from '../../columns/question.ts';
import { LEAVE_OUT, LEAVE_OUT_CHOICE, type RowReader } from '../../columns/row-reader.ts';
import { firstWords, VSIC_VERSION_WORDS } from '../../columns/words.ts';
import { isClear } from '../read-rows.ts';
import { noFacilityIn } from './facility-words.ts';
import { type Candidates, FacilityFinder, type FoundFacility, type WantedFacility } from './find-facilities.ts';
import { ImportKeys } from './import-keys.ts';
import type {
  Importer,
  ImportSetting,
  PreparedBatch,
  PreparedRow,
  ReadRow,
  RowOutcome,
  WrittenBatch,
} from './importer.ts';
import { labelled } from './labelled-changes.ts';
import { recordsOf, refuseTwice, repeated } from './written-records.ts';

/** A row of facilities as it is to be saved. */
interface FacilityRow {
  readonly facility: FacilityToSave;
  readonly name: string;
}

/** Makes rows into facilities: new ones are drafts, and those that are there keep their state. */
export class FacilityImporter implements Importer<GivenFacility, FacilityRow> {
  readonly columns = FACILITY_COLUMNS;
  readonly keyField = 'name';
  readonly tellingFields = ['name', 'taxCode'];

  private constructor(
    readonly now: Date,
    readonly places: PlaceReader,
    readonly finder: FacilityFinder,
  ) {}

  static async open({ id, context: { db, now } }: ImportSetting): Promise<FacilityImporter> {
    return new FacilityImporter(now, await PlaceReader.load(db, dayOf(now)), new FacilityFinder(new ImportKeys(id)));
  }

  blank(): GivenFacility {
    return blankFacility();
  }

  /** A tax code is one facility's; without one, the name and the place say which is meant. */
  keyOf({ fields: { taxCode, name }, place }: GivenFacility): string | null {
    if (taxCode) return `mst ${taxCode.replace(/\D/g, '')}`;
    if (!name) return null;
    const words = [place.place, place.commune, place.district, place.province].filter(Boolean);
    return `name ${nameWithForm(name)} ${spellingKey(words.join(' '))}`;
  }

  keyFieldOf({ fields: { taxCode } }: GivenFacility): string {
    return taxCode ? 'taxCode' : this.keyField;
  }

  async prepare(em: EntityManager, rows: readonly ReadRow<GivenFacility>[]): Promise<PreparedBatch<FacilityRow>> {
    const wanted = rows.map(({ given: { fields, place: words }, reader }) => {
      const place = placeSaid(this.places, words, reader);
      return {
        name: fields.name ?? undefined,
        taxCode: fields.taxCode ?? undefined,
        place,
        phone: fields.phone,
        address: place ? addressBelow(place) : words.address,
      };
    });
    const candidates = await this.finder.candidates(em, wanted);
    const prepared = rows.flatMap((row, place) => this.#row(row, wanted[place]!, candidates[place]!) ?? []);
    const going = refuseTwice(prepared.filter(isClear), 'name', ({ facility: { id, newId } }) => [id, newId]);
    return { rows: going, newFacilities: going.flatMap(({ row: { facility } }) => facility.newId ?? []) };
  }

  async compare(em: EntityManager, { rows }: PreparedBatch<FacilityRow>): Promise<readonly RowOutcome[]> {
    const outcomes = await compareFacilities(
      { em, now: this.now },
      rows.map(({ row }) => row.facility),
    );
    return told(
      rows,
      outcomes.map((outcome, at) => this.#withPlace(outcome, rows[at]!.row.facility)),
    );
  }

  async write(context: WriteContext, { rows }: PreparedBatch<FacilityRow>): Promise<WrittenBatch> {
    const saved = await saveFacilities(
      context,
      rows.map(({ row }) => row.facility),
    );
    return { outcomes: told(rows, saved), records: recordsOf('facility', saved) };
  }

  #row(
    { reader, given }: ReadRow<GivenFacility>,
    wanted: WantedFacility,
    candidates: Candidates,
  ): PreparedRow<FacilityRow> | undefined {
    if (!wanted.name && !wanted.taxCode) {
      reader.about('name').refuse(NO_NAME);
      return undefined;
    }
    if (!this.#isFacility(reader, wanted, candidates)) return undefined;
    const found = this.finder.choose(reader, 'name', wanted, candidates, 'WRITE');
    const place = wanted.place ? takePlace(wanted.place, reader) : { id: null, address: given.place.address };
    const point = pointOf(given, reader);
    askEdition(given, reader);
    if (!found || !place) return undefined;
    if (found.made && found.made.row !== reader.row) {
      const isTold = reader.problems.some(({ code }) => code === 'DUPLICATE');
      if (!isTold) reader.about('name').refuse(repeated(found.made.row), { code: 'DUPLICATE' });
      return undefined;
    }
    const { id: unit, address } = place;
    // A place that stays unknown takes none away, and the province of an address none that is nearer.
    const isKnown = unit !== null && (found.isNew || !wanted.place?.isRough);
    const fields = { ...given.fields, ...point, place: isKnown ? unit : undefined, address };
    return {
      reader,
      row: { facility: { ...keyFor(found), fields, demo: given.demo }, name: wanted.name ?? wanted.taxCode! },
    };
  }

  /** What would change, with places by what they are called; that of a new facility too. */
  #withPlace(compared: Compared, { fields }: FacilityToSave): Compared {
    if (compared.outcome === 'REFUSED') return compared;
    const isPlaced = compared.outcome === 'CREATED' && fields.place;
    const given = isPlaced ? [{ field: 'place', from: null, to: fields.place }] : [];
    const changes = labelled([...compared.changes, ...given], 'place', (id) => this.places.labelOf(id));
    return { ...compared, changes };
  }

  /** Whether a row is about a facility; where it hardly is that is asked, once for all that look alike. */
  #isFacility(reader: RowReader, { name }: WantedFacility, { byName }: Candidates): boolean {
    if (name === undefined || byName.length > 0) return true;
    const at = reader.columns.find(({ field }) => field === 'name')?.index;
    const others = reader.cells.flatMap((cell, index) => (index === at ? [] : (textOf(cell) ?? [])));
    const looks = noFacilityIn(name, others);
    const isUnit = looks === 'ALONE' && TYPED_UNIT.test(name) && this.places.read(name).is !== 'unknown';
    if (looks === null || (looks === 'ALONE' && !isUnit && !saysMore(reader))) return true;
    const about = isUnit ? 'UNIT' : looks;
    const choices = suggesting([LEAVE_OUT_CHOICE, KEEP_CHOICE], about === 'ALONE' ? null : LEAVE_OUT);
    return reader.about('name', name).ask(QuestionKind.NOT_GOODS, [about], choices) !== undefined;
  }
}

/** Whether the file has a field beside the name at all, or is but a list of names. */
const saysMore = ({ columns }: RowReader): boolean =>
  columns.some(({ field, samples }) => field !== null && field !== 'name' && samples.length > 0);

const KEEP_CHOICE = { choice: 'KEEP', label: { vi: 'Là cơ sở, cứ nhập', en: 'These are facilities: import them' } };

/** A unit with what it is. */
const TYPED_UNIT = /^(?:xã|phường|thị trấn|đặc khu|quận|huyện|thị xã|thành phố|tỉnh|tp|tx|tt)[ .]/i;

const keyFor = ({ id, isNew }: FoundFacility) => (isNew ? { id: null, newId: id } : { id, newId: undefined });

/** Fields that mostly stand in one column with another, in which they are told of where the file has none of theirs. */
const BESIDE: Readonly<Record<string, string>> = { location: 'latitude', monthlyCapacityUnit: 'monthlyCapacity' };

/** The outcomes of rows. */
const told = (rows: readonly PreparedRow<FacilityRow>[], outcomes: readonly Compared[]): RowOutcome[] =>
  outcomes.map((outcome, place) => {
    const { reader, row } = rows[place]!;
    if (outcome.outcome !== 'REFUSED') return { name: row.name, ...outcome };
    return { name: row.name, ...outcome, errors: outcome.errors.map((error) => inColumn(error, reader)) };
  });

function inColumn(error: UserError, { columns }: RowReader): UserError {
  const [field = ''] = error.path;
  const beside = BESIDE[field];
  if (beside === undefined || columns.some((column) => column.field === field)) return error;
  return new UserError(error.code, [beside], error.text);
}

/** The point of both degrees; one alone is refused. */
function pointOf({ latitude, longitude }: GivenFacility, reader: RowReader) {
  if (latitude === undefined && longitude === undefined) return {};
  if (latitude !== undefined && longitude !== undefined) return { location: { latitude, longitude } };
  const missing = latitude === undefined ? 'latitude' : 'longitude';
  const isRead = reader.problems.every(({ column }) => column?.field !== missing);
  if (isRead) reader.about(missing).refuse(HALF_A_POINT);
  return {};
}

/** The same digits mean other things in the two editions: of which a file is, is asked once. */
function askEdition({ fields }: GivenFacility, reader: RowReader): void {
  if (!fields.vsicCode || fields.vsicVersion !== undefined) return;
  const labels = firstWords(VSIC_VERSION_WORDS);
  const choices = Object.keys(VSIC_VERSION_WORDS).map((choice, place) => ({
    choice,
    label: { vi: labels[place]!, en: labels[place]! },
  }));
  const about = reader.about('vsicCode', fields.vsicCode);
  const answer = about.ask(QuestionKind.VALUE, ['vsicVersion'], [...choices, LEAVE_OUT_CHOICE], () => false);
  if (answer !== undefined) fields.vsicVersion = answer as GivenFacility['fields']['vsicVersion'];
}

const NO_NAME: Text = {
  vi: 'Thiếu tên cơ sở.',
  en: 'The name of the facility is missing.',
};
const HALF_A_POINT: Text = {
  vi: 'Cần cả vĩ độ và kinh độ.',
  en: 'Latitude and longitude are needed together.',
};
