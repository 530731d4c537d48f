import sql from 'sql-template-tag';
import { Arg, Ctx, Extensions, Mutation, Query, Resolver } from 'type-graphql';
import type { RequestContext } from '../platform/graphql/context.ts';
import { decodeIdIfGiven, decodeIdOf } from '../platform/graphql/ids.ts';
import { list, one, type Read, ref } from '../platform/read/reads.ts';
import { createAttributeDefinition, updateAttributeDefinition } from './attribute-definition.service.ts';
import { AttributeDefinition, Category } from './category.entity.ts';
import {
  CreateAttributeDefinitionInput,
  CreateCategoryInput,
  MoveCategoryInput,
  UpdateAttributeDefinitionInput,
  UpdateCategoryInput,
} from './category.inputs.ts';
import { createCategory, moveCategory, updateCategory } from './category.service.ts';
import { CATEGORY_PREFIX } from './prefixes.ts';
import { AttributeDefinitionPayload, CategoryPayload } from './product.payloads.ts';

/** Most categories of the whole tree that are listed. */
const MAX_CATEGORIES = 2_000;

/** How many there are, for what a query of all of them costs. */
const USUAL_CATEGORIES = 200;

@Resolver()
export class CategoryResolver {
  @Query(() => [Category], {
    description: `The categories at the top of the tree, in their order; \`children\` leads down. At most ${MAX_CATEGORIES}.`,
  })
  categories(): Read {
    return list(Category, {
      where: (row) => sql`${row}.parent_id is null`,
      orderBy: (row) => sql`${row}.position, ${row}.code`,
      limit: MAX_CATEGORIES,
    });
  }

  @Extensions({ listSize: USUAL_CATEGORIES })
  @Query(() => [Category], {
    description: `All categories, those above before those below; \`parent\` tells the tree. At most ${MAX_CATEGORIES}.`,
  })
  allCategories(): Read {
    return list(Category, {
      orderBy: (row) => sql`cardinality(${row}.path), ${row}.position, ${row}.code`,
      limit: MAX_CATEGORIES,
    });
  }

  @Query(() => Category, { nullable: true, description: 'A category by its code; null when there is none.' })
  category(@Arg('code', () => String, { description: 'Code, such as "fish-sauce".' }) code: string): Read {
    return one(Category, { where: (row) => sql`${row}.code = ${code}` });
  }

  @Mutation(() => CategoryPayload, { description: 'Adds a category to the tree. For operators.' })
  async createCategory(
    @Arg('input', () => CreateCategoryInput, { description: 'The category.' }) input: CreateCategoryInput,
    @Ctx() context: RequestContext,
  ): Promise<object> {
    const parent = decodeIdIfGiven(CATEGORY_PREFIX, input.parent, ['parent']);
    return { category: ref(Category, await createCategory(context, { ...input, parent })) };
  }

  @Mutation(() => CategoryPayload, { description: 'Renames a category, or changes what else it says. For operators.' })
  async updateCategory(
    @Arg('input', () => UpdateCategoryInput, { description: 'The change.' }) input: UpdateCategoryInput,
    @Ctx() context: RequestContext,
  ): Promise<object> {
    const id = decodeIdOf(CATEGORY_PREFIX, input.id, ['id']);
    return { category: ref(Category, await updateCategory(context, { ...input, id })) };
  }

  @Mutation(() => CategoryPayload, {
    description:
      'Puts a category, with all under it, elsewhere in the tree; refused where products would lose attributes. For operators.',
  })
  async moveCategory(
    @Arg('input', () => MoveCategoryInput, { description: 'The new place.' }) input: MoveCategoryInput,
    @Ctx() context: RequestContext,
  ): Promise<object> {
    const id = decodeIdOf(CATEGORY_PREFIX, input.id, ['id']);
    const parent = decodeIdIfGiven(CATEGORY_PREFIX, input.parent, ['parent']);
    return { category: ref(Category, await moveCategory(context, { ...input, id, parent })) };
  }

  @Mutation(() => AttributeDefinitionPayload, { description: 'Adds a custom attribute to a category. For operators.' })
  async createAttributeDefinition(
    @Arg('input', () => CreateAttributeDefinitionInput, { description: 'The attribute.' })
    input: CreateAttributeDefinitionInput,
    @Ctx() context: RequestContext,
  ): Promise<object> {
    const category = decodeIdOf(CATEGORY_PREFIX, input.category, ['category']);
    return {
      attributeDefinition: ref(AttributeDefinition, await createAttributeDefinition(context, { ...input, category })),
    };
  }

  @Mutation(() => AttributeDefinitionPayload, { description: 'Changes a custom attribute. For operators.' })
  async updateAttributeDefinition(
    @Arg('input', () => UpdateAttributeDefinitionInput, { description: 'The change.' })
    input: UpdateAttributeDefinitionInput,
    @Ctx() context: RequestContext,
  ): Promise<object> {
    return { attributeDefinition: ref(AttributeDefinition, await updateAttributeDefinition(context, input)) };
  }
}
