import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify';
import { type ErrorCode, type Text, userErrorsOf } from '../errors/user-error.ts';
import { preferredLanguage } from './language.ts';

interface HttpProblem {
  readonly code: string;
  readonly text: Text;
}

const PROBLEMS: Readonly<Record<number, HttpProblem>> = {
  400: {
    code: 'BAD_REQUEST',
    text: { vi: 'Yêu cầu không đọc được: ', en: 'The request cannot be read: ' },
  },
  404: {
    code: 'NOT_FOUND',
    text: {
      vi: 'Không có gì ở địa chỉ này. API GraphQL ở /graphql.',
      en: 'There is nothing at this address. The GraphQL API is at /graphql.',
    },
  },
  410: {
    code: 'LINK_EXPIRED',
    text: { vi: 'Liên kết này đã hết hạn; hãy lấy liên kết mới.', en: 'This link has expired; ask for a new one.' },
  },
  413: {
    code: 'PAYLOAD_TOO_LARGE',
    text: { vi: 'Nội dung gửi lên quá lớn.', en: 'The body of the request is too large.' },
  },
  415: {
    code: 'UNSUPPORTED_MEDIA_TYPE',
    text: {
      vi: 'Kiểu nội dung không được hỗ trợ; hãy gửi application/json.',
      en: 'This content type is not supported; send application/json.',
    },
  },
};

/** What a client is told when the server is at fault; the cause is in the log, under the id of the request. */
export const INTERNAL_ERROR: HttpProblem = {
  code: 'INTERNAL_SERVER_ERROR',
  text: { vi: 'Máy chủ gặp lỗi. Mã yêu cầu: ', en: 'The server failed. Id of the request: ' },
};

/** HTTP status of what a caller may mend, outside of GraphQL's own fields; 400 of what is not listed. */
const USER_ERROR_STATUS: Partial<Record<ErrorCode, number>> = {
  UNAUTHENTICATED: 401,
  FORBIDDEN: 403,
  NOT_FOUND: 404,
  LIMIT_EXCEEDED: 413,
};

/** The HTTP status of a user error that is the whole answer. */
export const userErrorStatus = (code: ErrorCode): number => USER_ERROR_STATUS[code] ?? 400;

/** Answers what no route matched, in the shape of a GraphQL error. */
export function answerNotFound(request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const { code, text } = PROBLEMS[404]!;
  return sendProblem(request, reply, 404, code, text[preferredLanguage(request.headers['accept-language'])]);
}

/** Answers what failed before or outside GraphQL, in the shape of a GraphQL error. Internals stay in the log. */
export function answerError(error: FastifyError, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const language = preferredLanguage(request.headers['accept-language']);
  const [own] = userErrorsOf(error) ?? [];
  if (own) return sendProblem(request, reply, userErrorStatus(own.code), own.code, own.text[language]);
  const status = statusOf(error);
  const problem = PROBLEMS[status];
  if (problem) {
    const detail = status === 400 ? error.message : '';
    return sendProblem(request, reply, status, problem.code, problem.text[language] + detail);
  }
  if (status < 500) return sendProblem(request, reply, status, error.code, error.message);
  request.log.error({ err: error }, 'request failed');
  return sendProblem(request, reply, status, INTERNAL_ERROR.code, INTERNAL_ERROR.text[language] + request.id);
}

function statusOf(error: FastifyError): number {
  // The GraphQL route builds a URL from the Host header; a malformed one is the client's fault.
  if (error.code === 'ERR_INVALID_URL') return 400;
  return error.statusCode ?? 500;
}

function sendProblem(
  request: FastifyRequest,
  reply: FastifyReply,
  status: number,
  code: string,
  message: string,
): FastifyReply {
  return reply
    .code(status)
    .header('x-request-id', request.id)
    .type('application/json; charset=utf-8')
    .send(JSON.stringify({ errors: [{ message, extensions: { code } }] }));
}
