// The voice of the device. Only voices that the browser says are on it are used: with any other,
// what somebody does would be sent elsewhere. Without one nothing is said, and nothing is missed.

const synthesis = globalThis.speechSynthesis;

// The voice of a language that speaks on the device; null where there is none.
export function localVoice(voices, language) {
  const main = language.split("-")[0].toLowerCase();
  const fits = voices.filter(({ localService, lang }) => (
    localService === true && lang.replace("_", "-").split("-")[0].toLowerCase() === main
  ));
  return fits.find((voice) => voice.default) ?? fits[0] ?? null;
}

export function speak(text) {
  if (!synthesis) return;
  const voice = localVoice(synthesis.getVoices(), document.documentElement.lang);
  synthesis.cancel();
  if (!voice) return;
  const utterance = new SpeechSynthesisUtterance(text);
  utterance.voice = voice;
  utterance.lang = voice.lang;
  synthesis.speak(utterance);
}

export const beSilent = () => synthesis?.cancel();

// Browsers load their voices when they are asked for them the first time.
export const wakeVoices = () => synthesis?.getVoices();
