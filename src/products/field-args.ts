import { ArgsType, Field, Float, Int } from 'type-graphql';
import type { Language } from '../platform/errors/user-error.ts';
import { LanguageEnum } from '../platform/graphql/language.ts';
import type { InLanguage } from './localised.ts';
import { PriceAudience } from './product-parts.entity.ts';

@ArgsType()
export class LanguageArgs implements InLanguage {
  @Field(() => LanguageEnum, {
    defaultValue: LanguageEnum.VI,
    description: 'In which language; the other one where it is missing in this.',
  })
  language!: Language;
}

@ArgsType()
export class PriceAtArgs {
  @Field(() => Float, { description: 'How many, in the unit of the product.' })
  quantity!: number;

  @Field(() => PriceAudience, { defaultValue: PriceAudience.WHOLESALE, description: 'For whom.' })
  audience!: PriceAudience;
}

@ArgsType()
export class CapacityInArgs {
  @Field(() => Int, { description: 'Month of the year, 1 to 12.' })
  month!: number;
}
