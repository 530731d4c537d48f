import { registerEnumType } from 'type-graphql';
import type { Text } from '../../platform/errors/user-error.ts';

export enum QuestionKind {
  NUMBER_STYLE = 'NUMBER_STYLE',
  DAY_ORDER = 'DAY_ORDER',
  MONEY_THOUSANDS = 'MONEY_THOUSANDS',
  UNIT = 'UNIT',
  PACKAGING = 'PACKAGING',
  CATEGORY = 'CATEGORY',
  PLACE = 'PLACE',
  FACILITY = 'FACILITY',
  ZERO_PRICE = 'ZERO_PRICE',
  NOT_GOODS = 'NOT_GOODS',
  SAME_PRODUCT = 'SAME_PRODUCT',
  VALUE = 'VALUE',
  CORRECTION = 'CORRECTION',
}
registerEnumType(QuestionKind, {
  name: 'ImportQuestionKind',
  description: 'What an import must be told, since it does not guess.',
  valuesConfig: {
    NUMBER_STYLE: { description: 'Whether 1.234 in a column is a thousand and more, or one and a bit.' },
    DAY_ORDER: { description: 'Whether 05/12 in a column is in December or in May, and 26/12/31 in 2031 or in 2026.' },
    MONEY_THOUSANDS: { description: 'Whether the prices of a column count thousands of đồng.' },
    UNIT: { description: 'Which unit a word means.' },
    PACKAGING: { description: 'Which packaging a word means.' },
    CATEGORY: { description: 'Which category a word means.' },
    PLACE: { description: 'Which administrative unit is meant.' },
    FACILITY: { description: 'Which facility is meant, or a new one.' },
    ZERO_PRICE: { description: 'What a price of 0 means.' },
    NOT_GOODS: {
      description:
        'Whether rows that look like none are records: fees, services and equipment among products, titles, totals and signatures among facilities.',
    },
    SAME_PRODUCT: { description: 'Whether a row without a code is a product that is there already.' },
    VALUE: { description: 'Which of the possible values a word means.' },
    CORRECTION: {
      description:
        'What is to be read instead of a number, price, day or word that cannot be read; any text that can be read may be the answer. Its rows count as refused until then.',
    },
  },
});

/** A possible answer. */
export interface QuestionChoice {
  readonly choice: string;
  readonly label: Text;
  /** Whether it is likely enough to be taken unseen: that is one of the choices at most. */
  readonly isSuggested?: boolean;
}

/** The choices with the mark of the one that is likely enough to be taken unseen; null marks none. */
export const suggesting = (choices: readonly QuestionChoice[], suggestion: string | null): QuestionChoice[] =>
  choices.map((one) => (one.choice === suggestion ? { ...one, isSuggested: true } : one));

/** The choice that is suggested, if any is. Questions that were stored before choices could be marked suggest none. */
export const suggestionOf = (choices: readonly QuestionChoice[]): string | null =>
  choices.find(({ isSuggested }) => isSuggested)?.choice ?? null;
