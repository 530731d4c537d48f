import { fold, hasDiacritics } from '../../text/vietnamese.ts';
import { readWords, type Vocabulary } from './vocabulary.ts';

/** A query without the words that only make a sentence of it. */
export interface WithoutFiller {
  readonly words: readonly string[];
  /** What was left out, each phrase in one piece, in its order. */
  readonly dropped: readonly string[];
}

/** Phrases that say nothing about goods, wherever they stand. */
const PHRASES = `
  cho hỏi, cho em hỏi, cho mình hỏi, cho tôi hỏi, cho mình, cho em, cho tôi, làm ơn, xin hỏi, xin chào, mình hỏi, hỏi chút, hỏi xíu
  ai bán, ai có, có ai, nơi bán, chỗ bán, chỗ nào bán, nơi nào bán, chỗ nào, nơi nào, bán ở đâu, mua ở đâu, ở đâu bán, ở đâu có
  ở đâu, chỗ mua, nơi mua, địa chỉ bán, địa chỉ mua, cửa hàng bán, shop bán, bên nào, bên mình, nhà mình, có bán, có không
  cần tìm, cần mua, muốn mua, muốn tìm, tìm mua, đặt mua, đặt hàng, hỏi mua, mình cần, em cần, tôi cần, mình muốn, em muốn, tôi muốn
  đang tìm, đang cần, cần nhập, nhập hàng, lấy sỉ, mua sỉ, mua buôn, mua lẻ, bán sỉ, bán buôn, bán lẻ, sỉ lẻ, sỉ và lẻ, giá sỉ
  giá buôn, giá lẻ, giá gốc, giá rẻ, giá tốt, giá cả, giá bao nhiêu, bao nhiêu tiền, bao nhiêu, báo giá, xin giá, bảng giá
  rẻ nhất, tốt nhất, ngon nhất, loại nào ngon, loại nào tốt, loại nào, hãng nào, hiệu nào, ở đâu ngon, ngon không, tốt không
  số lượng lớn, số lượng nhiều, với giá, giao hàng, giao hàng tận nơi, giao tận nơi, ship hàng, nhà cung cấp, nhà phân phối, nguồn hàng, tìm nguồn
  đại lý, uy tín, chất lượng, chất lượng cao, chính hãng, shop ơi, ad ơi, bạn ơi, chị ơi, anh ơi, em ơi, mọi người, cả nhà ơi
  where to buy, where can i buy, where can i get, where can i find, how to buy, how much is, how much, i want to buy
  i want, i need, i am looking for, looking for, want to buy, to buy, for sale, price of, price list, wholesale price, best price
  cheap price, wholesale, supplier of, suppliers of, supplier, suppliers, near me, in bulk, who sells, do you have, can i have
`;

/** Words that are filler at the beginning or the end of what is left, or beside other filler. */
const EDGES = `
  mua, bán, tìm, kiếm, cần, hỏi, giá, sỉ, lẻ, shop, ơi, ạ, nhé, nhỉ, vậy, không, hả, ko, với, giúp, ai, có, mình, tôi, em, ad, đâu
  ngon, rẻ, ship, order, xin, muốn, nào, ở, tại, đi, gấp, nhất, gì, thế, loại, hàng, còn, buy, find, price, cheap, best, please, want, need, the, some, of, in
`;

/** Words that join others and are filler between them, too. */
const LINKS = 'và, của, các, những, ở, tại, or, and, from, with, for, the';

/**
 * Of these words those that are understood without diacritics. The others are goods as often as filler when they are folded: toi is
 * tỏi, dau is dầu, can is cần.
 */
const BARE = 'mua, bán, tìm, giá, nhé, với, không, giúp, muốn, ngon, ở, và, các';

/** Goods that begin with such a word, kept even where the catalogue does not have them: nothing shall be found for giá đỗ, not đỗ. */
const GOODS = `
  giá đỗ, giá đậu, giá sách, giá treo, giá kệ, giá gỗ, bán nguyệt, bán thành phẩm, bán tự động, không đường, không hạt, không dầu
  có đường, hàng rào, hàng hiệu
`;

