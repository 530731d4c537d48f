import { taxCode } from '../facilities/facility-support.ts';
import type { TestApp } from '../support/app.ts';
import { runImportJobs, upload } from '../transfers/import/import-support.ts';
import { facilityContent, keyOf, PERIODS, productContent } from './catalogue-content.ts';

/** Ids of what the public sees and what hangs together with hidden rows in every way there is. */
export interface Anchors {
  facility: string;
  household: string;
  product: string;
  set: string;
  certificate: string;
  category: string;
  place: string;
  synonym: string;
  import: string;
  export: string;
}

export interface HiddenCatalogue {
  anchors: Anchors;
  /** Id of a facility that was merged: it leads to `anchors.facility`. */
  merged: string;
}

const PLACE_CODE = '29308';

/** A tax code that is its owner's personal number. */
const PERSONAL_NUMBER = '079185001234';

const ATTRIBUTES = [
  { code: 'jam-note', type: 'TEXT', unit: 'chữ' },
  { code: 'jam-kind', type: 'ENUM', options: [{ code: 'thick', nameVi: 'Đặc', nameEn: 'Thick' }] },
  { code: 'jam-sugar', type: 'DECIMAL' },
  { code: 'jam-raw', type: 'BOOLEAN' },
];

/**
 * Adds facilities, products and certificates in every state, and parts of visible ones that are for operators only. What the public
 * must never see has a text with "kín" in it, where it has text at all.
 */
export class CatalogueWriter {
  private count = 0;
  private category = '';
  private place = '';

  constructor(private readonly app: TestApp) {}

  async write(): Promise<HiddenCatalogue> {
    await this.classify();
    const facility = await this.facility('Hợp tác xã Lộ Thiên');
    const household = await this.household('Hộ kinh doanh Lộ Thiên Hai');
    const product = await this.product(facility, 'Mắm Lộ Thiên');
    const hidden: string[] = [];
    for (const state of ['DRAFT', 'SUBMITTED', 'SCHEDULED', 'SUSPENDED', 'ARCHIVED', 'RESTORED']) {
      hidden.push(await this.product(facility, `Mắm kín ${state}`, state));
      await this.certificates({ product: hidden.at(-1) }, 'kín');
    }
    const set = await this.set(facility, 'Bộ quà Lộ Thiên', [product, ...hidden.slice(0, 5)]);
    await this.set(facility, 'Bộ quà kín', [product], 'DRAFT');
    const certificate = await this.certificates({ product }, 'lộ thiên');
    await this.certificates({ facility }, 'lộ thiên');
    await this.document(facility);
    const imported = await this.import(facility);
    const exported = await this.export();
    for (const status of ['DRAFT', 'SUBMITTED', 'SUSPENDED']) await this.hiddenFacility(status);
    // Likely duplicates of what is visible: by name, and by tax code.
    await this.facility('HTX Lộ Thiên', {}, []);
    await this.household('Hộ kín', []);
    const merged = await this.merged(facility);
    const synonym = await this.synonym('mứt lộ thiên', 'mứt phơi nắng');
    await this.mutate('deleteSynonym', 'DeleteSynonymInput', 'id', {
      id: await this.synonym('mứt kín', 'mứt đóng hộp'),
      version: 1,
    });
    return {
      anchors: {
        facility,
        household,
        product,
        set,
        certificate,
        category: this.category,
        place: this.place,
        synonym,
        import: imported,
        export: exported,
      },
      merged,
    };
  }

