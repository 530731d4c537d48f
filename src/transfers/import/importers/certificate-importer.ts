import type { EntityManager } from '@mikro-orm/postgresql';
import type { CertificateKind } from '../../../certificates/certificate.entity.ts';
import {
  type CertificateToSave,
  compareCertificates,
  saveCertificates,
} from '../../../certificates/save-certificates.ts';
import { PlaceReader } from '../../../places/place-reader.ts';
import { quoted } from '../../../platform/cells/reading.ts';
import type { Compared } from '../../../platform/database/batch.ts';
import type { WriteContext } from '../../../platform/database/write.ts';
import { UserError } from '../../../platform/errors/user-error.ts';
import { spellingKey } from '../../../platform/text/vietnamese.ts';
import { dayOf } from '../../../platform/time/vietnam-day.ts';
import { blankCertificate, CERTIFICATE_COLUMNS, type GivenCertificate } from '../../columns/certificate-columns.ts';
import { kindNamed } from '../../columns/certificate-kinds.ts';
import type { ImportColumn } from '../../columns/import-column.ts';
import type { RowReader } from '../../columns/row-reader.ts';
import { lastDay } from '../../columns/validity.ts';
import { CERTIFICATE_KIND_WORDS, wordOf } from '../../columns/words.ts';
import { isClear } from '../read-rows.ts';
import { certificateKey, certificateOf, findCertificates } from './find-certificates.ts';
import { Holders } from './find-holders.ts';
import { ImportKeys } from './import-keys.ts';
import type { Importer, ImportSetting, PreparedBatch, ReadRow, RowOutcome, WrittenBatch } from './importer.ts';
import { makerKey } from './product-keys.ts';
import { recordsOf, refuseTwice } from './written-records.ts';

/** A row of certificates as it is to be saved. */
interface CertificateRow {
  readonly certificate: CertificateToSave;
  readonly name: string;
  /** What no other row of the file may mean. */
  readonly key: string;
}

/** Makes rows into certificates of products and facilities that are there. It verifies none. */
export class CertificateImporter implements Importer<GivenCertificate, CertificateRow> {
  readonly columns = CERTIFICATE_COLUMNS;
  readonly keyField = 'number';
  readonly tellingFields: readonly string[];

  private constructor(
    readonly keys: ImportKeys,
    readonly holders: Holders,
    /** The kind of rows that name none. */
    readonly kind: CertificateKind | undefined,
  ) {
    this.tellingFields = kind ? HOLDER_FIELDS : ['kind', 'stars'];
  }

  static async open({ id, context: { db, now }, options }: ImportSetting): Promise<CertificateImporter> {
    const places = await PlaceReader.load(db, dayOf(now));
    const keys = new ImportKeys(id);
    return new CertificateImporter(keys, new Holders(keys, places, options.facility), options.certificateKind);
  }

  blank(): GivenCertificate {
    return blankCertificate(this.kind);
  }

  /** Of a table with a column for each kind nobody knows which number, issuer and days are whose. */
  refuseColumns(columns: readonly ImportColumn[]): void {
    if (columns.some(({ field }) => field === 'kind')) return;
    const kinds = columns.filter(
      ({ header, field, confidence }) => field === null && confidence === null && header && kindNamed(header),
    );
    if (kinds.length > 0) throw columnsOfKinds(kinds.map(({ header }) => header!));
  }

  keyOf({ fields, product, facility }: GivenCertificate): string | null {
    if (!fields.kind) return null;
    const { externalId, gtin, name: productName = '' } = product;
    return [externalId ?? gtin ?? spellingKey(productName), makerKey(facility), certificateKey(fields)].join(' | ');
  }

