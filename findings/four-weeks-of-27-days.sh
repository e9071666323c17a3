#!/usr/bin/env bash
# Four weeks of 27 days: in a form for patients, days between two dates are short by an hour in spring.
#
# openrosa-xpath-evaluator 3.1.0 works out what ODK and XLSForm forms say, in the pages of Enketo. Two dates
# without a time are midnights of the zone that the page is in, and their difference is elapsed time: from
# 16 March to 13 April 2026 it is 28 days in UTC, and 27.958 in Vienna, where an hour is missing in between.
# int() makes 27 of it, and "at least 28 days" is not yet true on the very day. In autumn 28 days after a date
# are one day short: 8 November for 12 October. The change log of 2.0.9 and 2.0.10 says that dates are local
# time, and not what that does to days. round() gives 28.
set -euo pipefail
command -v npm > /dev/null || { echo "This needs Node 18 or 20, with npm."; exit 1; }
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
cd "$scratch"
npm init --yes > /dev/null
npm install --silent --no-audit --no-fund openrosa-xpath-evaluator@3.1.0 jsdom@22.1.0
cat > form.js <<'SCRIPT'
const { JSDOM } = require("jsdom");
const { window } = new JSDOM("");
const { DOMParser, XPathResult } = window;
for (const name of ["Document", "Element", "Node", "XPathEvaluator", "XPathResult"]) {
    globalThis[name] = window[name];
}
const evaluator = require("openrosa-xpath-evaluator")();
const text = "<data><first>2026-03-16</first><visit>2026-04-13</visit></data>";
const form = new DOMParser().parseFromString(text, "text/xml");
const days = "date(/data/visit) - date(/data/first)";
const calculations = {
    days,
    "whole days": `int(${days})`,
    "rounded": `round(${days})`,
    "four weeks are over": `if(${days} >= 28, "yes", "no")`,
    "28 days after 12 October": `format-date(date("2026-10-12") + 28, "%e %b")`,
};
for (const [name, calculation] of Object.entries(calculations)) {
    const answer = evaluator.evaluate(calculation, form, null, XPathResult.STRING_TYPE);
    console.log(`${name}: ${answer.stringValue}`);
}
SCRIPT
cat > expected <<'TEXT'
openrosa-xpath-evaluator 3.1.0
in UTC
days: 28
whole days: 28
rounded: 28
four weeks are over: yes
28 days after 12 October: 9 Nov
in Vienna
days: 27.95833333333576
whole days: 27
rounded: 28
four weeks are over: no
28 days after 12 October: 8 Nov
TEXT
{
    node -p '`openrosa-xpath-evaluator ${require("openrosa-xpath-evaluator/package.json").version}`'
    echo in UTC
    TZ=UTC node form.js
    echo in Vienna
    TZ=Europe/Vienna node form.js
} > seen
diff expected seen && echo "As described."