  private async classify(): Promise<void> {
    const create = async (code: string, more: object): Promise<string> => {
      const input = { code, nameVi: `Mứt ${code}`, nameEn: `Jam ${code}`, group: 'OTHER', ...more };
      return (await this.mutate('createCategory', 'CreateCategoryInput', 'category { id }', input)).category.id;
    };
    const parent = await create('open-air', {});
    this.category = await create('open-air-jam', { parent, defaultUnit: 'KGM', hsHeading: '2007' });
    for (const attribute of ATTRIBUTES) {
      const input = { category: this.category, nameVi: 'Thuộc tính', nameEn: 'Attribute', ...attribute };
      await this.mutate('createAttributeDefinition', 'CreateAttributeDefinitionInput', '__typename', input);
    }
    const { units } = await this.app.asPublic.query(
      'query ($code: String!) { units(first: 1, filter: { code: { eq: $code } }) { nodes { id } } }',
      { code: PLACE_CODE },
    );
    this.place = units.nodes[0].id;
  }

  private async facility(
    name: string,
    more: object = {},
    steps = ['submitFacility', 'verifyFacility'],
  ): Promise<string> {
    const serial = this.next();
    const input = { ...facilityContent(name, serial), taxCode: taxCode(900 + serial), place: this.place, ...more };
    const { facility } = await this.mutate('createFacility', 'CreateFacilityInput', 'facility { id }', input);
    for (const step of steps) await this.step(step, 'MoveFacilityInput', facility.id);
    return facility.id;
  }

  private household(name: string, steps?: string[]): Promise<string> {
    return this.facility(name, { legalForm: 'HOUSEHOLD_BUSINESS', taxCode: PERSONAL_NUMBER }, steps);
  }

  /** A facility that was public, with all that one has; put by hand into the states that lead there no more. */
  private async hiddenFacility(status: string): Promise<void> {
    const id = await this.facility(`Cơ sở kín ${status}`);
    await this.product(id, `Mứt kín ${status}`);
    await this.certificates({ facility: id }, 'kín');
    await this.document(id);
    await this.step('suspendFacility', 'ExplainedMoveFacilityInput', id);
    await this.app.services.db.query('update facility set status = $2 where id = $1', [keyOf(id), status]);
  }

  private async merged(keep: string): Promise<string> {
    const merge = await this.facility('Cơ sở kín đã gộp', {}, []);
    const versions = await this.app.asOperator.query(
      'query ($keep: ID!, $merge: ID!) { keep: facility(id: $keep) { version } merge: facility(id: $merge) { version } }',
      { keep, merge },
    );
    const input = { keep, merge, keepVersion: versions.keep.version, mergeVersion: versions.merge.version };
    await this.mutate('mergeFacilities', 'MergeFacilitiesInput', '__typename', input);
    return merge;
  }

  private async document(facility: string): Promise<void> {
    const serial = this.next();
    const url = `https://giay-to.example.com/kin-${serial}`;
    const input = { facility, kind: 'CONTRACT', title: `Hợp đồng kín ${serial}`, url };
    await this.mutate('addFacilityDocument', 'AddFacilityDocumentInput', '__typename', input);
  }

  /** A file with a row that is written, one that is wrong and one that leaves something open. */
  private async import(facility: string): Promise<string> {
    const rows = [
      'Mã SP,Tên hàng,ĐVT,Đơn giá,Mã vạch',
      'K-1,Mắm kín,chai,0,',
      'K-2,Mắm kín hai,chai,9000,12',
      'K-3,Mắm kín ba,chai,9000,',
    ];
    const file = await upload(this.app, 'Bảng giá kín.csv', rows.join('\n'));
    const options = { facility, category: this.category, publish: 'COMPLETE' };
    const input = { kind: 'PRODUCTS', source: 'Nguồn kín', file, options };
    const { import: found } = await this.mutate('createImport', 'CreateImportInput', 'import { id }', input);
    await runImportJobs(this.app);
    await this.mutate('startImport', 'StartImportInput', '__typename', { id: found.id, withoutUndecided: true });
    await runImportJobs(this.app);
    await this.app.services.db.query(
      `update import_source set columns = '{"cot kin": "unit"}', answers = '{"UNIT:đơn vị kín": "XBO"}' where name = 'Nguồn kín'`,
    );
    return found.id;
  }

