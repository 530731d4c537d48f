import iconv from 'iconv-lite';

const TONES = '\u0301\u0300\u0309\u0303\u0323';

/** How VNI writes the tones sắc, huyền, hỏi, ngã, nặng on each kind of vowel, and what stands for the vowel alone. */
const VNI: Record<string, readonly [alone: string, toned: string]> = {
  '': ['', 'ùøûõï'],
  '\u0302': ['â', 'áàåãä'],
  '\u0306': ['ê', 'éèúüë'],
};

/** Vowels whose toned letters are single characters in VNI, in the order of {@link TONES}; ỵ is another. */
const VNI_I = 'íìæóò';

/** Text in VNI for Windows: written from the published table, apart from the one that reads it. */
export function toVni(text: string): Buffer {
  const letters = [...text.normalize('NFC')].map((character) => {
    const upper = character !== character.toLowerCase();
    const written = vniLetter(character.toLowerCase());
    return upper ? written.toUpperCase() : written;
  });
  return iconv.encode(letters.join(''), 'windows-1252');
}

function vniLetter(character: string): string {
  if (character === 'đ') return 'ñ';
  const [base = '', ...marks] = character.normalize('NFD');
  const tone = TONES.indexOf(marks.find((mark) => TONES.includes(mark)) ?? '-');
  const shape = marks.find((mark) => !TONES.includes(mark)) ?? '';
  if (base === 'i' && tone >= 0) return VNI_I[tone]!;
  if (base === 'y' && tone === 4) return 'î';
  // The horn makes another base; its tones are those of a plain vowel.
  const vowel = shape === '\u031b' ? (base === 'o' ? 'ô' : 'ö') : base;
  const [alone, toned] = VNI[shape === '\u031b' ? '' : shape]!;
  return vowel + (tone >= 0 ? toned[tone] : alone);
}

/** Text in Windows-1258: letters with their shape, the tones as marks behind them. */
export function toWindows1258(text: string): Buffer {
  const letters = [...text.normalize('NFC')].map((character) => {
    const tone = [...character.normalize('NFD')].find((mark) => TONES.includes(mark));
    if (!tone) return character;
    return character.normalize('NFD').replace(tone, '').normalize('NFC') + tone;
  });
  return iconv.encode(letters.join(''), 'windows-1258');
}

/** Text in TCVN3 (ABC): fonts show capitals with tones, so that the bytes are those of small letters. */
export const toTcvn3 = (text: string): Buffer => iconv.encode(text.normalize('NFC').toLowerCase(), 'tcvn');
