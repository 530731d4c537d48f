import { ArgsType, createUnionType, Field, Int, ObjectType, registerEnumType } from 'type-graphql';
import { Facility } from '../facilities/facility.entity.ts';
import { AdministrativeUnit } from '../places/administrative-unit.entity.ts';
import { Category } from '../products/category.entity.ts';
import { Product } from '../products/product.entity.ts';

export enum SuggestionKind {
  PRODUCT = 'PRODUCT',
  CATEGORY = 'CATEGORY',
  FACILITY = 'FACILITY',
  PLACE = 'PLACE',
}
registerEnumType(SuggestionKind, {
  name: 'SuggestionKind',
  description: 'Whose name is suggested.',
  valuesConfig: {
    PRODUCT: { description: 'The name of one or more products.' },
    CATEGORY: { description: 'A category with public products.' },
    FACILITY: { description: 'The name of one or more producers.' },
    PLACE: { description: 'An administrative unit, of today or former, in which public products are made.' },
  },
});

export const SuggestionNode = createUnionType({
  name: 'SuggestionNode',
  description: 'What a suggestion names.',
  types: () => [Product, Category, Facility, AdministrativeUnit] as const,
});

@ObjectType({ description: 'A name of the catalogue that what was typed may become.' })
export class Suggestion {
  @Field(() => SuggestionKind, { description: 'Whose name it is.' })
  kind!: SuggestionKind;

  @Field(() => String, {
    description:
      'The name in the spelling of the catalogue, in the language in which it was typed; of a place below a province with the unit that it lies or last lay in.',
  })
  text!: string;

  @Field(() => String, { description: 'HTML: the text escaped, what was typed inside <em>, whatever its diacritics.' })
  html!: string;

  @Field(() => Int, {
    description:
      'How many public products are behind it: of this name, in the category or under it, of the producer, or made in the place. Exact up to 500, which stands for all that is more.',
  })
  count!: number;

  @Field(() => SuggestionNode, {
    nullable: true,
    description:
      'What it names, to filter a search by or to lead to; null for a name that several products or producers share.',
  })
  node!: typeof SuggestionNode | null;
}

@ArgsType()
export class SuggestArgs {
  @Field(() => String, {
    description:
      'What has been typed so far, with or without diacritics; the last word may be unfinished unless a blank follows. At most 200 characters; blank for none.',
  })
  text!: string;

  @Field(() => Int, { defaultValue: 8, description: 'Most suggestions, 1 to 20.' })
  first!: number;

  @Field(() => [SuggestionKind], {
    nullable: true,
    description: 'Only names of these; all unless given, and an empty list gives none.',
  })
  kinds?: SuggestionKind[] | null;
}
