import { type ProductFacts, spelt } from './facts.ts';

/** Whether a product is among those that a rule means. */
export type Rule = (product: ProductFacts) => boolean;

/** The texts of a product, spelt once for all rules. */
interface SpeltFacts {
  readonly name: string;
  readonly nameEn: string;
  readonly origin: string;
  readonly provinces: readonly string[];
  readonly ingredients: readonly string[];
}

/** What a term says of a product, given what stands after its sign: a code as it is, and a phrase spelt. */
type Term = (facts: SpeltFacts, value: string) => boolean;

const TERMS: Readonly<Record<string, Term>> = {
  '': ({ name }, phrase) => name.includes(phrase),
  '^': ({ name }, phrase) => name.startsWith(phrase),
  'in:': ({ provinces }, phrase) => provinces.includes(phrase),
  'from:': ({ origin }, phrase) => origin.includes(phrase),
  'of:': ({ ingredients }, phrase) => ingredients.some((ingredient) => ingredient.includes(phrase)),
  'en:': ({ nameEn }, phrase) => nameEn.includes(phrase),
};

/** What the value of a term cannot have in it. */
const SIGN = /[:^!|&]/;

const known = new WeakMap<ProductFacts, SpeltFacts>();

/**
 * Reads a rule in the notation of the judgements (judgements/README.md). An empty one means no product.
 * @throws Error when a term is not of the notation
 */
export function parseRule(text: string): Rule {
  if (text.trim() === '') return () => false;
  const alternatives = text.split('|').map((part) => part.split('&').map((term) => parseTerm(term.trim())));
  return (product) => alternatives.some((terms) => terms.every((term) => term(product)));
}

function parseTerm(term: string): Rule {
  if (term.startsWith('!')) {
    const excluded = parseTerm(term.slice(1));
    return (product) => !excluded(product);
  }
  const [, sign = '', value = ''] = /^(\^|[a-z]+:|)(.*)$/.exec(term) ?? [];
  if (value.trim() === '' || SIGN.test(value)) throw new Error(`"${term}" is not a term of the judgements.`);
  if (sign === 'cat:') return ({ categories }) => categories.includes(value);
  const test = TERMS[sign];
  if (!test) throw new Error(`"${term}" is not a term of the judgements.`);
  const phrase = spelt(value);
  return (product) => test(speltFacts(product), phrase);
}

function speltFacts(product: ProductFacts): SpeltFacts {
  let facts = known.get(product);
  if (!facts) {
    facts = {
      name: spelt(product.name),
      nameEn: spelt(product.nameEn ?? ''),
      origin: spelt(product.origin ?? ''),
      provinces: product.provinces.map(spelt),
      ingredients: product.ingredients.map(spelt),
    };
    known.set(product, facts);
  }
  return facts;
}
