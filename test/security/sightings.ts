import { type GraphQLObjectType, type GraphQLSchema, getNamedType, isObjectType } from 'graphql';

/** What was seen of a schema in answers: that nothing leaks says nothing of what was never answered at all. */
export class Sightings {
  private readonly values = { operator: new Set<string>(), public: new Set<string>() };

  constructor(private readonly schema: GraphQLSchema) {}

  operator(answer: string): void {
    this.look('operator', JSON.parse(answer).data, this.schema.getQueryType()!.name);
  }

  public(answer: string): void {
    this.look('public', JSON.parse(answer).data, this.schema.getQueryType()!.name);
  }

  /** Fields of the types that can be reached from the root, of which nobody was answered anything. */
  missing(): string[] {
    return this.fields().filter((field) => !this.values.operator.has(field) && !this.values.public.has(field));
  }

  /** Fields that operators were answered and the public never was. */
  forOperators(): string[] {
    return this.fields().filter((field) => this.values.operator.has(field) && !this.values.public.has(field));
  }

  private look(who: 'operator' | 'public', value: unknown, type: string | null): void {
    if (Array.isArray(value)) for (const item of value) this.look(who, item, type);
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return;
    const object = value as Record<string, unknown>;
    const name = typeof object.__typename === 'string' ? object.__typename : type;
    const fields = name ? (this.schema.getType(name) as GraphQLObjectType).getFields() : {};
    for (const [key, inner] of Object.entries(object)) {
      const field = fields[key.replace(/_\d+$/, '')];
      if (!field) continue;
      const isEmpty = inner === null || (Array.isArray(inner) && inner.every((item) => item === null));
      if (!isEmpty) this.values[who].add(`${name}.${field.name}`);
      const of = getNamedType(field.type);
      this.look(who, inner, isObjectType(of) ? of.name : null);
    }
  }

  private fields(): string[] {
    const found = new Set<GraphQLObjectType>();
    const follow = (type: GraphQLObjectType) => {
      if (found.has(type)) return;
      found.add(type);
      for (const { type: inner } of Object.values(type.getFields())) {
        const named = getNamedType(inner);
        if (isObjectType(named)) follow(named);
        else if ('getFields' in named || 'getTypes' in named) {
          for (const possible of this.schema.getPossibleTypes(named as never)) follow(possible);
        }
      }
    };
    follow(this.schema.getQueryType()!);
    return [...found].flatMap((type) => Object.keys(type.getFields()).map((field) => `${type.name}.${field}`)).sort();
  }
}