  private async export(): Promise<string> {
    const input = { kind: 'PRODUCTS', format: 'CSV' };
    return (await this.mutate('startExport', 'StartExportInput', 'export { id }', input)).export.id;
  }

  private async product(facility: string, name: string, state = 'PUBLISHED'): Promise<string> {
    const input = { facility, category: this.category, ...productContent(name, this.next()) };
    const { product } = await this.mutate('createProduct', 'CreateProductInput', 'product { id }', input);
    await this.lead(product.id, state);
    return product.id;
  }

  private async set(facility: string, nameVi: string, parts: string[], state = 'PUBLISHED'): Promise<string> {
    const { product } = await this.mutate('createProduct', 'CreateProductInput', 'product { id }', {
      facility,
      category: this.category,
      nameVi,
      unit: 'SET',
      descriptionVi: nameVi,
      images: [{ url: `https://anh.example.com/${this.next()}.jpg` }],
      priceOnRequest: true,
      components: parts.map((part, index) => ({ product: part, quantity: 3 + index })),
    });
    await this.lead(product.id, state);
    return product.id;
  }

  /** Leads a product from a draft to a state. */
  private async lead(id: string, state: string): Promise<void> {
    if (state === 'DRAFT') return;
    await this.step('submitProduct', 'ProductMoveInput', id);
    if (state === 'SUBMITTED') return;
    const at = state === 'SCHEDULED' ? { at: '2027-02-03T04:05:06.789Z' } : {};
    await this.step('publishProduct', 'PublishProductInput', id, at);
    if (state === 'SUSPENDED') await this.step('suspendProduct', 'ExplainedProductMoveInput', id);
    if (state === 'ARCHIVED' || state === 'RESTORED') await this.step('archiveProduct', 'ProductMoveInput', id);
    if (state === 'RESTORED') await this.step('restoreProduct', 'ProductMoveInput', id);
  }

  /** Certificates of every standing, of a product or a facility; answers the id of the one that is valid. */
  private async certificates(holder: { product?: string; facility?: string }, mark: string): Promise<string> {
    let valid = '';
    for (const [standing, period] of Object.entries(PERIODS)) {
      const serial = this.next();
      const texts = { number: `Số ${mark} ${serial}`, issuer: `Nơi cấp ${mark} ${serial}` };
      const evidenceUrl = `https://chung-nhan.example.com/${serial}`;
      const input = { ...holder, ...period, ...texts, kind: 'HACCP', evidenceUrl };
      const added = await this.mutate('addCertificate', 'AddCertificateInput', 'certificate { id version }', input);
      if (standing === 'NOT_VERIFIED') continue;
      await this.mutate('verifyCertificate', 'VerifyCertificateInput', '__typename', added.certificate);
      const { id } = added.certificate;
      const withdrawal = { id, reason: `Thu hồi ${mark} ${serial}` };
      if (standing === 'VALID') valid = id;
      if (standing === 'WITHDRAWN')
        await this.mutate('withdrawCertificate', 'WithdrawCertificateInput', '__typename', withdrawal);
    }
    return valid;
  }

  private async synonym(term: string, synonym: string): Promise<string> {
    const input = { term, synonym, note: `Nghe nói ở nơi bán ${term}` };
    return (await this.mutate('createSynonym', 'CreateSynonymInput', 'synonym { id }', input)).synonym.id;
  }

  private step(name: string, type: string, id: string, more: object = {}) {
    return this.mutate(name, type, '__typename', { id, reason: `Lý do kín ${this.next()}`, ...more });
  }

  private next(): number {
    this.count += 1;
    return this.count;
  }

  private async mutate(name: string, type: string, selection: string, input: object) {
    const payload = await this.app.asOperator.mutate(
      `mutation ($input: ${type}!) { ${name}(input: $input) { ${selection} errors { path message } } }`,
      input,
    );
    if (payload.errors.length > 0) throw new Error(`${name}: ${JSON.stringify(payload.errors)}`);
    return payload;
  }
}
