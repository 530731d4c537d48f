import type { Text } from '../platform/errors/user-error.ts';
import type { Problems } from '../platform/input/problems.ts';

/** Notes it where a batch says of a record that it is invented, or real, and it is not: nobody real has an invented price or certificate. */
export function refuseOtherDemo(said: boolean | undefined, isDemo: boolean, problems: Problems): void {
  if (said !== undefined && said !== isDemo) problems.add(['demo'], isDemo ? IS_INVENTED : IS_REAL);
}

const IS_INVENTED: Text = {
  vi: 'Đây là dữ liệu minh hoạ, hoặc thuộc về dữ liệu minh hoạ; tệp không đổi được điều đó.',
  en: 'This is demonstration data, or belongs to such; a file does not change that.',
};
const IS_REAL: Text = {
  vi: 'Đây là dữ liệu thật, hoặc thuộc về dữ liệu thật; tệp không biến nó thành dữ liệu minh hoạ.',
  en: 'This is real, or belongs to what is real; a file does not make it demonstration data.',
};
