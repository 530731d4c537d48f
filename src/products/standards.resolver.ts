import { Args, Field, ObjectType, Query, Resolver, registerEnumType } from 'type-graphql';
import { PACKAGING } from '../platform/standards/packaging.ts';
import { ALL_UNITS, type Dimension } from '../platform/standards/units.ts';
import { LanguageArgs } from './field-args.ts';

const DIMENSIONS = [...new Set(ALL_UNITS.map(({ dimension }) => dimension))];

const DimensionEnum = Object.fromEntries(DIMENSIONS.map((dimension) => [dimension, dimension])) as Record<
  Dimension,
  Dimension
>;

registerEnumType(DimensionEnum, {
  name: 'Dimension',
  description: 'What a unit measures. Units of PACKAGE and SET hold an unknown number of pieces.',
  valuesConfig: {
    COUNT: { description: 'Pieces.' },
    MASS: { description: 'How heavy.' },
    VOLUME: { description: 'How much room, as of liquids.' },
    LENGTH: { description: 'How long.' },
    AREA: { description: 'How large a surface.' },
    TIME: { description: 'How long it takes, as of work.' },
    PACKAGE: { description: 'Packages, such as boxes or bottles.' },
    SET: { description: 'Things sold together, such as a tea service.' },
  },
});

@ObjectType({ description: 'A unit of measure.' })
class MeasureUnit {
  @Field(() => String, {
    description: 'UN/CEFACT Recommendation 20 code; that of a package is its Recommendation 21 code after an X.',
  })
  code!: string;

  @Field(() => String, { description: 'Symbol, such as kg.' })
  symbol!: string;

  @Field(() => String, { description: 'Name in the language that was asked for.' })
  name!: string;

  @Field(() => DimensionEnum, { description: 'What it measures.' })
  dimension!: Dimension;
}

@ObjectType({ description: 'A kind of packaging.' })
class Packaging {
  @Field(() => String, { description: 'UN/CEFACT Recommendation 21 code.' })
  code!: string;

  @Field(() => String, { description: 'Name in the language that was asked for.' })
  name!: string;
}

/** The codes that products are described with. */
@Resolver()
export class StandardsResolver {
  @Query(() => [MeasureUnit], {
    description:
      'The units of measure that products can be sold and measured in, by dimension from small to large; about 80.',
  })
  measureUnits(@Args(() => LanguageArgs) { language }: LanguageArgs): MeasureUnit[] {
    return ALL_UNITS.map(({ code, symbol, name, dimension }) => ({ code, symbol, name: name[language], dimension }));
  }

  @Query(() => [Packaging], { description: 'The kinds of packaging, by code; about 50.' })
  packagings(@Args(() => LanguageArgs) { language }: LanguageArgs): Packaging[] {
    return [...PACKAGING.values()].map(({ code, name }) => ({ code, name: name[language] }));
  }
}
