import { Arg, Field, ID, InterfaceType, Query, Resolver } from 'type-graphql';
import { UserError } from '../errors/user-error.ts';
import { globalRef, type Read } from '../read/reads.ts';

@InterfaceType({ description: 'Anything with a globally unique id.' })
export abstract class Node {
  @Field(() => ID, { description: 'Globally unique, opaque id; it carries the type.' })
  id!: string;
}

/** Most ids of one `nodes` field. */
const MAX_NODES = 100;

@Resolver()
export class NodeResolver {
  @Query(() => Node, {
    nullable: true,
    description: 'Anything by its id; null when the viewer may not see it, or nothing has it.',
  })
  node(@Arg('id', () => ID, { description: 'An id from this API.' }) id: string): Read {
    return globalRef(id, ['id']);
  }

  @Query(() => [Node], {
    nullable: 'items',
    description: `Up to ${MAX_NODES} objects by their ids, in their order; null where the viewer may not see one, or nothing has it.`,
  })
  nodes(@Arg('ids', () => [ID], { description: 'Ids from this API, of any types.' }) ids: string[]): Read[] {
    if (ids.length > MAX_NODES) {
      throw new UserError('LIMIT_EXCEEDED', ['ids'], {
        vi: `Chỉ được hỏi tối đa ${MAX_NODES} mã định danh một lần.`,
        en: `At most ${MAX_NODES} ids can be asked for at once.`,
      });
    }
    return ids.map((id, index) => globalRef(id, ['ids', String(index)]));
  }
}
