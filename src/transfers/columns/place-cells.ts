import { validate as isUuid } from 'uuid';
import type { PlaceChoice, PlaceReader, PlaceReading } from '../../places/place-reader.ts';
import { fold } from '../../platform/text/vietnamese.ts';
import { type QuestionChoice, QuestionKind, suggesting } from './question.ts';
import { LEAVE_OUT_CHOICE, questionKey, type RowReader } from './row-reader.ts';

/** The answer that leaves the place unknown. */
const UNKNOWN = 'UNKNOWN';

const UNKNOWN_CHOICE: QuestionChoice = {
  choice: UNKNOWN,
  label: {
    vi: 'Để trống địa bàn; giữ nguyên chữ làm địa chỉ',
    en: 'Leave the place empty; the words stay as the address',
  },
};

/** Words that say where something lies: in one column, or in columns of their own. */
export interface GivenPlace {
  place?: string;
  province?: string;
  district?: string;
  commune?: string;
  address?: string;
}

/** What a row says of a place. */
export interface SaidPlace {
  /** The words for it. */
  readonly words: string;
  readonly reading: PlaceReading;
  /** The unit that is certain or was answered; null where it is to stay unknown, undefined while it is open. */
  readonly unit: string | null | undefined;
  /** The address beside them. */
  readonly address: string | undefined;
  /** Whether that is but the province of an address of which no more is certain. */
  readonly isRough: boolean;
}

/** A place that was read: its unit, and the words below it. */
export interface ReadPlace {
  readonly id: string | null;
  readonly address: string | undefined;
}

const FIELDS = ['place', 'commune', 'district', 'province'] as const;

/**
 * Reads where something lies; null where the row does not say it. `prefix` stands before the names of the columns. An address is looked at
 * only where the file has no column for the place, and only as far as it is certain: where that is its province alone, it is rough.
 */
export function placeSaid(places: PlaceReader, given: GivenPlace, row: RowReader, prefix = ''): SaidPlace | null {
  const { place, address, ...parts } = given;
  if (FIELDS.some((field) => field !== 'place' && parts[field] !== undefined)) {
    const below = [address, place].filter(Boolean).join(', ') || undefined;
    const words = [place, parts.commune, parts.district, parts.province].filter(Boolean).join(', ');
    return said(places.readParts({ ...parts, address: below }), words, address, row);
  }
  if (place !== undefined) return said(places.read(place), place, address, row);
  if (address === undefined || FIELDS.some((field) => hasColumn(row, `${prefix}${field}`))) return null;
  const reading = places.read(address);
  if (reading.is === 'place') return said(reading, address, undefined, row);
  const province = places.provinceAtEnd(address);
  return province && { ...said({ is: 'place', ...province }, address, undefined, row), isRough: true };
}

function said(reading: PlaceReading, words: string, address: string | undefined, row: RowReader): SaidPlace {
  const read = { words, reading, address, isRough: false };
  if (reading.is === 'place') return { ...read, unit: reading.id };
  const answer = row.conventions.answers[questionKey(QuestionKind.PLACE, words)];
  return { ...read, unit: answer === UNKNOWN ? null : answer && isUuid(answer) ? answer : undefined };
}

/** The unit of a place and the address below it; undefined where the unit must be asked. */
export function takePlace({ words, reading, address }: SaidPlace, row: RowReader, prefix = ''): ReadPlace | undefined {
  if (reading.is === 'place') return { id: reading.id, address: addressBelow({ address, reading }) };
  const near = reading.is === 'ambiguous' ? reading.choices : reading.suggestions;
  const field = FIELDS.map((name) => `${prefix}${name}`).find((name) => hasColumn(row, name)) ?? null;
  // Of several of the name none is nearer; where nothing is near, the words are kept as they are.
  const suggestion = reading.is === 'ambiguous' ? null : near.length === 0 ? UNKNOWN : reading.likely;
  const choices = suggesting([...choicesOfPlaces(near), UNKNOWN_CHOICE, LEAVE_OUT_CHOICE], suggestion);
  const answer = row.about(field, words).ask(QuestionKind.PLACE, [words], choices, isUuid);
  if (answer === undefined) return undefined;
  if (answer === UNKNOWN) return { id: null, address: joined(address, words) };
  return { id: answer, address: joined(address, near.find(({ id }) => id === answer)?.address) };
}

/** The address of a place as far as it is certain. */
export const addressBelow = ({ address, reading }: Pick<SaidPlace, 'address' | 'reading'>): string | undefined =>
  joined(address, reading.is === 'place' ? reading.address : null);

const hasColumn = (row: RowReader, name: string): boolean => row.columns.some(({ field }) => field === name);

/** An address with the words that stand below the unit, unless one has the other already. */
function joined(address: string | undefined, below: string | null | undefined): string | undefined {
  if (!address || !below) return address || below || undefined;
  const [one, other] = [fold(address), fold(below)];
  if (other.includes(one)) return below;
  return one.includes(other) ? address : `${address}, ${below}`;
}

const choicesOfPlaces = (places: readonly PlaceChoice[]): QuestionChoice[] =>
  places.map(({ id, label }) => ({ choice: id, label: { vi: label, en: label } }));
