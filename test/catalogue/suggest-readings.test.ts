import { describe, expect, it, vi } from 'vitest';
import { useTestApp } from '../support/app.ts';

const app = useTestApp('seeded');

async function suggest(text: string): Promise<{ kind: string; text: string; html: string }[]> {
  return (await app.asPublic.query('query ($text: String!) { suggest(text: $text) { kind text html } }', { text }))
    .suggest;
}

describe('what nothing begins with', () => {
  it.each([
    ['nuowcs mawms', /^Nước mắm/],
    ['nuoc71 mam81', /^Nước mắm/],
    ['nuocmam', /^Nước mắm/],
    ['nuowcs mam', /^Nước mắm/],
    ['nuowcs maw', /^Nước mắm/],
    ['nuow', /^Nước/],
    ['kẹo rừa', /^Kẹo dừa/],
    ['bánh chánh', /^Bánh tráng/],
    ['cà phee', /^Cà phê/],
  ])('is read otherwise: %s', async (typed, name) => {
    const [first] = await suggest(typed);
    expect(first?.text).toMatch(name);
    expect(first?.html).toMatch(/^<em>/);
  });

  it('is nothing, if the catalogue has no such thing', async () => {
    expect([await suggest('điện thoại'), await suggest('xe hơi cũ')]).toEqual([[], []]);
  });

  it('is read otherwise only then', async () => {
    const read = vi.spyOn(app.services.search, 'readings');
    expect((await suggest('nước mă'))[0]!.text).toMatch(/^Nước mắm/);
    expect(read).not.toHaveBeenCalled();
  });
});
