// What the pages do beyond plain HTML. Everything works without this file; with it, choices
// are kept as they are made, keys choose options, and the focus follows what changed.
//
// One file on purpose: each further module would be a further request on a slow line.

// --- Saying what is saved ---

// The line beside a question's button that says what is saved; loud when something is not.

const data = document.body.dataset;

const words = {
  saved: data.saved,
  savedHere: data.savedHere,
  saving: data.saving,
  notSaved: data.notSaved,
  notSent: data.notSent,
  notShown: data.notShown,
  again: data.again,
  outOfDate: data.outOfDate,
  fromHere: data.fromHere,
};

function clock(at) {
  return at.toLocaleTimeString(document.documentElement.lang, { hour: "2-digit", minute: "2-digit" });
}

function say(card, text) {
  const line = card.querySelector("[data-saved-state]");
  if (!line) return undefined;
  line.classList.remove("loud");
  line.removeAttribute("role");
  line.textContent = text;
  return line;
}

// Says it as an alert; with `retry`, beside a button that calls it.
function warn(card, text, retry) {
  const line = say(card, text);
  if (!line) return;
  line.classList.add("loud");
  line.setAttribute("role", "alert");
  if (retry) line.append(button(retry));
}

function button(retry) {
  const made = document.createElement("button");
  made.type = "button";
  made.textContent = words.again;
  made.addEventListener("click", retry);
  return made;
}

// --- Drafts ---

// A choice is saved when it changes. Where the server knows the learner, it keeps the draft;
// for someone who has not answered anything yet, this browser does.

const WAIT = 400; // milliseconds after the last change
const PATIENCE = 15000; // milliseconds before a request counts as lost
const timers = new WeakMap();
const underWay = new WeakMap(); // the form's request that has not been answered yet

function keepDrafts() {
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
  if (!form || !field.name.startsWith("response")) return; // a note on a problem is no draft
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
    const kept = { version: form.elements.version.value, fields: responses(form) };
    localStorage.setItem(form.dataset.draft, JSON.stringify(kept));
    say(form, `${words.savedHere} ${clock(new Date())}`);
  } catch {
    // Private windows may refuse to store; then nothing is claimed to be saved.
    warn(form, words.notSaved, () => save(form));
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
      keepalive: true, // arrives although the tab is closed at once
      signal: AbortSignal.any([overtaken.signal, AbortSignal.timeout(PATIENCE)]),
    });
    const told = await read(answer);
    if (!form.isConnected || overtaken.signal.aborted) return;
    if (told.saved) say(form, `${words.saved} ${clock(new Date(told.at))}`);
    else if (answer.ok) say(form, told.reason); // half typed: nothing to shout about
    else warn(form, told.reason);
  } catch {
    if (!form.isConnected || overtaken.signal.aborted) return;
    warn(form, words.notSaved, () => save(form));
  }
}

// What the server said. A whole page instead of JSON means that the question is gone; a fault
// of the server is worth another try.
async function read(answer) {
  if (answer.status >= 500) throw new Error(answer.statusText);
  const json = answer.headers.get("Content-Type")?.startsWith("application/json");
  return json ? answer.json() : { saved: false, reason: words.outOfDate };
}

function responses(form) {
  return [...new FormData(form)].filter(([name]) => name.startsWith("response"));
}

// A choice kept in this browser comes back if the question is still the same. An account gets
// it shown and not saved: somebody else may have made it here.
function bringBack(form) {
  const kept = localStorageGet(form.dataset.draft);
  if (!kept) return;
  const server = document.body.dataset.keeps !== "browser";
  if (server) localStorage.removeItem(form.dataset.draft);
  if (kept.version !== form.elements.version.value) return;
  if (server && responses(form).some(([, value]) => value)) return;
  fill(form, kept.fields);
  if (document.body.dataset.keeps === "account") say(form, words.fromHere);
  else save(form);
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
  if (document.body.dataset.keeps === "browser") document.body.dataset.keeps = "guest";
  try {
    localStorage.removeItem(path.replace(/answer\/$/, "draft/"));
  } catch {
    return; // nothing could be stored, so nothing is left over
  }
}

// --- Focus ---

// After a part of the page was swapped, the focus goes to what is new: the verdict, the
// first words of a question opened again, the marked sentence.

function followFocus() {
  moveTo(document.querySelector("[data-focus]"));
  document.addEventListener("htmx:afterSettle", (event) => {
    const then = event.detail.requestConfig?.elt?.dataset?.then;
    if (then) moveTo(document.querySelector(then), true);
    else moveTo(event.detail.elt.querySelector("[data-focus]"));
  });

  document.addEventListener("click", followLink);
}

// Links within the page move the focus as well as the view. The browser's own jump would take
// the focus away again.
function followLink(event) {
  const link = event.target.closest('a[href^="#"]');
  const target = link && document.getElementById(link.hash.slice(1));
  if (!target || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  if (location.hash !== link.hash) history.pushState(null, "", link.hash);
  const start = (target.matches(".question") && target.querySelector("legend, h3")) || target;
  if (!start.hasAttribute("tabindex")) start.tabIndex = -1;
  target.scrollIntoView();
  start.focus({ preventScroll: true });
}

function moveTo(target, centre = false) {
  if (!target) return;
  target.removeAttribute("data-focus");
  target.focus({ preventScroll: true });
  bringIntoView(target, centre);
}

function bringIntoView(target, centre) {
  const box = target.getBoundingClientRect();
  const seen = box.top >= 0 && box.bottom <= window.innerHeight;
  if (!seen || centre) target.scrollIntoView({ block: centre ? "center" : "nearest" });
}

// --- Keys ---

// In a question, A to L or 1 to 9 choose an option and Enter checks. Keys count only while
// the focus is inside a question, so that they never get in the way of assistive technology.

function chooseByKey() {
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.altKey || event.metaKey || event.isComposing) return;
    const form = event.target.closest?.("form.question");
    if (!form || event.target.matches('input[type="text"], textarea, select, summary, a')) return;
    if (event.key === "Enter" && event.target.matches('input[type="checkbox"], input[type="radio"], legend')) {
      event.preventDefault();
      form.requestSubmit();
      return;
    }
    const option = optionFor(form, event.key);
    if (!option) return;
    event.preventDefault();
    option.focus();
    if (option.type === "radio" && option.checked) return;
    option.checked = option.type === "radio" ? true : !option.checked;
    option.dispatchEvent(new Event("change", { bubbles: true }));
  });
}

function optionFor(form, key) {
  const options = form.querySelectorAll('input[type="radio"], input[type="checkbox"]');
  if (/^[1-9]$/.test(key)) return options[Number(key) - 1];
  if (/^[a-l]$/i.test(key)) return options[key.toLowerCase().charCodeAt(0) - 97];
  return undefined;
}

// --- Sending ---

// An answer that did not reach the server is never lost in silence, nor is a link.

function warnWhenNotSent() {
  for (const name of ["htmx:sendError", "htmx:timeout", "htmx:responseError"]) {
    document.addEventListener(name, (event) => {
      const sender = event.detail.requestConfig.elt;
      const card = sender.closest(".question");
      if (!card) return;
      if (sender === card) warn(card, words.notSent, () => card.requestSubmit());
      else warn(card, words.notShown);
    });
  }
  document.addEventListener("htmx:beforeRequest", (event) => {
    const card = event.detail.requestConfig.elt.closest(".question");
    if (card) say(card, "");
  });
}

// --- Start ---

keepDrafts();
followFocus();
chooseByKey();
warnWhenNotSent();
