import sql from 'sql-template-tag';
import { Arg, Args, Ctx, ID, Mutation, Query, Resolver } from 'type-graphql';
import { ConnectionArgs } from '../../platform/graphql/connection.ts';
import type { RequestContext } from '../../platform/graphql/context.ts';
import { decodeIdIfGiven, decodeIdOf } from '../../platform/graphql/ids.ts';
import { connection, one, type Read, ref } from '../../platform/read/reads.ts';
import { IMPORT_PREFIX } from '../import/import.read.ts';
import { Export } from './export.entity.ts';
import { CancelExportInput, ExportConnection, ExportPayload, StartExportInput } from './export.inputs.ts';
import { EXPORT_PREFIX } from './export.read.ts';
import { cancelExport, startExport } from './export.service.ts';

const payload = (id: string): object => ({ export: ref(Export, id) });

@Resolver()
export class ExportResolver {
  @Query(() => Export, {
    nullable: true,
    description: 'An export by its id: ask again from time to time while it runs. Null for all but operators.',
  })
  export(@Arg('id', () => ID, { description: 'Id of the export.' }) id: string): Read {
    return one(Export, decodeIdOf(EXPORT_PREFIX, id, ['id']));
  }

  @Query(() => ExportConnection, {
    description: 'The exports of the last seven days, the newest first. Empty for all but operators.',
  })
  exports(@Args(() => ConnectionArgs) page: ConnectionArgs): Read {
    return connection(Export, page, {
      orderBy: [{ expr: (row) => sql`${row}.created_at`, type: 'timestamptz', direction: 'DESC' }],
    });
  }

  @Mutation(() => ExportPayload, {
    description:
      'Has a file written: records as spreadsheets or for machines, what a search finds, what has changed, a template to fill in. A record that changes meanwhile comes once, as it is when its turn comes. For operators; the public reads the same by queries, and single products at /products/<id>.jsonld.',
  })
  async startExport(
    @Arg('input', () => StartExportInput, { description: 'The file.' }) input: StartExportInput,
    @Ctx() context: RequestContext,
  ): Promise<object> {
    const source = decodeIdIfGiven(IMPORT_PREFIX, input.import, ['import']);
    return payload(await startExport(context, { ...input, import: source }));
  }

  @Mutation(() => ExportPayload, { description: 'Gives an export up that is not done. For operators.' })
  async cancelExport(
    @Arg('input', () => CancelExportInput, { description: 'Which export.' }) input: CancelExportInput,
    @Ctx() context: RequestContext,
  ): Promise<object> {
    return payload(await cancelExport(context, { id: decodeIdOf(EXPORT_PREFIX, input.id, ['id']) }));
  }
}
