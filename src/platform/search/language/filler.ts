import { fold, hasDiacritics } from '../../text/vietnamese.ts';
import { readWords, type Vocabulary } from './vocabulary.ts';

/** A query without the words that only make a sentence of it. */
export interface WithoutFiller {
  readonly words: readonly string[];
  /** Which of the words given these are. */
  readonly kept: readonly number[];
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
  cần nhập, muốn nhập, nhập về, cần đặt, muốn đặt, đặt làm, đặt may, cần lấy, muốn lấy, lấy hàng, tìm mối, mối lấy, mối nào, nguồn nào, tìm chỗ, tìm nơi
  tìm xưởng, xưởng làm, xưởng nào, xưởng sản xuất, cơ sở làm, cơ sở sản xuất, cơ sở nào, nhà sản xuất, đơn vị sản xuất, đơn vị cung cấp
  nơi cung cấp, nhà nào, ai làm, ai biết, có biết, biết chỗ, biết nơi, ở đây có, ở đây, chỗ này có, bác nào, bạn nào, anh nào, chị nào, cô nào
  em nào, shop nào, còn không, còn hàng, giá thế nào, giá như thế nào, giá bao nhiêu một, giá mấy, mấy tiền, làm quà, làm quà biếu, về bán, bán lại
  để bán, để kinh doanh, về làm, về dùng, mua về, cho mình xin, cho em xin, cho xin, xin báo giá, tư vấn, inbox, số lượng, mỗi tháng, hàng tháng
  đặc sản, đặc sản của, đặc sản vùng, sản phẩm, các loại, loại ngon, loại tốt, loại một, loại rẻ, loại xịn, loại ngon nhất, hàng xịn, chính gốc
  một tháng, mỗi tuần, hàng tuần, mỗi ngày, hằng tháng, hằng tuần, thường xuyên, lâu dài, ổn định, hợp tác, phân phối
  where to buy, where can i buy, where can i get, where can i find, how to buy, how much is, how much, i want to buy
  i want, i need, i am looking for, looking for, want to buy, to buy, for sale, price of, price list, wholesale price, best price
  cheap price, wholesale, supplier of, suppliers of, supplier, suppliers, near me, in bulk, who sells, do you have, can i have
`;

/** Words that are filler at the beginning or the end of what is left, or beside other filler. */
const EDGES = `
  mua, bán, tìm, kiếm, cần, hỏi, giá, sỉ, lẻ, shop, ơi, ạ, nhé, nhỉ, vậy, không, hả, ko, với, giúp, ai, có, mình, tôi, em, ad, đâu
  ngon, rẻ, ship, order, xin, muốn, nào, ở, tại, đi, gấp, nhất, gì, thế, loại, hàng, còn, buy, find, price, cheap, best, please, want, need, the, some, of, in
`;

/** Who asks: said before what is needed, as in "nhà hàng em cần mua". */
const ASKERS = `
  quán em, quán mình, quán tôi, quán, nhà hàng em, nhà hàng mình, nhà hàng, khách sạn em, khách sạn, siêu thị em, siêu thị, cửa hàng em, cửa hàng mình
  cửa hàng, công ty em, công ty mình, công ty tôi, công ty, cty, trường em, trường mình, trường, spa em, spa, bếp em, bếp ăn, bếp, tiệm em, tiệm
  shop em, shop mình, shop, bên em, bên mình, bên tôi, bên anh, bên chị, nhà em, nhà mình, nhà tôi, nhà, chúng tôi, chúng em, chúng mình, gia đình
  gia đình em, cơ quan, cơ quan em, văn phòng, hợp tác xã em, đại lý em, đại lý, xưởng em, xưởng, nhóm em, lớp em, hội em, chị em, anh em, we, our shop
  bên bạn, bên shop, bên chỗ, bạn, anh, chị, em, tôi, mình, dạ em, dạ, alo, hello, hi shop, my shop, our restaurant
`;

/** What an asker says next where nothing else of a sentence follows: "bên bạn có tượng gỗ". */
const VERBS = 'có, cần, muốn, đang, tìm, bán, mua, còn, định, need, want';

/** Where what somebody wants ends and what it is for, or what else is said of it, begins. */
const TURNS = 'để, về, cho, làm, thì, mà, vì, nhưng, nên, hoặc, hay, giao, ship, for, to';

/** Measures of how much is wanted. */
const MEASURES = `
  kg, ký, kí, kilo, cân, g, gram, tấn, tạ, yến, lít, lit, l, ml, chai, can, thùng, hộp, gói, bao, cái, con, quả, trái, bộ, chiếc, hũ, lọ, bịch, túi
  kiện, lon, mét, m, tons, ton, boxes, bottles, kgs
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
const askers = list(ASKERS).sort((a, b) => b.length - a.length);
const verbs = list(VERBS).flat();
const turns = new Set(list(TURNS).flat());
const measures = list(MEASURES).flat();
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
  markAsker(words, filler);
  markEdges(words, filler, vocabulary);
  if (filler.some((piece) => piece !== 0)) {
    markRest(words, filler, vocabulary);
    markEdges(words, filler, vocabulary);
  }
  if (filler.every((piece) => piece !== 0)) return { words, kept: [...words.keys()], dropped: [] };
  const dropped: string[] = [];
  filler.forEach((piece, at) => {
    if (piece === 0) return;
    if (piece === filler[at - 1]) dropped.push(`${dropped.pop()} ${words[at]}`);
    else dropped.push(words[at]!);
  });
  const kept = [...words.keys()].filter((at) => filler[at] === 0);
  return { words: kept.map((at) => words[at]!), kept, dropped };
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

/** Adds who asks, before the first filler or a verb of asking, and that verb. */
function markAsker(words: readonly string[], filler: number[]): void {
  const start = filler.indexOf(0);
  const length = askers.find((asker) => {
    const end = start + asker.length;
    if (!asker.every((word, at) => filler[start + at] === 0 && matches(words[start + at]!, word))) return false;
    return end < words.length && (filler[end] !== 0 || verbs.some((verb) => matches(words[end]!, verb)));
  })?.length;
  if (length === undefined) return;
  const hasVerb = filler[start + length] === 0;
  filler.fill(start + 1, start, start + length + (hasVerb ? 1 : 0));
}

/** Adds how much is wanted, and all that follows what is wanted after a word that turns to what it is for. */
function markRest(words: readonly string[], filler: number[], vocabulary: Vocabulary): void {
  const isLeft = (at: number) => filler[at] === 0;
  words.forEach((word, at) => {
    if (!isLeft(at) || !/^\p{N}+$/u.test(word) || !isLeft(at + 1)) return;
    const isMeasure = measures.some((measure) => matches(words[at + 1]!, measure));
    if (isMeasure && vocabulary.pair(word, words[at + 1]!) === 0) filler.fill(at + 1, at, at + 2);
  });
  const first = filler.indexOf(0);
  for (let at = first + 1; first >= 0 && at < words.length; at += 1) {
    if (!isLeft(at) || !turns.has(words[at]!)) continue;
    const isNamedSo =
      vocabulary.pair(words[at - 1]!, words[at]!) > 0 &&
      at + 1 < words.length &&
      vocabulary.pair(words[at]!, words[at + 1]!) > 0;
    if (isNamedSo) continue;
    for (let rest = at; rest < words.length; rest += 1) if (isLeft(rest)) filler[rest] = at + 1;
    return;
  }
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
