// The sounds and buzzes of a session, and the screen that stays on.

import { nameHere } from "../root.js";

const MUTED = nameHere("player-muted");
const SIGNALS = {
  second: [[440], [15]],
  lift: [[523], [40]],
  hold: [[659], [40]],
  lower: [[440], [40]],
  turn: [[659, 523], [60, 60, 60]],
  rest: [[659, 523], [60, 60, 60]],
  complete: [[523, 659, 784], [80, 60, 80, 60, 160]],
};

let audio = null;
let lock = null;

export const isMuted = () => localStorage.getItem(MUTED) === "yes";

export function toggleMuted() {
  localStorage.setItem(MUTED, isMuted() ? "no" : "yes");
}

// Browsers let a page sound only after a tap.
export function wakeAudio() {
  if (typeof AudioContext === "undefined") return;
  audio ??= new AudioContext();
  if (audio.state === "suspended") audio.resume();
}

function playTone(pitch, length, delay) {
  const from = audio.currentTime + delay;
  const voice = audio.createOscillator();
  const volume = audio.createGain();
  voice.frequency.value = pitch;
  volume.gain.setValueAtTime(0.0001, from);
  volume.gain.exponentialRampToValueAtTime(0.25, from + 0.015);
  volume.gain.exponentialRampToValueAtTime(0.0001, from + length);
  voice.connect(volume).connect(audio.destination);
  voice.start(from);
  voice.stop(from + length);
}

// A short tone and a buzz; the session can be followed without either.
export function giveSignal(name) {
  if (isMuted()) return;
  const [pitches, buzz] = SIGNALS[name];
  if (audio?.state === "running") {
    pitches.forEach((pitch, place) => playTone(pitch, 0.14, place * 0.17));
  }
  navigator.vibrate?.(buzz);
}

// The screen stays on while a session runs, where the browser can do that.
export async function keepScreenOn() {
  if (lock || document.visibilityState !== "visible") return;
  try {
    lock = (await navigator.wakeLock?.request("screen")) ?? null;
    lock?.addEventListener("release", () => { lock = null; });
  } catch {
    lock = null;
  }
}

export function letScreenSleep() {
  lock?.release();
  lock = null;
}
