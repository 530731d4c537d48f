import sql from 'sql-template-tag';
import { type Reading, readAs, refuseCell } from '../../../platform/cells/reading.ts';
import { textOf } from '../../../platform/cells/text-cells.ts';
import type { Database } from '../../../platform/database/database.ts';
import type { Text } from '../../../platform/errors/user-error.ts';
import { NearNames } from '../../../platform/text/near-names.ts';
import { fold } from '../../../platform/text/vietnamese.ts';
import type { GivenAttribute } from '../../../products/attribute-values.ts';
import { AttributeType } from '../../../products/category.entity.ts';
import type { RowReader } from '../../columns/row-reader.ts';

interface Named {
  readonly code: string;
  readonly nameVi: string;
  readonly nameEn: string;
}

interface Definition extends Named {
  readonly type: AttributeType;
  /** Of an ENUM. */
  readonly options: readonly Named[];
}

/** What attributes there are. */
export type Definitions = readonly Definition[];

/** Reads the definitions of all categories, in one statement. */
export async function readDefinitions(db: Database): Promise<Definitions> {
  const { text, values } = sql`
    select d.code, d.name_vi as "nameVi", d.name_en as "nameEn", d.type,
      coalesce(
        (
          select json_agg(json_build_object('code', o.code, 'nameVi', o.name_vi, 'nameEn', o.name_en) order by o.position)
          from attribute_option o where o.definition_id = d.id
        ),
        '[]'
      ) as options
    from attribute_definition d order by d.code`;
  return db.query<Definition>(text, values);
}

/**
 * Attributes whose values are texts, with values of the types of their definitions. Attributes and options go by their codes, or by their
 * names as far as only one has it; what is unknown is refused, and the nearest code suggested.
 */
export function typedAttributes(
  given: readonly GivenAttribute[],
  definitions: Definitions,
  row: RowReader,
): GivenAttribute[] {
  return given.flatMap(({ code, text }) => {
    row.about('attributes', `${code}: ${text}`);
    const definition = row.read(code, (said) => oneOf(definitions, textOf(said) ?? '', noAttribute(code)));
    return (definition && typed(definition, text ?? '', row)) ?? [];
  });
}

function typed({ code, type, options }: Definition, text: string, row: RowReader): GivenAttribute | undefined {
  if (type === AttributeType.TEXT) return { code, text };
  if (type === AttributeType.ENUM) {
    const option = row.read(text, (said) => oneOf(options, textOf(said) ?? '', noOption(code, text, options)), {
      of: [code],
    })?.code;
    return option === undefined ? undefined : { code, option };
  }
  if (type === AttributeType.BOOLEAN) {
    const boolean = row.truth(text);
    return boolean === undefined ? undefined : { code, boolean };
  }
  const number = row.number(text);
  return number === undefined ? undefined : { code, number };
}

/** The one that is called so, or why there is none; the nearest code is suggested. */
function oneOf<Of extends Named>(all: readonly Of[], name: string, missing: Text): Reading<Of> {
  const named = namedIn(all, name);
  return named ? readAs(named) : refuseCell(missing.vi, missing.en, nearest(all, name) ?? undefined);
}

/** The one that is called so: by its code, or else by a name that no other has. */
function namedIn<Of extends Named>(all: readonly Of[], name: string): Of | undefined {
  const key = keyOf(name);
  const byCode = all.find(({ code }) => code === name) ?? all.find(({ code }) => keyOf(code) === key);
  if (byCode) return byCode;
  const named = all.filter(({ nameVi, nameEn }) => keyOf(nameVi) === key || keyOf(nameEn) === key);
  return named.length === 1 ? named[0] : undefined;
}

const keyOf = (name: string): string => fold(name).replace(/[\s_-]+/g, ' ');

/** The code of what is called most like a name; null where nothing is. */
function nearest(all: readonly Named[], name: string): string | null {
  const codes = new Map(
    all.flatMap(({ code, nameVi, nameEn }) => [code, nameVi, nameEn].map((one) => [keyOf(one), code])),
  );
  const [near] = new NearNames(codes.keys()).nearest(keyOf(name), 1);
  return near ? codes.get(near.key)! : null;
}

const noAttribute = (code: string): Text => ({
  vi: `Không có thuộc tính "${code}".`,
  en: `There is no attribute "${code}".`,
});

const noOption = (code: string, text: string, options: readonly Named[]): Text => {
  const codes = options.map((option) => `${option.code} (${option.nameVi})`).join(', ');
  return {
    vi: `"${text}" không phải là giá trị của thuộc tính "${code}": ${codes}.`,
    en: `"${text}" is no value of the attribute "${code}": ${codes}.`,
  };
};
