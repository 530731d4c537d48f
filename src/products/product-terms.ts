import { registerEnumType } from 'type-graphql';

export enum PriceBasis {
  EXW = 'EXW',
  FOB = 'FOB',
}
registerEnumType(PriceBasis, {
  name: 'PriceBasis',
  description: 'Incoterms 2020 rule on which the prices stand.',
  valuesConfig: {
    EXW: { description: 'Ex works: collected at the facility.' },
    FOB: { description: 'Free on board.' },
  },
});

export enum Storage {
  AMBIENT = 'AMBIENT',
  COOL = 'COOL',
  CHILLED = 'CHILLED',
  FROZEN = 'FROZEN',
}
registerEnumType(Storage, {
  name: 'Storage',
  description: 'Storage condition.',
  valuesConfig: {
    AMBIENT: { description: 'Dry, at room temperature.' },
    COOL: { description: 'Cool, 8 to 15 °C.' },
    CHILLED: { description: 'Chilled, 0 to 8 °C.' },
    FROZEN: { description: 'Frozen, −18 °C or colder.' },
  },
});
