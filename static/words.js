// The words that scripts show, in the language of the reader: /words.js, the first script of each
// page, hands them over.

const PLACEHOLDER = /%\((\w+)\)s/g;
const texts = {};

// Take over texts by their keys.
export function learn(words) {
  Object.assign(texts, words);
}

// Whether they were handed over: on a bad line that file may be the one that does not arrive.
export function areKnown() {
  return Object.keys(texts).length > 0;
}

// One text with its values; of a text with plural forms, the form for `count`.
export function fill(text, values, language) {
  const form = typeof text === "string" ? text : pluralForm(text, values.count, language);
  return form.replace(PLACEHOLDER, (_, name) => String(values[name]));
}

function pluralForm(forms, count, language) {
  return forms[new Intl.PluralRules(language).select(count)] ?? forms.other;
}

// The text of a key in the language of the page. An unknown key is a fault of ours: it throws.
export function say(key, values = {}) {
  if (!Object.hasOwn(texts, key)) throw new Error(`no words for ${key}`);
  return fill(texts[key], values, document.documentElement.lang || "en");
}
