import { Field, ObjectType, registerEnumType } from 'type-graphql';
import { ERROR_CODES, type ErrorCode } from '../errors/user-error.ts';

const codes = Object.keys(ERROR_CODES) as ErrorCode[];

/** The codes as an enum object for GraphQL: every name is its own value. */
export const ErrorCodeEnum = Object.fromEntries(codes.map((code) => [code, code])) as Record<ErrorCode, ErrorCode>;

registerEnumType(ErrorCodeEnum, {
  name: 'ErrorCode',
  description: 'Stable codes of what a caller can mend; branch on these, not on messages.',
  valuesConfig: Object.fromEntries(codes.map((code) => [code, { description: ERROR_CODES[code] }])),
});

@ObjectType('UserError', { description: 'Something in the input that the caller can mend.' })
export class UserErrorType {
  @Field(() => ErrorCodeEnum, { description: 'What kind of error it is.' })
  code!: ErrorCode;

  @Field(() => [String], {
    description: 'Where in the arguments it is, from the outside in; empty when it is about the whole.',
  })
  path!: readonly string[];

  @Field(() => String, { description: 'For people, in the language of the request (`Accept-Language`: vi or en).' })
  message!: string;
}
