import { Field, ObjectType, registerEnumType } from 'type-graphql';
import { HitField } from './hit-texts.ts';

export enum HighlightField {
  NAME_VI = 'NAME_VI',
  NAME_EN = 'NAME_EN',
  DESCRIPTION_VI = 'DESCRIPTION_VI',
  DESCRIPTION_EN = 'DESCRIPTION_EN',
}
registerEnumType(HighlightField, {
  name: 'HighlightField',
  description: 'A text in which words were found.',
  valuesConfig: {
    NAME_VI: { description: 'Name in Vietnamese.' },
    NAME_EN: { description: 'Name in English.' },
    DESCRIPTION_VI: { description: 'Description in Vietnamese.' },
    DESCRIPTION_EN: { description: 'Description in English.' },
  },
});

@ObjectType({ description: 'A text of a hit with the words that were found in it.' })
export class Highlight {
  @Field(() => HighlightField, { description: 'Which text.' })
  field!: HighlightField;

  @Field(() => String, {
    description:
      'HTML: the text escaped, each found word inside <em>, whatever its diacritics; an excerpt with "…" where the text is long.',
  })
  html!: string;
}

registerEnumType(HitField, {
  name: 'HitField',
  description: 'A text of a product or facility that the search looks into.',
  valuesConfig: {
    NAME_VI: { description: 'Name in Vietnamese.' },
    NAME_EN: { description: 'Name in English.' },
    CATEGORY: { description: 'Name of its category, or of one above.' },
    FACILITY: { description: 'Name of the facility that makes it.' },
    PLACE: { description: 'Name of an administrative unit, of today or former, in which it lies or is made.' },
    CRAFT_VILLAGE: { description: 'Craft village of the facility.' },
    ADDRESS: { description: 'Address of the facility.' },
    DESCRIPTION_VI: { description: 'Description in Vietnamese.' },
    DESCRIPTION_EN: { description: 'Description in English.' },
    INGREDIENTS: { description: 'Ingredient.' },
    ORIGIN: { description: 'Where it, or what it is made of, comes from.' },
    ATTRIBUTES: { description: 'Value of a custom attribute.' },
    CODE: { description: 'GTIN, or its code at the facility.' },
  },
});

export enum HitMatch {
  EXACT = 'EXACT',
  OTHER_MARKS = 'OTHER_MARKS',
  BEGINNING = 'BEGINNING',
  CORRECTED = 'CORRECTED',
  SYNONYM = 'SYNONYM',
}
registerEnumType(HitMatch, {
  name: 'HitMatch',
  description: 'How words of a query were found.',
  valuesConfig: {
    EXACT: { description: 'As they were typed; those without diacritics whatever they have.' },
    OTHER_MARKS: { description: 'With other diacritics than were typed, or without them.' },
    BEGINNING: { description: 'As the beginning of a word, since the last one may be unfinished.' },
    CORRECTED: { description: 'With their spelling mended.' },
    SYNONYM: { description: 'By another name of the same, as a synonym or a former province.' },
  },
});

@ObjectType({ description: 'Words of a query, and what of a hit answers them.' })
export class HitReason {
  @Field(() => String, { description: 'The words of the query.' })
  words!: string;

  @Field(() => String, { description: 'What was found for them, as the text writes it.' })
  found!: string;

  @Field(() => HitField, { description: 'In which text.' })
  field!: HitField;

  @Field(() => HitMatch, { description: 'How they were found.' })
  match!: HitMatch;
}
