// What is heard and felt of a session, and the screen that stays on.

const signals = (() => {
  const MUTING = "player-muted";

  // A short tone and a buzz; neither is needed to follow the session.
  function sounds() {
    let context = null;
    let muted = localStorage.getItem(MUTING) === "yes";
    function tone(pitch, length, delay) {
      const from = context.currentTime + delay;
      const voice = context.createOscillator();
      const volume = context.createGain();
      voice.frequency.value = pitch;
      volume.gain.setValueAtTime(0.0001, from);
      volume.gain.exponentialRampToValueAtTime(0.25, from + 0.015);
      volume.gain.exponentialRampToValueAtTime(0.0001, from + length);
      voice.connect(volume).connect(context.destination);
      voice.start(from);
      voice.stop(from + length);
    }
    return {
      get muted() { return muted; },
      // Browsers let a page sound only after a tap.
      wake() {
        if (typeof AudioContext === "undefined") return;
        context ??= new AudioContext();
        if (context.state === "suspended") context.resume();
      },
      mute() {
        muted = !muted;
        localStorage.setItem(MUTING, muted ? "yes" : "no");
      },
      give(pitches, buzz) {
        if (muted) return;
        if (context?.state === "running") pitches.forEach((pitch, place) => tone(pitch, 0.14, place * 0.17));
        navigator.vibrate?.(buzz);
      },
    };
  }

  const SIGNALS = {
    second: [[440], [15]],
    lift: [[523], [40]],
    hold: [[659], [40]],
    lower: [[440], [40]],
    turn: [[659, 523], [60, 60, 60]],
    rest: [[659, 523], [60, 60, 60]],
    complete: [[523, 659, 784], [80, 60, 80, 60, 160]],
  };

  // The screen stays on while a session runs, where the browser can do that.
  function wakefulness() {
    let lock = null;
    return {
      async keep() {
        if (lock || document.visibilityState !== "visible") return;
        try {
          lock = (await navigator.wakeLock?.request("screen")) ?? null;
          lock?.addEventListener("release", () => { lock = null; });
        } catch {
          lock = null;
        }
      },
      drop() {
        lock?.release();
        lock = null;
      },
    };
  }

  return { SIGNALS, sounds, wakefulness };
})();
