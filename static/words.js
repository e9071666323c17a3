// The words that scripts show. They stand in the page as JSON, so that one place translates them.

const PLACEHOLDER = /\{(\w+)\}/g;
let texts;

// One text with its values; of a text with plural forms, the form for `count`.
export function fill(text, values, language) {
  const form = typeof text === "string" ? text : pluralForm(text, values.count, language);
  return form.replace(PLACEHOLDER, (_, name) => String(values[name]));
}

function pluralForm(forms, count, language) {
  return forms[new Intl.PluralRules(language).select(count)] ?? forms.other;
}

function readTexts() {
  const sources = document.querySelectorAll("script[data-words]");
  return Object.assign({}, ...[...sources].map((source) => JSON.parse(source.textContent)));
}

// The text of a key in the language of the page. An unknown key is a fault of ours: it throws.
export function say(key, values = {}) {
  texts ??= readTexts();
  if (!Object.hasOwn(texts, key)) throw new Error(`no words for ${key}`);
  return fill(texts[key], values, document.documentElement.lang || "en");
}
