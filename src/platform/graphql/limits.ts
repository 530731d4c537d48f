import { GraphQLError } from 'graphql';
import type { Language, Text } from '../errors/user-error.ts';

/** What a document and its variables may ask for at most; everything is counted before anything is executed. */
export interface Limits {
  /** Characters of the document. */
  readonly documentLength: number;
  /** Lexical tokens of the document: names, punctuators, numbers, strings. */
  readonly tokens: number;
  /** Nested braces of selections as written, inline fragments included; keeps the parser's stack shallow. */
  readonly braces: number;
  /** Nested lists and objects in one literal or one variable's value. */
  readonly valueNesting: number;
  readonly aliases: number;
  readonly directives: number;
  readonly operations: number;
  readonly fragments: number;
  /** Fields on the way from the root to the deepest leaf, fragments expanded; the introspection of graphql-js has 15. */
  readonly depth: number;
  /** Repetitions of a field, or of a fragment, within one selection, over the whole document. */
  readonly duplicateFields: number;
  /** Root fields of one operation, fragments expanded. */
  readonly rootFields: number;
  /** Fields and spreads of the document as written, and of each operation with its fragments expanded. */
  readonly fields: number;
  /** Single values, lists and objects in the variables of one request. */
  readonly variableValues: number;
  /** Values that the answer may hold at most: every field counts once for each object that it may appear in. */
  readonly cost: number;
}

/** Wide enough for the biggest page of a frontend and for the introspection of common tools. */
export const DEFAULT_LIMITS: Limits = {
  documentLength: 100_000,
  tokens: 16_000,
  braces: 60,
  valueNesting: 20,
  aliases: 100,
  directives: 100,
  operations: 50,
  fragments: 100,
  depth: 15,
  duplicateFields: 50,
  rootFields: 50,
  fields: 1_000,
  variableValues: 10_000,
  cost: 50_000,
};

interface Reason {
  /** The limit that was exceeded, by its name in `Limits`. */
  readonly limit: keyof Limits;
  /** Stable code of the error; two limits may share one. */
  readonly code: string;
  readonly text: (found: string, limit: string) => Text;
}