/** A typed word is a word of a phrase if it is written so or has no diacritics at all. */
const matches = (typed: string, filler: string): boolean =>
  typed === filler || (!hasDiacritics(typed) && typed === fold(filler));

const list = (text: string): string[][] =>
  text
    .split(/[,\n]/)
    .map(readWords)
    .filter((words) => words.length > 0);

/** By the folded first word, the longest phrase first. */
const byFirst = new Map<string, string[][]>();
for (const phrase of list(PHRASES).sort((a, b) => b.length - a.length)) {
  const first = fold(phrase[0]!);
  byFirst.set(first, [...(byFirst.get(first) ?? []), phrase]);
}

const goods = list(GOODS);
const bare = list(BARE).flat();
const withBare = (words: readonly string[]) =>
  new Set([...words, ...bare.filter((word) => words.includes(word)).map(fold)]);
const links = withBare(list(LINKS).flat());
const edges = withBare([...list(EDGES).flat(), ...list(LINKS).flat()]);

/**
 * Leaves out what makes a sentence of a query: "cho hỏi ai bán nước mắm giá sỉ ở đâu" asks for nước mắm. Words that the catalogue
 * has beside their neighbours stay (giá đỗ, bán nguyệt), and so does everything if nothing else would be left. O(words).
 */
export function dropFiller(words: readonly string[], vocabulary: Vocabulary): WithoutFiller {
  const filler = phrasesIn(words, vocabulary);
  markEdges(words, filler, vocabulary);
  if (filler.every((piece) => piece !== 0)) return { words, dropped: [] };
  const dropped: string[] = [];
  filler.forEach((piece, at) => {
    if (piece === 0) return;
    if (piece === filler[at - 1]) dropped.push(`${dropped.pop()} ${words[at]}`);
    else dropped.push(words[at]!);
  });
  return { words: words.filter((_, at) => filler[at] === 0), dropped };
}

/** For each word the number of the piece of filler it belongs to, 0 for none. */
function phrasesIn(words: readonly string[], vocabulary: Vocabulary): number[] {
  const filler = words.map(() => 0);
  for (let start = 0; start < words.length; ) {
    const phrase = phraseAt(words, start);
    const length = phrase?.length ?? 0;
    if (phrase && !isNamed(words, start, length, vocabulary)) {
      filler.fill(start + 1, start, start + length);
      start += length;
    } else start += 1;
  }
  return filler;
}

function phraseAt(words: readonly string[], start: number): string[] | undefined {
  return byFirst
    .get(fold(words[start]!))
    ?.find((phrase) => phrase.every((word, at) => start + at < words.length && matches(words[start + at]!, word)));
}

/** A phrase is part of a name if the catalogue has a pair that reaches out of it on either side, or if it begins goods. */
function isNamed(words: readonly string[], start: number, length: number, vocabulary: Vocabulary): boolean {
  const end = start + length;
  if (
    end < words.length &&
    goods.some(([first, second]) => matches(words[end - 1]!, first!) && matches(words[end]!, second!))
  )
    return true;
  const reachesBack = start > 0 && vocabulary.pair(words[start - 1]!, words[start]!) > 0;
  return reachesBack || (end < words.length && vocabulary.pair(words[end - 1]!, words[end]!) > 0);
}

/** Adds the single words: from either end inwards, beside phrases, and links between any words. */
function markEdges(words: readonly string[], filler: number[], vocabulary: Vocabulary): void {
  const take = (at: number): boolean => {
    if (filler[at] !== 0) return true;
    if (!edges.has(words[at]!) || isNamed(words, at, 1, vocabulary)) return false;
    filler[at] = at + 1;
    return true;
  };
  const inwards = (from: number, step: number) => {
    for (let at = from; at >= 0 && at < words.length && take(at); at += step);
  };
  inwards(0, 1);
  inwards(words.length - 1, -1);
  words.forEach((word, at) => {
    if (filler[at] === 0 && links.has(word)) take(at);
    if (filler[at] !== 0) {
      inwards(at + 1, 1);
      inwards(at - 1, -1);
    }
  });
}
