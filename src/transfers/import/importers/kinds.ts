import { CERTIFICATE_COLUMNS } from '../../columns/certificate-columns.ts';
import type { TransferColumn } from '../../columns/column.ts';
import { FACILITY_COLUMNS } from '../../columns/facility-columns.ts';
import { PRODUCT_COLUMNS } from '../../columns/product-columns.ts';
import { TransferKind } from '../../transfer-kind.ts';
import { CertificateImporter } from './certificate-importer.ts';
import { FacilityImporter } from './facility-importer.ts';
import type { Importer, ImportSetting } from './importer.ts';
import { ProductImporter } from './product-importer.ts';

const COLUMNS = {
  [TransferKind.PRODUCTS]: PRODUCT_COLUMNS,
  [TransferKind.FACILITIES]: FACILITY_COLUMNS,
  [TransferKind.CERTIFICATES]: CERTIFICATE_COLUMNS,
};

/** The columns that files of a kind may have. */
export const columnsOf = (kind: TransferKind) =>
  COLUMNS[kind] as readonly Pick<TransferColumn<never, never>, 'field' | 'title' | 'names' | 'note'>[];

const IMPORTERS: Readonly<Record<TransferKind, { open(setting: ImportSetting): Promise<unknown> }>> = {
  [TransferKind.PRODUCTS]: ProductImporter,
  [TransferKind.FACILITIES]: FacilityImporter,
  [TransferKind.CERTIFICATES]: CertificateImporter,
};

/** What makes rows of a kind into records, for one run. */
export const openImporter = (kind: TransferKind, setting: ImportSetting): Promise<Importer<unknown, unknown>> =>
  IMPORTERS[kind].open(setting) as Promise<Importer<unknown, unknown>>;
