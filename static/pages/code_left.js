// How long a code still lasts; one that has ended is taken off the screen by opening its page anew.
// The server has said how long: the clock of a device may be wrong.

import { clockText } from "../clock_text.js";
import { write } from "../dom.js";
import { say } from "../words.js";

const SECOND = 1_000;
const element = document.querySelector("[data-code-left]");
let timer;

function show() {
  const seconds = Math.ceil(element.dataset.codeLeft - performance.now() / SECOND);
  if (seconds > 0) return write(element, say("code_left", { time: clockText(seconds) }));
  clearInterval(timer);
  location.reload();
}

timer = setInterval(show, SECOND);
show();
