// The journal as the queue sees it: whether it answers, for whom, and what it says to an entry.

import { addressOf } from "../root.js";
import { fieldsToSend } from "./delivery.js";

const PATIENCE = 10_000; // milliseconds for an answer, on a network that hardly is one

export class SignedOut extends Error {}

// A token to send under. Throws SignedOut ("another" or "signed out") where the account is not
// the one that is signed in, and TypeError or TimeoutError where there is no answer.
export async function readToken(account) {
  const answer = await fetch(addressOf("/offline/state"), {
    cache: "no-store", signal: AbortSignal.timeout(PATIENCE),
  });
  const state = await answer.json();
  if (state.account !== account) throw new SignedOut(state.account ? "another" : "signed out");
  return state.token;
}

// Whether the journal is there, whoever is signed in.
export async function isReachable(account) {
  try {
    return Boolean(await readToken(account));
  } catch (problem) {
    return problem instanceof SignedOut;
  }
}

// `entries`: all that waits. `wantsParts`: the answer may be the changed parts of the page instead of
// nothing.
export function postEntry(entry, token, entries, wantsParts) {
  const fields = [...fieldsToSend(entry, Date.now(), entries), ["csrf_token", token]];
  return fetch(addressOf(entry.path), {
    method: "POST",
    body: new URLSearchParams(fields),
    headers: { "Journal-Account": entry.account, ...(wantsParts && { "HX-Request": "true" }) },
    redirect: "manual",
    signal: AbortSignal.timeout(PATIENCE),
  });
}
