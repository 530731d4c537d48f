import { Args, Ctx, Extensions, Query, Resolver } from 'type-graphql';
import { Certificate } from '../../certificates/certificate.entity.ts';
import { Facility } from '../../facilities/facility.entity.ts';
import { UserError } from '../../platform/errors/user-error.ts';
import type { RequestContext } from '../../platform/graphql/context.ts';
import { encodeId } from '../../platform/graphql/ids.ts';
import { ref } from '../../platform/read/reads.ts';
import { Product } from '../../products/product.entity.ts';
import { CatalogueChanges, CatalogueChangesArgs, MAX_CHANGES } from './changes.types.ts';
import { CHANGE_TYPES, type Change, ChangeKind, ChangeType, openChanges, readChanges } from './read-changes.ts';

/** What reading the log costs beside the fields that are selected. */
const COST = 20;

@Resolver()
export class ChangesResolver {
  @Extensions({ cost: COST })
  @Query(() => CatalogueChanges, {
    description:
      'What has changed in the catalogue since a cursor, for those who keep a copy of what they see of it: take what is UPSERTED, drop what is DELETED, and ask again with the new cursor. Nothing is missed; the same may come twice. What comes due by the clock (a publication, a price, the end of a certificate, a change of administrative units) comes within seconds, and so does what a transaction has committed unless an older one is still under way.',
  })
  async catalogueChanges(
    @Args(() => CatalogueChangesArgs) { since = null, first }: CatalogueChangesArgs,
    @Ctx() { db, now, viewer: { role } }: RequestContext,
  ): Promise<object> {
    if (first < 1 || first > MAX_CHANGES) throw badSize();
    const { changes, ...page } = await readChanges(await openChanges({ db, now, role }), since, first);
    return { ...page, changes: changes.map(shown) };
  }
}

function shown({ kind, type, id, into, at }: Change): object {
  const { prefix } = CHANGE_TYPES[type];
  const nodeOf = (of: ChangeType, entity: Parameters<typeof ref>[0]) =>
    type === of && kind === ChangeKind.UPSERTED ? ref(entity, id) : null;
  return {
    kind,
    type,
    id: encodeId(prefix, id),
    into: into === null ? null : encodeId(prefix, into),
    at,
    product: nodeOf(ChangeType.PRODUCT, Product),
    facility: nodeOf(ChangeType.FACILITY, Facility),
    certificate: nodeOf(ChangeType.CERTIFICATE, Certificate),
  };
}

const badSize = (): UserError =>
  new UserError('LIMIT_EXCEEDED', ['first'], {
    vi: `\`first\` phải từ 1 đến ${MAX_CHANGES}.`,
    en: `\`first\` must be from 1 to ${MAX_CHANGES}.`,
  });
