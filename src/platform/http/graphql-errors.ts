import type { ApolloServerPlugin } from '@apollo/server';
import { GraphQLError, type GraphQLFormattedError } from 'graphql';
import { type Language, userErrorsOf } from '../errors/user-error.ts';
import type { Log } from '../logging/log.ts';
import { INTERNAL_ERROR, userErrorStatus } from './http-errors.ts';

/** What answering errors needs to know of a request. */
export interface ErrorContext {
  readonly requestId: string;
  readonly language: Language;
}

/** How Vietnamese introduces the messages of graphql-js, which are in English only. */
const IN_VIETNAMESE: Readonly<Record<string, string>> = {
  GRAPHQL_PARSE_FAILED: 'Câu truy vấn sai cú pháp: ',
  GRAPHQL_VALIDATION_FAILED: 'Câu truy vấn không khớp với lược đồ: ',
  BAD_USER_INPUT: 'Giá trị của biến không hợp lệ: ',
  BAD_REQUEST: 'Yêu cầu không hợp lệ: ',
};

/** What Apollo says, without a code, where a persisted query is not the one that its hash is of. */
const WRONG_HASH = 'provided sha does not match query';

/** Hides everything about an unexpected error but where in the answer it happened. */
export function maskInternals(formatted: GraphQLFormattedError): GraphQLFormattedError {
  if (!isInternal(formatted)) return formatted;
  const { locations, path } = formatted;
  return { message: 'Internal server error', locations, path, extensions: { code: INTERNAL_ERROR.code } };
}

/** A user error thrown while the context was made, as the GraphQL error that Apollo shows; anything else as it came. */
export function contextError(thrown: unknown, language: Language): unknown {
  const error = userErrorsOf(thrown)?.[0];
  if (!error) return thrown;
  const { code, path, text } = error;
  return new GraphQLError(text[language], {
    extensions: { code, path, http: { status: userErrorStatus(code) } },
  });
}

/** Speaks the language of the request, refuses operations that the document lacks, and logs what is masked. */
export function errorsPlugin<C extends ErrorContext>(log: Log): ApolloServerPlugin<C> {
  return {
    async contextCreationDidFail({ error }) {
      if (!(error instanceof GraphQLError)) log.error({ err: error }, 'the context of a request could not be made');
    },
    async unexpectedErrorProcessingRequest({ requestContext, error }) {
      log.error({ requestId: requestContext.contextValue.requestId, err: error }, 'a request failed in the pipeline');
    },
    async requestDidStart() {
      return {
        async didResolveOperation({ contextValue: { language }, operation, request: { operationName } }) {
          if (!operation) throw unresolvedOperation(operationName, language);
        },
        async didEncounterErrors({ contextValue: { requestId }, errors }) {
          for (const error of errors) {
            if (error.message === WRONG_HASH) Object.assign(error.extensions, { code: 'BAD_REQUEST' });
            // One that has a code was logged by whoever gave it.
            if (error.extensions.code !== undefined) continue;
            log.error({ requestId, path: error.path, err: error.originalError ?? error }, 'an operation failed');
          }
        },
        async willSendResponse({ contextValue, response: { body } }) {
          if (body.kind !== 'single' || !body.singleResult.errors) return;
          body.singleResult.errors = body.singleResult.errors.map((error) => translated(error, contextValue));
        },
      };
    },
  };
}

function isInternal({ extensions }: GraphQLFormattedError): boolean {
  return (extensions?.code ?? INTERNAL_ERROR.code) === INTERNAL_ERROR.code;
}

function unresolvedOperation(name: string | undefined, language: Language): GraphQLError {
  const text = name
    ? {
        vi: `Câu truy vấn không có thao tác tên "${name}".`,
        en: `The document has no operation named "${name}".`,
      }
    : {
        vi: 'Câu truy vấn có nhiều thao tác, hoặc không có; hãy chọn bằng operationName.',
        en: 'The document has several operations, or none; choose one by operationName.',
      };
  return new GraphQLError(text[language], {
    extensions: { code: 'OPERATION_RESOLUTION_FAILURE', http: { status: 400 } },
  });
}

function translated(error: GraphQLFormattedError, { language, requestId }: ErrorContext): GraphQLFormattedError {
  if (isInternal(error)) {
    const message = INTERNAL_ERROR.text[language] + requestId;
    return { ...error, message, extensions: { ...error.extensions, requestId } };
  }
  const introduction = language === 'vi' ? IN_VIETNAMESE[String(error.extensions?.code)] : undefined;
  return introduction ? { ...error, message: introduction + error.message } : error;
}
