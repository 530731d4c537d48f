import { dayOf } from '../../platform/time/vietnam-day.ts';
import type { ExportOrder } from './content.ts';
import { ExportContent, ExportFormat } from './export.entity.ts';

/** Media types by form. */
export const MEDIA_TYPES: Readonly<Record<ExportFormat, string>> = {
  [ExportFormat.CSV]: 'text/csv; charset=utf-8',
  [ExportFormat.XLSX]: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  [ExportFormat.JSONL]: 'application/x-ndjson',
  [ExportFormat.JSONLD]: 'application/ld+json',
};

const WORDS: Readonly<Record<ExportContent, string>> = {
  [ExportContent.RECORDS]: '',
  [ExportContent.SEARCH]: 'search',
  [ExportContent.CHANGES]: 'changes',
  [ExportContent.REFUSED_ROWS]: 'refused',
  [ExportContent.TEMPLATE]: 'template',
};

/** What a file is called: cau-noi-products-2026-11-29.xlsx. */
export function fileNameOf({ what, kind, format }: Pick<ExportOrder, 'what' | 'kind' | 'format'>, now: Date): string {
  const words = ['cau-noi', kind?.toLowerCase(), WORDS[what], dayOf(now)].filter(Boolean);
  return `${words.join('-')}.${format.toLowerCase()}`;
}
