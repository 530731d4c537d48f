import type { Collection } from '@mikro-orm/core';
import type { Problems } from '../platform/input/problems.ts';
import { httpUrl, line, nullable, quantity, wholeWithin } from '../platform/input/value-checks.ts';

export interface GivenImage {
  url: string | URL;
  altVi?: string | null;
  altEn?: string | null;
}

export interface Image {
  position: number;
  url: string;
  altVi: string | null;
  altEn: string | null;
}

/** What can be delivered in a month of the year, 1 to 12. */
export interface MonthCapacity {
  month: number;
  quantity: number;
}

const MAX_IMAGES = 20;

const alt = nullable(line(300));
const month = wholeWithin(1, 12);

/** Checks images; their order is that of the list. */
export function cleanImages(given: readonly GivenImage[], problems: Problems): Image[] {
  if (given.length > MAX_IMAGES) {
    problems.add(
      ['images'],
      { vi: `Tối đa ${MAX_IMAGES} hình ảnh.`, en: `At most ${MAX_IMAGES} images are allowed.` },
      'LIMIT_EXCEEDED',
    );
    return [];
  }
  return given.flatMap((image, index) => {
    const path = ['images', String(index)];
    const url = problems.take([...path, 'url'], httpUrl(image.url));
    const altVi = problems.take([...path, 'altVi'], alt(image.altVi ?? null));
    const altEn = problems.take([...path, 'altEn'], alt(image.altEn ?? null));
    return url === undefined || altVi === undefined || altEn === undefined
      ? []
      : [{ position: index, url, altVi, altEn }];
  });
}

/** Checks capacities: each month at most once, quantities of 0 or more. */
export function cleanCapacities(given: readonly MonthCapacity[], problems: Problems): MonthCapacity[] {
  const seen = new Set<number>();
  return given.flatMap((entry, index) => {
    const path = ['capacities', String(index)];
    const inMonth = problems.take([...path, 'month'], month(entry.month));
    const amount = problems.take([...path, 'quantity'], quantity(entry.quantity));
    if (inMonth !== undefined && seen.has(inMonth)) {
      problems.add([...path, 'month'], {
        vi: `Tháng ${inMonth} xuất hiện hai lần.`,
        en: `Month ${inMonth} is given twice.`,
      });
    }
    if (inMonth === undefined || amount === undefined) return [];
    seen.add(inMonth);
    return [{ month: inMonth, quantity: amount }];
  });
}

/**
 * Makes a collection hold exactly `wanted`. A row with the same key is kept and updated, so that what did
 * not change leaves no trace, and a unique key is never taken twice on the way.
 */
export async function replaceParts<Part extends object, Values extends Partial<Part>>(
  parts: Collection<Part>,
  wanted: readonly Values[],
  keyOf: (part: Part | Values) => string,
  create: () => Part,
): Promise<void> {
  await load(parts);
  const rest = new Map(parts.getItems().map((part) => [keyOf(part), part]));
  for (const values of wanted) {
    const part = rest.get(keyOf(values));
    if (part) rest.delete(keyOf(values));
    const kept = Object.assign(part ?? create(), values);
    if (!part) parts.add(kept);
  }
  parts.remove([...rest.values()]);
}

/** Loads a collection that is not loaded yet; that of a new row has nothing to load. */
export async function load<Part extends object>(parts: Collection<Part>): Promise<void> {
  if (!parts.isInitialized()) await parts.init();
}
