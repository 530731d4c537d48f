/** A message for people, in the two languages the API speaks. */
export interface Text {
  vi: string;
  en: string;
}

export type Language = keyof Text;

/** Stable codes of errors that a caller can mend; clients branch on these, never on messages. */
export const ERROR_CODES = {
  BAD_INPUT: 'A value is missing, malformed or out of its range.',
  BAD_ID: 'An id is malformed or belongs to another type.',
  NOT_FOUND: 'Nothing that the viewer may see has this id.',
  UNAUTHENTICATED: 'The operation needs a token and none, or an invalid one, was sent.',
  FORBIDDEN: 'The viewer may not do this.',
  INVALID_STATE: 'The object is in a state that does not allow this.',
  CONFLICT: 'Somebody else changed the object since it was read, or is changing it; read it again.',
  DUPLICATE: 'Another object already holds this unique value.',
  LIMIT_EXCEEDED: 'A documented limit was exceeded.',
} as const;

export type ErrorCode = keyof typeof ERROR_CODES;

/** Something that the caller can mend: what is wrong (`text`, `code`) and where in the input (`path`). */
export class UserError extends Error {
  constructor(
    readonly code: ErrorCode,
    readonly path: readonly string[],
    readonly text: Text,
  ) {
    super(text.en);
    this.name = 'UserError';
  }
}

/** Several user errors at once, so that a form can be mended in one go. */
export class UserErrors extends Error {
  constructor(readonly list: readonly UserError[]) {
    super(list.map((error) => error.message).join(' '));
    this.name = 'UserErrors';
  }
}

/** The user errors carried by something thrown, or null when it is not for the caller to mend. */
export function userErrorsOf(thrown: unknown): readonly UserError[] | null {
  if (thrown instanceof UserError) return [thrown];
  if (thrown instanceof UserErrors) return thrown.list;
  return null;
}
