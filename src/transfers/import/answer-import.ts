import { requireOperator } from '../../platform/auth/viewer.ts';
import { write } from '../../platform/database/write.ts';
import { Problems } from '../../platform/input/problems.ts';
import { suggestionOf } from '../columns/question.ts';
import { ImportQuestion } from './findings.entity.ts';
import { lockImport } from './load-import.ts';
import { reconsider } from './reconsider-import.ts';

export interface ImportAnswer {
  key: string;
  choice: string;
}

/** Most answers of one call. */
const MAX_ANSWERS = 1_000;

/** Answers questions of an import and checks it anew. @throws UserErrors for a question or a choice that there is not */
export const answerImport = write(
  async (context, { id, answers }: { id: string; answers: readonly ImportAnswer[] }): Promise<string> => {
    requireOperator(context.viewer);
    const { em } = context;
    const found = await lockImport(em, id);
    const problems = new Problems();
    if (answers.length > MAX_ANSWERS) problems.add(['answers'], TOO_MANY_ANSWERS, 'LIMIT_EXCEEDED');
    const questions = new Map(
      (await em.find(ImportQuestion, { import: id })).map((question) => [question.key, question]),
    );
    for (const [place, { key, choice }] of answers.entries()) {
      const question = questions.get(key);
      if (!question) problems.add(['answers', String(place), 'key'], NO_QUESTION, 'NOT_FOUND');
      else if (!question.isAnsweredBy(choice)) problems.add(['answers', String(place), 'choice'], NO_CHOICE);
    }
    problems.refuseAny();
    found.answers = { ...found.answers, ...Object.fromEntries(answers.map(({ key, choice }) => [key, choice])) };
    await reconsider(em, found);
    return found.id;
  },
);

/** Takes what is suggested for the open questions of some kinds, or of all, and checks anew; the others stay open. @throws UserError */
export const acceptSuggestions = write(
  async (context, { id, kinds }: { id: string; kinds: readonly string[] | null }): Promise<string> => {
    requireOperator(context.viewer);
    const { em } = context;
    const found = await lockImport(em, id);
    const open = await em.find(ImportQuestion, { import: id, answer: null });
    const taken = open.flatMap(({ key, kind, choices }) => {
      const suggestion = kinds === null || kinds.includes(kind) ? suggestionOf(choices) : null;
      return suggestion === null ? [] : [[key, suggestion] as const];
    });
    found.answers = { ...found.answers, ...Object.fromEntries(taken) };
    await reconsider(em, found);
    return found.id;
  },
);

const TOO_MANY_ANSWERS = {
  vi: `Mỗi lần trả lời tối đa ${MAX_ANSWERS} câu hỏi.`,
  en: `At most ${MAX_ANSWERS} questions are answered at once.`,
};
const NO_QUESTION = {
  vi: 'Lượt nhập này không có câu hỏi nào như vậy.',
  en: 'This import has no such question.',
};
const NO_CHOICE = {
  vi: 'Câu hỏi này không có lựa chọn như vậy.',
  en: 'This is no answer to the question; its choices are those that it lists.',
};
