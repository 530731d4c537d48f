import type { TransferColumn } from './column.ts';

/** Whether a record is invented for demonstration. It says so of new ones, and changes no other. */
export const demoColumn = <
  Given extends { demo?: boolean },
  Stored extends { readonly demo: boolean },
>(): TransferColumn<Given, Stored> => ({
  field: 'demo',
  title: { vi: 'Minh hoạ', en: 'Demo' },
  names: ['dữ liệu minh hoạ', 'dữ liệu mẫu', 'demo data'],
  note: {
    vi: '"có" nếu là dữ liệu bịa ra để minh hoạ; bỏ trống là dữ liệu thật. Không đổi được ở bản ghi đã có.',
    en: '"có" (yes) for what is invented for demonstration; empty for what is real. It stays as it is where the record is there.',
  },
  choices: ['có', 'không'],
  read: (cell, row, given) => {
    given.demo = row.truth(cell);
  },
  write: ({ demo }) => (demo ? 'có' : 'không'),
});
