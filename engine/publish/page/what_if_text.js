// Words and numbers in the language that is shown, and the few things that all parts do with elements.
import words from './what_if_words.json';

let language = 'en';
const formats = new Map();

export const spoken = () => language;
export const hasLanguage = name => Object.hasOwn(words, name);

export function speak(name) {
  language = name;
  formats.clear();
}

// The words called `key`, `{name}` in them replaced.
export function word(key, gaps = {}) {
  return words[language][key].replace(/\{(\w+)\}/g, (gap, name) => gaps[name] ?? gap);
}

export const labelOf = labels => labels?.[language] || labels?.en || labels?.vi || '';

// With at least `decimals` places, at most `most`.
export function number(value, decimals = 0, most = decimals, grouped = true) {
  const kind = `${decimals} ${most} ${grouped}`;
  if (!formats.has(kind)) {
    formats.set(kind, new Intl.NumberFormat(language === 'vi' ? 'vi-VN' : 'en-GB',
      {minimumFractionDigits: decimals, maximumFractionDigits: most, useGrouping: grouped}));
  }
  return formats.get(kind).format(value).replace(/^-/, '−');
}

// What somebody typed, or NaN. A comma or a point is the decimal sign, but for the language's own sign of thousands
// where it stands as one: "20.000" is twenty thousand in Vietnamese, "9.2" and "9,2" are the same.
export function parsed(text) {
  const thousands = language === 'vi' ? /^[+-]?\d{1,3}(\.\d{3})+(,\d*)?$/ : /^[+-]?\d{1,3}(,\d{3})+(\.\d*)?$/;
  let plain = text.trim().replace(/\s/g, '').replace('−', '-');
  if (thousands.test(plain)) plain = plain.replaceAll(language === 'vi' ? '.' : ',', '');
  plain = plain.replace(',', '.');
  return /^[+-]?(\d+\.?\d*|\.\d+)$/.test(plain) ? Number(plain) : NaN;
}

export const byId = id => document.getElementById(id);

// An element with attributes and children; strings become text, never markup.
export function make(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === true) element.setAttribute(name, '');
    else if (value !== false && value != null) element.setAttribute(name, value);
  }
  element.append(...children.filter(child => child != null));
  return element;
}

// These leave alone what is so already: most of a page stays the same from answer to answer.
export function setText(element, text) {
  if (element.textContent !== text) element.textContent = text;
}
export function setAttribute(element, name, value) {
  if (element.getAttribute(name) !== String(value)) element.setAttribute(name, value);
}
export function setStyle(element, name, value) {
  if (element.style.getPropertyValue(name) !== value) element.style.setProperty(name, value);
}

// Fills the words of what_if.html in.
export function putWords() {
  document.documentElement.lang = language;
  for (const element of document.querySelectorAll('[data-word]')) setText(element, word(element.dataset.word));
  for (const element of document.querySelectorAll('[data-label]')) {
    element.setAttribute('aria-label', word(element.dataset.label));
  }
  for (const button of document.querySelectorAll('[data-language]')) {
    button.setAttribute('aria-pressed', String(button.dataset.language === language));
  }
}

export function download(content, name) {
  const link = make('a', {href: URL.createObjectURL(content), download: name});
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10000);
}
