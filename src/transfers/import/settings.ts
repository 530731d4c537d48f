import type { CertificateKind } from '../../certificates/certificate.entity.ts';
import type { Encoding } from '../../platform/tables/encoding.ts';

/** What becomes of new products. */
export type Publish = 'NONE' | 'COMPLETE' | 'ALL';

/** How a file is to be read and what holds for all of its rows; what is absent is found out. */
export interface ImportOptions {
  readonly sheet?: string;
  readonly encoding?: Encoding;
  readonly delimiter?: string;
  /** 0 says that there is no header. */
  readonly headerRow?: number;
  /** Key of the facility of rows that name none. */
  readonly facility?: string;
  /** Key of the category of rows that name none. */
  readonly category?: string;
  /** Kind of the certificates of rows that name none. */
  readonly certificateKind?: CertificateKind;
  /** Whether new products are published at once. */
  readonly publish?: Publish;
  /** Whether prices include value-added tax where no column says so. */
  readonly vatIncluded?: boolean;
  /** Rows that are no records, by the numbers that a spreadsheet shows. */
  readonly leaveOut?: readonly number[];
}

/** Other options: what is absent stays, and what is null is as if it had never been given. */
export type ImportOptionsChange = { readonly [Name in keyof ImportOptions]: ImportOptions[Name] | null };
