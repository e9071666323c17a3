// The words that scripts show. They stand in the page as JSON, so that one place translates them.

const PLACEHOLDER = /%\((\w+)\)s/g;
let texts;

// One text with its values; of a text with plural forms, the form for `count`.
export function fill(text, values, language) {
  const form = typeof text === "string" ? text : pluralForm(text, values.count, language);
  return form.replace(PLACEHOLDER, (_, name) => String(values[name]));
}

function pluralForm(forms, count, language) {
  return forms[new Intl.PluralRules(language).select(count)] ?? forms.other;
}

// The value of data-words is what the keys of that script begin with.
function readTexts() {
  const found = {};
  for (const { dataset: { words: prefix }, textContent } of document.querySelectorAll("script[data-words]")) {
    for (const [key, text] of Object.entries(JSON.parse(textContent))) found[prefix + key] = text;
  }
  return found;
}

// The text of a key in the language of the page. An unknown key is a fault of ours: it throws.
export function say(key, values = {}) {
  texts ??= readTexts();
  if (!Object.hasOwn(texts, key)) throw new Error(`no words for ${key}`);
  return fill(texts[key], values, document.documentElement.lang || "en");
}
