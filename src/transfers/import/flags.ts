import { InvalidArgumentError } from 'commander';
import type { CertificateKind } from '../../certificates/certificate.entity.ts';
import { FACILITY_PREFIX } from '../../facilities/facility.read.ts';
import { findFacilities } from '../../facilities/facility-candidates.ts';
import type { Database } from '../../platform/database/database.ts';
import { UserError } from '../../platform/errors/user-error.ts';
import { decodeId, encodeId } from '../../platform/graphql/ids.ts';
import type { Encoding } from '../../platform/tables/encoding.ts';
import { columnIndex } from '../../platform/tables/spreadsheet-text.ts';
import type { TransferKind } from '../transfer-kind.ts';
import type { ImportOrder } from './command.ts';
import type { ChosenColumn } from './configure-import.ts';
import type { Publish } from './settings.ts';

/** The options of `caunoi import` as they are parsed. */
export interface ImportFlags {
  readonly kind: string;
  readonly source?: string;
  readonly facility?: string;
  readonly category?: string;
  readonly certificate?: string;
  readonly sheet?: string;
  readonly headerRow?: number;
  readonly encoding?: Encoding;
  readonly delimiter?: string;
  readonly vatIncluded?: boolean;
  readonly column: readonly ChosenColumn[];
  readonly leaveOut?: number[];
  readonly publish: string;
  readonly answer: Record<string, string>;
  readonly accept: boolean;
  readonly dryRun: boolean;
  readonly withoutUndecided: boolean;
  readonly refused?: string;
  readonly by: string;
}

/** What is to be done, with the keys that ids and codes stand for. @throws UserError for a category that there is not */
export async function orderOf(db: Database, path: string, flags: ImportFlags): Promise<ImportOrder> {
  const { source, sheet, headerRow, encoding, delimiter, vatIncluded, column, leaveOut } = flags;
  const { answer, accept, dryRun, withoutUndecided, by } = flags;
  const facility = flags.facility === undefined ? undefined : await facilityKey(db, flags.facility);
  const category = flags.category === undefined ? undefined : await categoryKey(db, flags.category);
  const certificateKind = flags.certificate?.toUpperCase() as CertificateKind | undefined;
  return {
    path,
    kind: flags.kind.toUpperCase() as TransferKind,
    source,
    options: {
      ...{ sheet, headerRow, encoding, delimiter, vatIncluded, leaveOut, facility, category, certificateKind },
      publish: flags.publish.toUpperCase() as Publish,
    },
    columns: column,
    answers: answer,
    acceptSuggestions: accept,
    dryRun,
    withoutUndecided,
    by,
  };
}

/** The key of a facility by its id, its tax code or its name. */
async function facilityKey(db: Database, said: string): Promise<string> {
  const id = decodeId(said);
  if (id?.prefix === FACILITY_PREFIX) return id.uuid;
  const [found] = await findFacilities(db, [{ taxCode: said, name: said }]);
  const named = found!.byTaxCode ? [found!.byTaxCode] : found!.byName;
  if (named.length === 1) return named[0]!.id;
  const near = [...named, ...found!.similar]
    .map(({ id: key, label }) => `${encodeId(FACILITY_PREFIX, key)} (${label})`)
    .join(', ');
  throw new UserError('NOT_FOUND', ['facility'], {
    vi: `Không có đúng một cơ sở nào mang tên, mã số thuế hoặc mã định danh "${said}"${near && `; có thể là ${near}`}.`,
    en: `Not just one facility has the name, tax code or id "${said}"${near && `; perhaps ${near}`}.`,
  });
}

async function categoryKey(db: Database, code: string): Promise<string> {
  const [category] = await db.query<{ id: string }>('select id from category where code = $1', [code]);
  if (category) return category.id;
  throw new UserError('NOT_FOUND', ['category'], {
    vi: `Không có nhóm hàng nào mang mã "${code}".`,
    en: `No category has the code "${code}".`,
  });
}

/** Parses "3,17,20". */
export function rowNumbers(value: string): number[] {
  const numbers = value.split(',').map(Number);
  if (numbers.every((number) => Number.isInteger(number) && number > 0)) return numbers;
  throw new InvalidArgumentError('It must be numbers of rows, separated by commas.');
}

/** Adds "key=choice" to the answers before it. */
export function keyAndChoice(value: string, before: Record<string, string>): Record<string, string> {
  const cut = value.lastIndexOf('=');
  if (cut > 0)
    return { ...before, [value.slice(0, cut)]: value.slice(cut + 1).replace(/^[a-z]{3}_(?=[0-9a-f-]{36}$)/, '') };
  throw new InvalidArgumentError('It must read key=choice, with a key of a question that was printed.');
}

/** Adds "B=nameVi" to the columns before it; "B=" is a column that is no field. */
export function letterAndField(value: string, before: readonly ChosenColumn[]): ChosenColumn[] {
  const [, letters, field] = /^([a-z]{1,3})=(\w*)$/i.exec(value) ?? [];
  if (letters) return [...before, { index: columnIndex(letters), field: field || null }];
  throw new InvalidArgumentError('It must read B=field, with the letters of a column, or B= for one that is no field.');
}
