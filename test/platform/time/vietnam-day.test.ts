import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDays, addMonths, dayOf, endOfDay, parseDay, startOfDay } from '../../../src/platform/time/vietnam-day.ts';

const inZone = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Asia/Ho_Chi_Minh', dateStyle: 'short' });

const instant = fc.date({
  min: new Date('1976-01-01T00:00:00Z'),
  max: new Date('2150-01-01T00:00:00Z'),
  noInvalidDate: true,
});

describe('a day in Viet Nam', () => {
  it('begins at 17:00 UTC of the day before and ends when the next begins', () => {
    expect(startOfDay('2026-12-31')).toEqual(new Date('2026-12-30T17:00:00Z'));
    expect(endOfDay('2026-12-31')).toEqual(new Date('2026-12-31T17:00:00Z'));
    expect(dayOf(new Date('2026-12-31T16:59:59.999Z'))).toBe('2026-12-31');
    expect(dayOf(new Date('2026-12-31T17:00:00Z'))).toBe('2027-01-01');
  });

  it.each([
    ['2026-01-31', 1, '2026-02-28'],
    ['2024-02-29', 12, '2025-02-28'],
    ['2025-11-15', 36, '2028-11-15'],
    ['2025-03-31', -1, '2025-02-28'],
  ])('%s and %i months are %s', (day, count, expected) => {
    expect(addMonths(day, count)).toBe(expected);
  });

  it('is the day of the time zone database', () => {
    fc.assert(
      fc.property(instant, (at) => dayOf(at) === inZone.format(at)),
      { numRuns: 2_000, seed: 12 },
    );
  });

  it('holds the instants from its start up to its end, and no others', () => {
    fc.assert(
      fc.property(instant, (at) => {
        const day = dayOf(at);
        expect(startOfDay(day).getTime()).toBeLessThanOrEqual(at.getTime());
        expect(at.getTime()).toBeLessThan(endOfDay(day).getTime());
        expect(endOfDay(day)).toEqual(startOfDay(addDays(day, 1)));
        expect(dayOf(startOfDay(day))).toBe(day);
      }),
      { seed: 13 },
    );
  });

  it('moves by days over months and leap years', () => {
    expect(addDays('2024-02-28', 1)).toBe('2024-02-29');
    expect(addDays('2026-01-01', -1)).toBe('2025-12-31');
    expect(addDays('2025-07-01', 365)).toBe('2026-07-01');
  });

  it('has no place for what is no day', () => {
    expect(() => startOfDay('2026-02-29')).toThrow(RangeError);
    expect(() => endOfDay('31/12/2026')).toThrow(RangeError);
    expect(() => dayOf(new Date(Number.NaN))).toThrow(RangeError);
    expect(() => addDays('9999-12-31', 1)).toThrow(RangeError);
    expect(() => addDays('0001-01-01', -1)).toThrow(RangeError);
    expect(endOfDay('9999-12-31')).toEqual(new Date('9999-12-31T17:00:00Z'));
  });
});

describe('parseDay', () => {
  it.each(['2026-12-31', '2028-02-29', '2000-02-29', '0001-01-01', '9999-12-31', ' 2026-01-01 '])(
    'accepts %s',
    (text) => {
      expect(parseDay(text)).toEqual({ ok: true, value: text.trim() });
    },
  );

  it.each(['2026-02-29', '1900-02-29', '2026-04-31', '2026-13-01', '2026-00-10', '2026-01-00', '0000-01-01'])(
    'knows that the calendar has no %s',
    (text) => {
      expect(parseDay(text)).toMatchObject({ ok: false, reason: { en: `The calendar has no day ${text}.` } });
    },
  );

  it.each(['31/12/2026', '2026-1-1', '2026-12-31T00:00:00Z', '', '20261231'])('does not read %s', (text) => {
    expect(parseDay(text)).toMatchObject({ ok: false, reason: { en: expect.stringMatching(/YYYY-MM-DD/) } });
  });

  it('knows the last day of every month, in leap years and others', () => {
    for (let month = 1; month <= 12; month += 1) {
      for (const year of [1600, 1700, 1999, 2000, 2023, 2024, 2100]) {
        const last = new Date(Date.UTC(year, month, 0)).getUTCDate();
        const day = (date: number) => `${year}-${String(month).padStart(2, '0')}-${String(date).padStart(2, '0')}`;
        expect(parseDay(day(last)).ok).toBe(true);
        expect(parseDay(day(last + 1)).ok).toBe(false);
      }
    }
  });
});
