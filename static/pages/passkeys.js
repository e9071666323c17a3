// Makes a passkey, or signs in with one: the journal is asked what to ask the browser, and the form
// then carries the browser's answer.

import { say } from "../words.js";

const PROBLEMS = {
  InvalidStateError: "passkey_there_already",
  NotAllowedError: "passkey_cancelled",
  SecurityError: "passkey_wrong_place",
};

function bytesOf(text) {
  const binary = atob(text.replaceAll("-", "+").replaceAll("_", "/"));
  return Uint8Array.from(binary, (letter) => letter.charCodeAt(0));
}

function textOf(buffer) {
  const binary = String.fromCharCode(...new Uint8Array(buffer));
  return btoa(binary).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
}

// The options as the browser takes them: what is binary came as text.
function asBytes(options) {
  const descriptors = options.excludeCredentials?.map((descriptor) => ({ ...descriptor, id: bytesOf(descriptor.id) }));
  return {
    ...options,
    challenge: bytesOf(options.challenge),
    ...(options.user && { user: { ...options.user, id: bytesOf(options.user.id) } }),
    ...(descriptors && { excludeCredentials: descriptors }),
  };
}

// The browser's answer as text: every binary part by its name.
function asText({ id, type, rawId, response }) {
  const parts = {};
  for (const name of ["clientDataJSON", "attestationObject", "authenticatorData", "signature", "userHandle"]) {
    if (response[name]) parts[name] = textOf(response[name]);
  }
  return JSON.stringify({ id, type, rawId: textOf(rawId), response: parts });
}

async function questionFor(form) {
  const answer = await fetch(form.dataset.passkey, { method: "POST", body: new FormData(form) });
  if (answer.redirected || !answer.headers.get("Content-Type")?.startsWith("application/json")) {
    throw new Error("no question");
  }
  return answer.json();
}

async function answerTo(options) {
  const publicKey = asBytes(options);
  return options.user ? navigator.credentials.create({ publicKey }) : navigator.credentials.get({ publicKey });
}

async function fill(form) {
  const { problem, ticket, options } = await questionFor(form);
  if (problem) return problem;
  form.elements.answer.value = asText(await answerTo(options));
  form.elements.ticket.value = ticket;
  return "";
}

async function onSubmit(event) {
  const form = event.target;
  event.preventDefault();
  if (form.dataset.asking) return;
  form.dataset.asking = "yes";
  const place = form.querySelector("[data-problem]");
  place.textContent = "";
  try {
    place.textContent = await fill(form);
    if (!place.textContent) HTMLFormElement.prototype.submit.call(form);
  } catch (error) {
    place.textContent = say(PROBLEMS[error.name] ?? "passkey_failed");
  } finally {
    delete form.dataset.asking;
  }
}

if (isSecureContext && globalThis.PublicKeyCredential) {
  for (const form of document.querySelectorAll("form[data-passkey]")) {
    form.hidden = false;
    form.addEventListener("submit", onSubmit);
  }
  for (const hint of document.querySelectorAll("[data-without-passkeys]")) hint.hidden = true;
}
