import { UserError } from '../errors/user-error.ts';

/** A file that cannot be read as it is: what is wrong and what to do. */
export const badFile = (vi: string, en: string): UserError => new UserError('BAD_INPUT', ['file'], { vi, en });

/** A file that holds more than the limits allow. */
export const tooMuch = (vi: string, en: string): UserError => new UserError('LIMIT_EXCEEDED', ['file'], { vi, en });

/** A workbook that is cut off or contradicts itself. */
export const damaged = (what: string): UserError =>
  badFile(
    `Tệp Excel bị hỏng hoặc chưa tải lên đủ (${what}). Hãy mở bằng Excel, lưu lại rồi thử lại.`,
    `The workbook is damaged or was cut off (${what}). Open it in a spreadsheet program, save it and try again.`,
  );
