// How wide text is, where there is no canvas to ask: advance widths of Liberation Sans (those of Arial), per mille of
// the font's size. Vietnamese letters are as wide as their base letters but for those with a horn.
const widths = {
  191: "'", 222: 'ijl‘’', 260: '|', 278: ' \u00A0!,./:;I[\\]ft', 333: '()-`r“”·', 334: '{}', 350: '•', 355: '"', 389: '*',
  400: '°', 469: '^', 500: 'Jcksvxyz', 549: '≥≤±', 556: '#$0123456789?L_abdeghnopquđ–', 584: '+<=>~−×', 611: 'FTZ',
  656: 'ơ', 667: '&ABEKPSVXY', 669: 'ư', 722: 'CDHNRUwĐ', 778: 'GOQ', 833: 'Mm', 854: 'Ư', 857: 'Ơ', 889: '%', 944: 'W',
  1000: '—…', 1015: '@',
};
const advances = new Map(Object.entries(widths).flatMap(([width, letters]) => [...letters].map(c => [c, +width])));
const combining = /\p{M}/u;

function advance(letter) {
  const known = advances.get(letter);
  if (known !== undefined) return known;
  const parts = [...letter.normalize('NFD')];
  const horned = advances.get((parts[0] + '\u031B').normalize('NFC'));
  if (parts.includes('\u031B') && horned) return horned;
  return advances.get(parts[0]) ?? (combining.test(letter) ? 0 : 1000);
}

// Pixels of one line of text in a font of `size` pixels; bold is about a fifteenth wider.
export function textWidth(text, size = 12, bold = false) {
  let sum = 0;
  for (const letter of String(text).normalize('NFC')) sum += advance(letter);
  return sum * size / 1000 * (bold ? 1.07 : 1);
}

// A word without blanks, in pieces that fit.
function pieces(word, room, size) {
  const found = [''];
  for (const letter of word) {
    if (found.at(-1) && textWidth(found.at(-1) + letter, size) > room) found.push('');
    found[found.length - 1] += letter;
  }
  return found;
}

// `text` in lines of at most `room` pixels, broken at blanks, within a word only where it does not fit.
export function wrapped(text, room, size = 12) {
  const lines = [];
  for (const word of String(text).split(/[ \t\r\n]+/).filter(Boolean)) {
    const longer = lines.length ? `${lines.at(-1)} ${word}` : word;
    if (lines.length && textWidth(longer, size) <= room) lines[lines.length - 1] = longer;
    else lines.push(...pieces(word, room, size));
  }
  return lines.length ? lines : [''];
}

// vega's measure of text (vega-scenegraph textMetrics.width).
export function itemWidth(item, text) {
  const shown = text ?? item.text;
  const bold = item.fontWeight === 'bold' || +item.fontWeight >= 600;
  const lines = Array.isArray(shown) ? shown : [shown ?? ''];
  return Math.max(...lines.map(line => textWidth(line, item.fontSize ?? 11, bold)));
}
