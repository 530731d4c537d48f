import sql, { raw } from 'sql-template-tag';
import { readField } from '../../platform/graphql/read-field.ts';
import { nowBind } from '../../platform/read/bind.ts';
import { sqlField } from '../../platform/read/fields.ts';
import { readType } from '../../platform/read/read-type.ts';
import { LanguageArgs } from '../../products/field-args.ts';
import { localisedJson } from '../localised-json.ts';
import { Export } from './export.entity.ts';

export const EXPORT_PREFIX = 'exp';

readField(Export, 'link', () => String, {
  nullable: true,
  description:
    'Where the file is, as a path on this server: with it anybody gets the file, until it expires. Null until the export is done, and afterwards.',
});
readField(Export, 'failure', () => String, {
  nullable: true,
  description: 'Why it has failed; null while it has not.',
  args: LanguageArgs,
});

export const exportRead = readType(Export, {
  prefix: EXPORT_PREFIX,
  visible: (_, { role }) => raw(String(role === 'operator')),
  fields: {
    link: sqlField(
      (row) => sql`case when ${row}.state = 'DONE' and ${nowBind} < ${row}.link_expires_at then ${row}.link_path end`,
    ),
    failure: localisedJson('failure_text'),
  },
});
