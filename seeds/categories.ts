import { canonical } from '../src/platform/text/vietnamese.ts';
import { AttributeDefinition, AttributeOption, Category } from '../src/products/category.entity.ts';
import { orNull, readCsv, seedId, several } from './read-data.ts';
import type { SeedSource } from './seed.ts';

export const categoryId = (code: string): string => seedId('category', code);
export const definitionId = (code: string): string => seedId('attribute-definition', code);
export const optionId = (definition: string, code: string): string => seedId('attribute-option', definition, code);

type CategoryColumn = 'code' | 'parent_code' | 'name_vi' | 'name_en' | 'group' | 'hs_code' | 'unit_code';
type DefinitionColumn =
  | 'code'
  | 'category_code'
  | 'name_vi'
  | 'name_en'
  | 'type'
  | 'unit_code'
  | 'enum_values'
  | 'required';

/** The category tree and the custom attributes of its products. */
export const categorySeeds: SeedSource = async () => {
  const categories = readCsv<CategoryColumn>('categories.csv');
  const parents = new Map(categories.map(({ code, parent_code }) => [code, parent_code]));
  const path = (code: string): string[] => (code ? [...path(parents.get(code) ?? ''), categoryId(code)] : []);

  const definitions = readCsv<DefinitionColumn>('attribute-definitions.csv');
  return [
    {
      entity: Category,
      // A parent stands before its children: their path is longer.
      rows: categories
        .map((row, position) => ({
          id: categoryId(row.code),
          code: row.code,
          nameVi: canonical(row.name_vi),
          nameEn: row.name_en,
          group: row.group,
          parent: row.parent_code ? categoryId(row.parent_code) : null,
          path: path(row.code),
          hsHeading: orNull(row.hs_code),
          defaultUnit: orNull(row.unit_code),
          position,
        }))
        .sort((a, b) => a.path.length - b.path.length),
    },
    {
      entity: AttributeDefinition,
      rows: definitions.map((row, position) => ({
        id: definitionId(row.code),
        category: categoryId(row.category_code),
        code: row.code,
        nameVi: canonical(row.name_vi),
        nameEn: row.name_en,
        type: row.type,
        unit: orNull(row.unit_code),
        required: row.required === 'true',
        position,
      })),
    },
    {
      entity: AttributeOption,
      rows: definitions.flatMap((row) =>
        several(row.enum_values).map((value, position) => {
          const [code = '', nameVi = '', nameEn = ''] = value.split('=');
          return {
            id: optionId(row.code, code),
            definition: definitionId(row.code),
            code,
            nameVi: canonical(nameVi),
            nameEn,
            position,
          };
        }),
      ),
    },
  ];
};