const REASONS = {
  documentLength: {
    code: 'DOCUMENT_TOO_LONG',
    text: (found, limit) => ({
      vi: `Câu truy vấn dài ${found} ký tự; tối đa là ${limit}.`,
      en: `The document is ${found} characters long; at most ${limit} are allowed.`,
    }),
  },
  tokens: {
    code: 'TOO_MANY_TOKENS',
    text: (found, limit) => ({
      vi: `Câu truy vấn có ${found} từ tố; tối đa là ${limit}.`,
      en: `The document has ${found} tokens; at most ${limit} are allowed.`,
    }),
  },
  braces: {
    code: 'DOCUMENT_TOO_DEEP',
    text: (found, limit) => ({
      vi: `Câu truy vấn lồng ${found} tầng ngoặc nhọn; tối đa là ${limit}.`,
      en: `The document nests ${found} levels of braces; at most ${limit} are allowed.`,
    }),
  },
  valueNesting: {
    code: 'VALUE_TOO_DEEP',
    text: (found, limit) => ({
      vi: `Một giá trị lồng ${found} tầng danh sách và đối tượng; tối đa là ${limit}.`,
      en: `A value nests ${found} levels of lists and objects; at most ${limit} are allowed.`,
    }),
  },
  aliases: {
    code: 'TOO_MANY_ALIASES',
    text: (found, limit) => ({
      vi: `Câu truy vấn dùng ${found} bí danh; tối đa là ${limit}.`,
      en: `The document uses ${found} aliases; at most ${limit} are allowed.`,
    }),
  },
  directives: {
    code: 'TOO_MANY_DIRECTIVES',
    text: (found, limit) => ({
      vi: `Câu truy vấn dùng ${found} chỉ thị; tối đa là ${limit}.`,
      en: `The document uses ${found} directives; at most ${limit} are allowed.`,
    }),
  },
  operations: {
    code: 'TOO_MANY_OPERATIONS',
    text: (found, limit) => ({
      vi: `Câu truy vấn có ${found} thao tác; tối đa là ${limit}.`,
      en: `The document defines ${found} operations; at most ${limit} are allowed.`,
    }),
  },
  fragments: {
    code: 'TOO_MANY_FRAGMENTS',
    text: (found, limit) => ({
      vi: `Câu truy vấn định nghĩa ${found} mảnh (fragment); tối đa là ${limit}.`,
      en: `The document defines ${found} fragments; at most ${limit} are allowed.`,
    }),
  },
  depth: {
    code: 'DOCUMENT_TOO_DEEP',
    text: (found, limit) => ({
      vi: `Câu truy vấn sâu ${found} tầng trường; tối đa là ${limit}.`,
      en: `The document is ${found} fields deep; at most ${limit} are allowed.`,
    }),
  },
  duplicateFields: {
    code: 'TOO_MANY_DUPLICATE_FIELDS',
    text: (found, limit) => ({
      vi: `Câu truy vấn lặp lại trường ${found} lần; tối đa là ${limit}.`,
      en: `The document repeats fields ${found} times; at most ${limit} repetitions are allowed.`,
    }),
  },
  rootFields: {
    code: 'TOO_MANY_ROOT_FIELDS',
    text: (found, limit) => ({
      vi: `Thao tác gọi ${found} trường gốc; tối đa là ${limit}.`,
      en: `The operation asks for ${found} root fields; at most ${limit} are allowed.`,
    }),
  },
  fields: {
    code: 'TOO_MANY_FIELDS',
    text: (found, limit) => ({
      vi: `Câu truy vấn chọn ${found} trường và mảnh; tối đa là ${limit}.`,
      en: `The document selects ${found} fields and fragments; at most ${limit} are allowed.`,
    }),
  },
  variableValues: {
    code: 'TOO_MANY_VARIABLE_VALUES',
    text: (found, limit) => ({
      vi: `Các biến chứa ${found} giá trị; tối đa là ${limit}.`,
      en: `The variables hold ${found} values; at most ${limit} are allowed.`,
    }),
  },
  cost: {
    code: 'TOO_COMPLEX',
    text: (found, limit) => ({
      vi: `Câu trả lời có thể chứa ${found} giá trị; tối đa là ${limit}. Hãy giảm "first" hoặc bớt danh sách lồng nhau.`,
      en: `The answer may hold ${found} values; at most ${limit} are allowed. Ask for fewer with "first", or nest fewer lists.`,
    }),
  },
} satisfies Record<keyof Limits, Omit<Reason, 'limit'>>;

/** Why a request is not executed: which limit, what it is and what was found. */
export interface Refusal {
  readonly code: string;
  readonly text: Text;
  readonly details: Readonly<Record<string, unknown>>;
}

/** A refusal when `found` is more than the limit allows, else null. */
export function refuseAbove(name: keyof Limits, found: number, limits: Limits): Refusal | null {
  const limit = limits[name];
  if (found <= limit) return null;
  const { code, text } = REASONS[name];
  const inVietnamese = text(grouped(found, '.'), grouped(limit, '.')).vi;
  const inEnglish = text(grouped(found, ','), grouped(limit, ',')).en;
  return { code, text: { vi: inVietnamese, en: inEnglish }, details: { limit, found } };
}

/** Digits in groups of three; `Intl` would take 20 ms when first used, which is when it matters. */
function grouped(value: number, separator: string): string {
  return String(value).replace(/\B(?=(\d{3})+$)/g, separator);
}

/** A fragment that contains itself has no depth: refused before any rule of validation walks it. */
export function refuseCycle(fragment: string): Refusal {
  return {
    code: 'FRAGMENT_CYCLE',
    text: {
      vi: `Mảnh (fragment) "${fragment}" chứa chính nó.`,
      en: `Fragment "${fragment}" contains itself.`,
    },
    details: { fragment },
  };
}

/** The error that a client sees for a refusal: HTTP 400, a stable code, the numbers in `extensions`. */
export function refusalError(refusal: Refusal, language: Language): GraphQLError {
  return new GraphQLError(refusal.text[language], {
    extensions: { code: refusal.code, ...refusal.details, http: { status: 400 } },
  });
}
