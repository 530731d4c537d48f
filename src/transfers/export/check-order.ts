import { UserError } from '../../platform/errors/user-error.ts';
import type { RequestContext } from '../../platform/graphql/context.ts';
import { Problems } from '../../platform/input/problems.ts';
import { startOf } from '../changes/read-changes.ts';
import { standingOf } from '../changes/standing.ts';
import { Import } from '../import/import.entity.ts';
import { TransferKind } from '../transfer-kind.ts';
import type { ExportOrder } from './content.ts';
import { ExportAudience, ExportContent, ExportFormat } from './export.entity.ts';
import { checkSearch } from './search.ts';

const { CSV, XLSX, JSONL, JSONLD } = ExportFormat;

/** The forms that each content can have. */
const FORMATS: Readonly<Record<ExportContent, readonly ExportFormat[]>> = {
  [ExportContent.RECORDS]: [CSV, XLSX, JSONL, JSONLD],
  [ExportContent.SEARCH]: [CSV, XLSX, JSONL, JSONLD],
  [ExportContent.CHANGES]: [JSONL],
  [ExportContent.REFUSED_ROWS]: [CSV, XLSX],
  [ExportContent.TEMPLATE]: [CSV, XLSX],
};

/** Refuses a file that cannot be. @throws UserErrors with all that is wrong, those of a search among them */
export async function checkOrder(context: RequestContext, order: ExportOrder): Promise<void> {
  const { what, kind, format, audience, settings } = order;
  const problems = new Problems();
  const formats = FORMATS[what];
  const isOfProducts = kind === TransferKind.PRODUCTS;
  if (!formats.includes(format)) problems.add(['format'], noFormat(what, formats));
  else if (format === JSONLD && !isOfProducts) problems.add(['format'], ONLY_PRODUCTS_JSONLD);
  else if (format === JSONLD && audience !== ExportAudience.PUBLIC) problems.add(['audience'], ONLY_PUBLIC_JSONLD);
  if (what === ExportContent.SEARCH && !isOfProducts) problems.add(['kind'], ONLY_PRODUCTS_SEARCH);
  for (const [name, owner, isNeeded] of OWNERS) {
    const isGiven = settings[name] !== undefined;
    if (isGiven && what !== owner) problems.add([name], belongsTo(name, owner));
    if (!isGiven && what === owner && isNeeded) problems.add([name], missing(name, owner));
  }
  problems.refuseAny();
  if (settings.since !== undefined) startOf(await standingOf(context.db, context.now), settings.since);
  if (settings.search) await checkSearch(context, settings.search);
  if (settings.import !== undefined) await expectImport(context, settings.import);
}

/** Which content has which settings, and whether they are needed there. */
const OWNERS = [
  ['search', ExportContent.SEARCH, true],
  ['since', ExportContent.CHANGES, false],
  ['import', ExportContent.REFUSED_ROWS, true],
] as const;

async function expectImport({ orm }: RequestContext, id: string): Promise<void> {
  const found = await orm.em.fork().findOne(Import, id, { fields: ['id'] });
  if (found) return;
  throw new UserError('NOT_FOUND', ['import'], {
    vi: 'Không có lượt nhập nào mang mã này.',
    en: 'There is no import with this id.',
  });
}

const noFormat = (what: ExportContent, formats: readonly ExportFormat[]) => ({
  vi: `Nội dung ${what} chỉ xuất được dưới dạng ${formats.join(', ')}.`,
  en: `${what} can be written as ${formats.join(', ')} only.`,
});

const belongsTo = (name: string, owner: ExportContent) => ({
  vi: `"${name}" chỉ dùng cho nội dung ${owner}.`,
  en: `"${name}" belongs to ${owner} only.`,
});

const missing = (name: string, owner: ExportContent) => ({
  vi: `Nội dung ${owner} cần có "${name}".`,
  en: `${owner} needs "${name}".`,
});

const ONLY_PRODUCTS_JSONLD = {
  vi: 'Dạng JSONLD chỉ dành cho sản phẩm.',
  en: 'JSONLD is for products only.',
};

const ONLY_PUBLIC_JSONLD = {
  vi: 'Dạng JSONLD chỉ nói những gì công chúng thấy; hãy chọn PUBLIC.',
  en: 'JSONLD tells what the public sees; choose PUBLIC.',
};

const ONLY_PRODUCTS_SEARCH = {
  vi: 'Chỉ xuất được kết quả tìm kiếm sản phẩm.',
  en: 'Only searches for products can be written.',
};