  async prepare(em: EntityManager, rows: readonly ReadRow<GivenCertificate>[]): Promise<PreparedBatch<CertificateRow>> {
    for (const row of rows) {
      requireKind(row);
      endPeriod(row);
    }
    const holders = await this.holders.find(em, rows);
    const known = await findCertificates(
      em,
      holders.filter((holder) => holder !== undefined),
    );
    const prepared = rows.flatMap(({ reader, given: { fields, demo } }, place) => {
      const holder = holders[place];
      if (!holder || !fields.kind) return [];
      const heldBy = (holder.product ?? holder.facility)!;
      const id = certificateOf(known.get(heldBy) ?? [], fields, reader, this.keys);
      if (id === undefined) return [];
      const name = [wordOf(CERTIFICATE_KIND_WORDS, fields.kind), fields.number].filter(Boolean).join(' ');
      const newId = this.keys.ofRow(reader.row);
      const key = id ?? `${heldBy} ${certificateKey(fields)}`;
      return [{ reader, row: { certificate: { id, newId, ...holder, fields, demo }, name, key } }];
    });
    return { rows: refuseTwice(prepared.filter(isClear), 'number', ({ key }) => [key]), newFacilities: [] };
  }

  async compare(em: EntityManager, { rows }: PreparedBatch<CertificateRow>): Promise<readonly RowOutcome[]> {
    const outcomes = await compareCertificates(
      { em },
      rows.map(({ row }) => row.certificate),
    );
    return outcomes.map((outcome, place) => ({
      name: rows[place]!.row.name,
      ...inColumns(rows[place]!.reader, outcome),
    }));
  }

  async write(context: WriteContext, { rows }: PreparedBatch<CertificateRow>): Promise<WrittenBatch> {
    const saved = await saveCertificates(
      context,
      rows.map(({ row }) => row.certificate),
    );
    return {
      outcomes: saved.map((outcome, place) => ({
        name: rows[place]!.row.name,
        ...inColumns(rows[place]!.reader, outcome),
      })),
      records: recordsOf('certificate', saved),
    };
  }
}

const HOLDER_FIELDS = CERTIFICATE_COLUMNS.flatMap(({ field }) =>
  /^(?:product|facility)\./.test(field) ? [field] : [],
);

function requireKind({ reader, given: { fields } }: ReadRow<GivenCertificate>): void {
  if (fields.kind || isOpenOrWrong(reader, 'kind')) return;
  reader.about('kind').refuse({
    vi: 'Thiếu loại giấy chứng nhận; hãy ghi vào dòng, hoặc chọn một loại cho cả tệp (certificateKind).',
    en: 'The kind of the certificate is missing: write it in the row, or choose one for the whole file (certificateKind).',
  });
}

function columnsOfKinds(headers: readonly string[]): UserError {
  const named = headers.map((header) => quoted(header)).join(', ');
  return new UserError('BAD_INPUT', ['columns'], {
    vi: `Các cột ${named} là những loại giấy chứng nhận: hãy ghi mỗi giấy chứng nhận một dòng, với các cột loại, số, cơ quan cấp và thời hạn; hoặc cho biết cột nào bỏ qua (columns).`,
    en: `The columns ${named} are kinds of certificates: write a row for each certificate, with columns of kind, number, issuer and days; or say which columns to leave out (columns).`,
  });
}

/** What is wrong with the stars, told of the kind where these have no column: they are written with it. */
function inColumns(reader: RowReader, outcome: Compared): Compared {
  if (outcome.outcome !== 'REFUSED' || reader.columns.some(({ field }) => field === 'stars')) return outcome;
  const errors = outcome.errors.map(
    ({ code, path, text }) => new UserError(code, path[0] === 'stars' ? ['kind'] : path, text),
  );
  return { ...outcome, errors };
}

/** Makes how long it holds its last day. */
function endPeriod({ reader, given: { fields, lasts } }: ReadRow<GivenCertificate>): void {
  if (!lasts) return;
  if (fields.validFrom) fields.validTo = lastDay(fields.validFrom, lasts);
  else if (!isOpenOrWrong(reader, 'validFrom')) {
    reader.about('validTo').refuse({
      vi: 'Ô này ghi thời hạn: cần thêm ngày bắt đầu có hiệu lực để biết ngày hết hạn.',
      en: 'The cell says how long it holds: the first day is needed to know the last.',
    });
  }
}

const isOpenOrWrong = ({ questions, problems }: RowReader, field: string): boolean =>
  [...questions, ...problems].some(({ column }) => column?.field === field);
