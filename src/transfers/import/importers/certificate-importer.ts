import type { EntityManager } from '@mikro-orm/postgresql';
import {
  type CertificateToSave,
  compareCertificates,
  saveCertificates,
} from '../../../certificates/save-certificates.ts';
import { PlaceReader } from '../../../places/place-reader.ts';
import type { WriteContext } from '../../../platform/database/write.ts';
import { fold, spellingKey } from '../../../platform/text/vietnamese.ts';
import { dayOf } from '../../../platform/time/vietnam-day.ts';
import { blankCertificate, CERTIFICATE_COLUMNS, type GivenCertificate } from '../../columns/certificate-columns.ts';
import type { RowReader } from '../../columns/row-reader.ts';
import { lastDay } from '../../columns/validity.ts';
import { CERTIFICATE_KIND_WORDS, wordOf } from '../../columns/words.ts';
import { isClear } from '../read-rows.ts';
import { certificateOf, findCertificates, numberKey } from './find-certificates.ts';
import { Holders } from './find-holders.ts';
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
  readonly tellingFields = ['kind'];

  private constructor(readonly holders: Holders) {}

  static async open({ id, context: { db, now }, options }: ImportSetting): Promise<CertificateImporter> {
    const places = await PlaceReader.load(db, dayOf(now));
    return new CertificateImporter(new Holders(id, places, options.facility));
  }

  blank(): GivenCertificate {
    return blankCertificate();
  }

  keyOf({ fields, product, facility }: GivenCertificate): string | null {
    if (!fields.kind) return null;
    const { externalId, gtin, name: productName = '' } = product;
    return [externalId ?? gtin ?? spellingKey(productName), makerKey(facility), contentKey(fields)].join(' | ');
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
      const id = certificateOf(known.get(heldBy) ?? [], fields, reader);
      if (id === undefined) return [];
      const name = [wordOf(CERTIFICATE_KIND_WORDS, fields.kind), fields.number].filter(Boolean).join(' ');
      const key = id ?? `${heldBy} ${contentKey(fields)}`;
      return [{ reader, row: { certificate: { id, ...holder, fields, demo }, name, key } }];
    });
    return { rows: refuseTwice(prepared.filter(isClear), 'number', ({ key }) => [key]), newFacilities: [] };
  }

  async compare(em: EntityManager, { rows }: PreparedBatch<CertificateRow>): Promise<readonly RowOutcome[]> {
    const outcomes = await compareCertificates(
      { em },
      rows.map(({ row }) => row.certificate),
    );
    return outcomes.map((outcome, place) => ({ name: rows[place]!.row.name, ...outcome }));
  }

  async write(context: WriteContext, { rows }: PreparedBatch<CertificateRow>): Promise<WrittenBatch> {
    const saved = await saveCertificates(
      context,
      rows.map(({ row }) => row.certificate),
    );
    return {
      outcomes: saved.map((outcome, place) => ({ name: rows[place]!.row.name, ...outcome })),
      records: recordsOf('certificate', saved),
    };
  }
}

/** What tells certificates of one holder apart. */
const contentKey = ({ kind, number, issuer, validFrom }: GivenCertificate['fields']): string =>
  [kind, ...(number ? [numberKey(number)] : ['', fold(issuer ?? ''), validFrom ?? ''])].join(' ');

function requireKind({ reader, given: { fields } }: ReadRow<GivenCertificate>): void {
  if (fields.kind || isOpenOrWrong(reader, 'kind')) return;
  reader.about('kind').refuse({
    vi: 'Thiếu loại giấy chứng nhận.',
    en: 'The kind of the certificate is missing.',
  });
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
