// A choice is saved when it changes. Where the server knows the learner, it keeps the draft;
// for someone who has not answered anything yet, this browser does.

import { clock, say, words } from "./saying.js";

const WAIT = 400; // milliseconds after the last change
const PATIENCE = 15000; // milliseconds before a request counts as lost
const timers = new WeakMap();
const underWay = new WeakMap(); // the form's request that has not been answered yet

export function keepDrafts() {
  document.addEventListener("change", (event) => later(event.target, 0));
  document.addEventListener("input", (event) => {
    if (event.target.matches?.('input[type="text"], textarea')) later(event.target, WAIT);
  });
  document.addEventListener("submit", (event) => stop(event.target), true);
  document.addEventListener("htmx:afterSwap", forgetAnswered);
  document.querySelectorAll("form.question").forEach(bringBack);
}

function later(field, wait) {
  const form = field.closest?.("form.question");
  if (!form) return;
  clearTimeout(timers.get(form));
  timers.set(form, setTimeout(() => save(form), wait));
}

// An answer overtakes its draft: one that came in after it would be refused as out of date.
function stop(form) {
  clearTimeout(timers.get(form));
  underWay.get(form)?.abort();
}

function save(form) {
  if (document.body.dataset.keeps === "browser") saveHere(form);
  else void saveThere(form);
}

function saveHere(form) {
  try {
    localStorage.setItem(form.dataset.draft, JSON.stringify(responses(form)));
    say(form, `${words.savedHere} ${clock(new Date())}`);
  } catch {
    // Private windows may refuse to store; then nothing is claimed to be saved.
    say(form, words.notSaved, () => save(form));
  }
}

async function saveThere(form) {
  underWay.get(form)?.abort();
  const overtaken = new AbortController();
  underWay.set(form, overtaken);
  say(form, `${words.saving}…`);
  try {
    const answer = await fetch(form.dataset.draft, {
      method: "POST",
      body: new FormData(form),
      credentials: "same-origin",
      signal: AbortSignal.any([overtaken.signal, AbortSignal.timeout(PATIENCE)]),
    });
    const told = await answer.json();
    if (!form.isConnected || overtaken.signal.aborted) return;
    if (told.saved) say(form, `${words.saved} ${clock(new Date(told.at))}`);
    else say(form, told.reason, () => save(form));
  } catch {
    if (overtaken.signal.aborted) say(form, "");
    else if (form.isConnected) say(form, words.notSaved, () => save(form));
  }
}

function responses(form) {
  return [...new FormData(form)].filter(([name]) => name.startsWith("response"));
}

function bringBack(form) {
  const kept = localStorageGet(form.dataset.draft);
  if (!kept) return;
  if (document.body.dataset.keeps === "server") {
    localStorage.removeItem(form.dataset.draft);
    if (responses(form).some(([, value]) => value)) return;
  }
  fill(form, kept);
  save(form);
}

function fill(form, kept) {
  const chosen = new Set(kept.map(([, value]) => value));
  for (const field of form.querySelectorAll('[name^="response"]')) {
    if (field.matches('[type="radio"], [type="checkbox"]')) field.checked = chosen.has(field.value);
    else field.value = kept.find(([name]) => name === field.name)?.[1] ?? "";
  }
}

function localStorageGet(key) {
  try {
    return JSON.parse(localStorage.getItem(key) ?? "null");
  } catch {
    return null;
  }
}

// Once an answer was taken, the learner is known to the server and the draft has served.
function forgetAnswered(event) {
  const path = event.detail.requestConfig?.path ?? "";
  if (!path.endsWith("/answer/") || event.detail.xhr.status !== 200) return;
  document.body.dataset.keeps = "server";
  try {
    localStorage.removeItem(path.replace(/answer\/$/, "draft/"));
  } catch {
    return; // nothing could be stored, so nothing is left over
  }
}
