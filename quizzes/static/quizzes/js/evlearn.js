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
  notYet: data.notYet,
  notSent: data.notSent,
  notShown: data.notShown,
  saveAgain: data.saveAgain,
  sendAgain: data.sendAgain,
  signIn: data.signIn,
  outOfDate: data.outOfDate,
  fromHere: data.fromHere,
};

// A question that can be answered: in a lesson a form of its own, in a quiz a part of the one
// form, where the names of its fields have its prefix.

const OPEN = "form.question, .question[data-prefix]";

function cardOf(node) {
  return node.closest?.(OPEN);
}

function isOf(card, name, field) {
  return field.startsWith(`${card.dataset.prefix ?? ""}${name}`);
}

function submitCard(card) {
  if (card.matches("form")) card.requestSubmit();
  else if (card.querySelector(".submit")) card.querySelector(".submit").click();
  else save(card);
}

// What the server needs to keep a card's draft.
function payload(card) {
  if (card.matches("form")) return new FormData(card);
  const all = [...new FormData(card.closest("form"))];
  const body = new FormData();
  for (const [name, value] of all) {
    if (["csrfmiddlewaretoken", "for", "attempt"].includes(name) || isOf(card, "", name)) body.append(name, value);
  }
  return body;
}

function clock(at) {
  return at.toLocaleTimeString(document.documentElement.lang, { hour: "2-digit", minute: "2-digit", hourCycle: "h23" });
}

function say(card, text) {
  const line = card.querySelector("[data-saved-state]");
  if (!line) return undefined;
  line.classList.remove("loud");
  line.removeAttribute("role");
  line.textContent = text;
  return line;
}

// Says it as an alert, with a button or a link that helps, if there is one.
function warn(card, text, help) {
  const line = say(card, text);
  if (!line) return;
  line.classList.add("loud");
  line.setAttribute("role", "alert");
  if (help) line.append(" ", help);
}

function button(text, press) {
  const made = document.createElement("button");
  made.type = "button";
  made.textContent = text;
  made.addEventListener("click", press);
  return made;
}

function link(text, address) {
  const made = document.createElement("a");
  made.textContent = text;
  made.href = address;
  return made;
}

// --- Sending again ---

// What found no connection is sent by itself once there is one, the latest thing of each card.

const AGAIN = 30000; // milliseconds between tries where the browser does not notice
const waiting = new Map();

function sendAgain(card, text, label, retry) {
  waiting.set(card, retry);
  warn(card, text, button(label, retry));
}

function sendWaiting() {
  if (!navigator.onLine) return;
  const tries = [...waiting];
  waiting.clear();
  for (const [card, retry] of tries) if (card.isConnected) retry();
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
    if (event.target.matches?.('input[type="text"], input[type="hidden"], textarea')) later(event.target, WAIT);
  });
  document.addEventListener("submit", (event) => stopAll(event.target), true);
  document.addEventListener("htmx:afterSwap", forgetAnswered);
  document.querySelectorAll("form.question").forEach(bringBack);
  bringBackLater();
}

function later(field, wait) {
  const form = cardOf(field);
  if (!form?.dataset.draft || !["response", "confidence"].some((name) => isOf(form, name, field.name))) return; // a note is no draft
  dropProblem(form);
  clearTimeout(timers.get(form));
  timers.set(form, setTimeout(() => save(form), wait));
}

// What was wrong with the last answer says nothing of the one that is being given.
function dropProblem(form) {
  form.querySelector(".problem")?.remove();
  form.querySelector("fieldset").removeAttribute("aria-describedby");
}

function stopAll(form) {
  for (const card of form.matches(OPEN) ? [form] : form.querySelectorAll(OPEN)) stop(card);
}

// An answer overtakes its draft: one that came in after it would be refused as out of date.
function stop(form) {
  clearTimeout(timers.get(form));
  underWay.get(form)?.abort();
  waiting.delete(form);
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
    warn(form, words.notSaved, button(words.saveAgain, () => save(form)));
  }
}

async function saveThere(form) {
  waiting.delete(form);
  underWay.get(form)?.abort();
  const overtaken = new AbortController();
  underWay.set(form, overtaken);
  say(form, `${words.saving}…`);
  try {
    const answer = await fetch(form.dataset.draft, {
      method: "POST",
      body: payload(form),
      credentials: "same-origin",
      keepalive: true, // arrives although the tab is closed at once
      signal: AbortSignal.any([overtaken.signal, AbortSignal.timeout(PATIENCE)]),
    });
    const told = await read(answer);
    if (!form.isConnected || overtaken.signal.aborted) return;
    if (told.was) form.querySelector('[name$="-was"]').value = told.was;
    if (told.saved) {
      say(form, `${words.saved} ${clock(new Date(told.at))}`);
      dropLater(form.dataset.draft);
    }
    else if (answer.ok) say(form, `${words.notYet} ${told.reason}`); // half typed: no shouting
    else warn(form, told.reason, told.sign_in && link(words.signIn, told.sign_in));
  } catch {
    if (!form.isConnected || overtaken.signal.aborted) return;
    keepForLater(form);
    sendAgain(form, words.notSaved, words.saveAgain, () => save(form));
  }
}

// What a quiz could not send is kept in this browser, too: the page may be closed before there is
// a connection again. It comes back when the attempt is opened, if the server has nothing newer.

function keepForLater(card) {
  if (!card.dataset.prefix) return;
  try {
    localStorage.setItem(card.dataset.draft, JSON.stringify({ drawn: drawnAs(card), fields: responses(card) }));
  } catch {
    return; // it still stands in the page, and what is said there does not claim more
  }
}

function dropLater(key) {
  try {
    localStorage.removeItem(key);
  } catch {
    return; // nothing could be stored, so nothing is left over
  }
}

// For whom, for which attempt and with which answers a card was drawn.
function drawnAs(card) {
  const form = card.closest("form");
  const names = ["for", "attempt", `${card.dataset.prefix}after`, `${card.dataset.prefix}was`];
  return names.map((name) => form.elements[name].value).join(" ");
}

function bringBackLater() {
  const cards = new Map([...document.querySelectorAll(".question[data-prefix]")].map((card) => [card.dataset.draft, card]));
  for (const key of laterKeys()) {
    const card = cards.get(key);
    const kept = localStorageGet(key);
    if (!card || kept?.drawn !== drawnAs(card)) {
      dropLater(key); // handed in, or somebody else's
      continue;
    }
    fill(card, kept.fields);
    save(card);
  }
}

function laterKeys() {
  try {
    return Object.keys(localStorage).filter((key) => key.startsWith(`${location.pathname}draft/`));
  } catch {
    return [];
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
  return [...payload(form)].filter(([name]) => ["response", "confidence"].some((each) => isOf(form, each, name)));
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
  const chosen = new Set(kept.map((each) => each.join("=")));
  const prefix = form.dataset.prefix ?? "";
  for (const field of form.querySelectorAll(`[name^="${prefix}response"], [name^="${prefix}confidence"]`)) {
    if (field.matches('[type="radio"], [type="checkbox"]')) field.checked = chosen.has(`${field.name}=${field.value}`);
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
    if (then) goTo(then);
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

// Back then leads to where the reader was, not out of the lesson.
function goTo(then) {
  history.pushState(null, "", then);
  moveTo(document.querySelector(then), true);
}

function moveTo(target, centre = false) {
  if (!target) return;
  target.removeAttribute("data-focus");
  target.focus({ preventScroll: true });
  bringIntoView(target.closest(".feedback") ?? target, centre);
}

// A verdict is seen whole, or from its beginning where it is longer than the window.
function bringIntoView(target, centre) {
  const box = target.getBoundingClientRect();
  const bar = Number.parseFloat(getComputedStyle(document.documentElement).scrollPaddingTop) || 0;
  if (centre) target.scrollIntoView({ block: "center" });
  else if (box.height > window.innerHeight - bar) target.scrollIntoView({ block: "start" });
  else if (box.top < bar || box.bottom > window.innerHeight) target.scrollIntoView({ block: "nearest" });
}

// --- Keys ---

// In a question, A to L or 1 to 9 choose an option and Enter checks. Keys count only while
// the focus is inside a question, so that they never get in the way of assistive technology.
// The letters of reasons go on from those of the options above them.

function chooseByKey() {
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.altKey || event.metaKey || event.isComposing) return;
    const form = cardOf(event.target);
    // In a quiz Enter is for the question that one is at, not for the first button of the page.
    if (form?.dataset.prefix && event.key === "Enter" && event.target.matches('input[type="text"]')) {
      event.preventDefault();
      submitCard(form);
      return;
    }
    if (!form || event.target.matches('input[type="text"], textarea, select, summary, a')) return;
    if (event.key === "Enter" && event.target.matches('input[type="checkbox"], input[type="radio"], legend')) {
      event.preventDefault();
      submitCard(form);
      return;
    }
    const option = optionFor(event.target.closest("fieldset:not(.reasons)") ?? form, event.key);
    if (!option) return;
    event.preventDefault();
    option.focus();
    if (option.type === "radio" && option.checked) return;
    option.checked = option.type === "radio" ? true : !option.checked;
    option.dispatchEvent(new Event("change", { bubbles: true }));
  });
}

function optionFor(group, key) {
  const all = group.querySelectorAll('input[type="radio"], input[type="checkbox"]');
  const options = [...all].filter((each) => !each.closest("details:not([open])"));
  if (/^[1-9]$/.test(key)) return options[Number(key) - 1];
  if (/^[a-l]$/i.test(key)) return options[key.toLowerCase().charCodeAt(0) - 97];
  return undefined;
}

// --- Bringing into order ---

// Items have a list of positions each, which is all that the form needs. Here they can also be
// moved by buttons and dragged; the positions follow.

function makeMovable(root) {
  for (const list of root.querySelectorAll(".ordering:not(.moves)")) {
    list.classList.add("moves");
    for (const row of list.children) {
      const grip = control("⠿", "");
      grip.className = "grip";
      grip.tabIndex = -1;
      grip.setAttribute("aria-hidden", "true");
      grip.addEventListener("pointerdown", (event) => drag(event, list, row));
      row.prepend(grip);
      const name = row.querySelector(".text").textContent;
      row.append(mover(list, row, -1, "↑", `${list.dataset.up}: ${name}`));
      row.append(mover(list, row, 1, "↓", `${list.dataset.down}: ${name}`));
    }
    list.addEventListener("change", (event) => placeChosen(list, event.target));
    const card = cardOf(list);
    // The order that is shown is handed in, also where nothing was moved.
    if (card.matches("form")) card.addEventListener("submit", () => number(list), true);
    else card.querySelector(".submit")?.addEventListener("click", () => number(list), true);
  }
}

function control(sign, label) {
  const made = document.createElement("button");
  made.type = "button";
  made.textContent = sign;
  if (label) made.setAttribute("aria-label", label);
  return made;
}

function mover(list, row, step, sign, label) {
  const made = control(sign, label);
  made.addEventListener("click", () => {
    const rows = [...list.children];
    const to = rows.indexOf(row) + step;
    if (to < 0 || to >= rows.length) return;
    moveRow(list, row, to);
    made.focus();
  });
  return made;
}

function moveRow(list, row, to) {
  const others = [...list.children].filter((each) => each !== row);
  list.insertBefore(row, others[to] ?? null);
  number(list);
  tell(list, row);
  row.querySelector("select").dispatchEvent(new Event("change", { bubbles: true }));
}

function number(list) {
  [...list.children].forEach((row, at) => {
    row.querySelector("select").value = String(at + 1);
  });
}

function tell(list, row) {
  const at = [...list.children].indexOf(row) + 1;
  const line = list.parentElement.querySelector("[data-moved]");
  line.textContent = `${row.querySelector(".text").textContent}: ${list.dataset.at} ${at} / ${list.children.length}`;
}

// A position chosen from the list moves the item there.
function placeChosen(list, select) {
  const row = select.closest("li");
  const to = Number(select.value) - 1;
  if (to < 0 || list.children[to] === row) return;
  moveRow(list, row, to);
  select.focus();
}

function drag(start, list, row) {
  start.preventDefault();
  row.classList.add("held");
  const follow = (event) => {
    const over = [...list.children].find((each) => {
      const box = each.getBoundingClientRect();
      return each !== row && event.clientY > box.top && event.clientY < box.bottom;
    });
    if (!over) return;
    const below = [...list.children].indexOf(over) > [...list.children].indexOf(row);
    over[below ? "after" : "before"](row);
  };
  const drop = () => {
    row.classList.remove("held");
    document.removeEventListener("pointermove", follow);
    for (const end of ["pointerup", "pointercancel"]) document.removeEventListener(end, drop);
    moveRow(list, row, [...list.children].indexOf(row));
  };
  document.addEventListener("pointermove", follow);
  for (const end of ["pointerup", "pointercancel"]) document.addEventListener(end, drop);
}

// --- Pointing into a picture ---

// A list of places is all that the form needs. Here one can also point at a place: with a mouse
// or a finger, or with arrow keys. The place is kept in two hidden fields, in percent.

const STEP = 1; // percent, for an arrow key
const STRIDE = 10; // with Shift
const ARROWS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

function makePointable(root) {
  for (const place of root.querySelectorAll("form .pointing:not(.points)")) {
    place.classList.add("points");
    const form = cardOf(place);
    const picture = place.querySelector(".picture");
    const help = place.querySelector("[data-help]");
    help.textContent = help.dataset.help;
    picture.tabIndex = 0;
    picture.setAttribute("role", "application");
    picture.setAttribute("aria-label", place.dataset.name);
    picture.setAttribute("aria-describedby", help.id);
    picture.addEventListener("click", (event) => pointAt(place, event));
    picture.addEventListener("keydown", (event) => pointByKey(place, event));
    form.addEventListener("change", (event) => {
      if (event.target.name.endsWith("response-region")) setMark(place, "", "");
    });
    const list = form.querySelector(".instead");
    if (list.querySelector(":checked")) list.open = true;
    drawMark(place);
  }
}

function axis(place, name) {
  return place.querySelector(`[name$="response-${name}"]`);
}

function pointAt(place, event) {
  const box = place.querySelector(".drawing").getBoundingClientRect();
  point(place, ((event.clientX - box.left) / box.width) * 100, ((event.clientY - box.top) / box.height) * 100);
}

function pointByKey(place, event) {
  if (event.ctrlKey || event.altKey || event.metaKey) return;
  const [across, down] = ARROWS[event.key] ?? [];
  if (event.key !== "Enter" && across === undefined) return;
  event.preventDefault();
  if (event.key === "Enter") {
    submitCard(cardOf(place));
    return;
  }
  const [x, y] = ["x", "y"].map((name) => axis(place, name).value);
  const step = event.shiftKey ? STRIDE : STEP;
  if (x === "") point(place, 50, 50); // the first key shows the mark, the next ones move it
  else point(place, Number(x) + across * step, Number(y) + down * step);
  place.querySelector(".mark").scrollIntoView({ block: "nearest" });
}

function point(place, x, y) {
  const [left, top] = [x, y].map((value) => Math.min(100, Math.max(0, value)).toFixed(1));
  for (const option of cardOf(place).querySelectorAll('[name$="response-region"]')) option.checked = false;
  setMark(place, left, top);
  const told = place.dataset.at.replace("{x}", Math.round(left)).replace("{y}", Math.round(top));
  place.querySelector("[data-pointed]").textContent = told;
  axis(place, "x").dispatchEvent(new Event("input", { bubbles: true }));
}

function setMark(place, x, y) {
  axis(place, "x").value = x;
  axis(place, "y").value = y;
  drawMark(place);
}

function drawMark(place) {
  const mark = place.querySelector(".mark");
  for (const name of ["x", "y"]) {
    const { value } = axis(place, name);
    if (value) mark.setAttribute(name, `${value}%`);
    else mark.removeAttribute(name);
  }
}

// --- Sending ---

// An answer that did not reach the server is never lost in silence, nor is a link.

function warnWhenNotSent() {
  for (const name of ["htmx:sendError", "htmx:timeout", "htmx:responseError"]) {
    document.addEventListener(name, (event) => {
      const sender = event.detail.requestConfig.elt;
      const card = sender.closest(".question");
      if (!card) return;
      if (sender === card || sender.matches(".submit")) sendAgain(card, words.notSent, words.sendAgain, () => submitCard(card));
      else warn(card, words.notShown);
    });
  }
  document.addEventListener("htmx:beforeRequest", (event) => {
    const card = event.detail.requestConfig.elt.closest(".question");
    if (!card) return;
    if (event.detail.requestConfig.verb === "post") stopAll(card);
    say(card, "");
  });
}

// --- Time ---

// The server needs to know by which clock to show times; no browser tells it by itself.
function tellZone() {
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
  if (!zone || document.cookie.split("; ").includes(`zone=${zone}`)) return;
  document.cookie = `zone=${zone}; path=/; max-age=31536000; samesite=lax`;
}

// What is left of an attempt's time, by the server's clock. It is read out now and then only. At
// its end the page is loaded again: the server has handed in, or more time was given meanwhile.

const READ_OUT = [30, 15, 5, 1]; // minutes

function keepTime(box) {
  const [loading] = performance.getEntriesByType("navigation");
  const drawn = performance.timeOrigin + (loading?.responseStart ?? performance.now());
  const ahead = Date.parse(box.dataset.now) - drawn;
  const ends = Date.parse(box.dataset.ends);
  const minutesLeft = () => (ends - Date.now() - ahead) / 60000;
  const shown = box.querySelector("[data-shown]");
  const told = box.querySelector("[data-told]");
  const toTell = READ_OUT.filter((minutes) => minutes < minutesLeft());
  let ticking;
  const tick = () => {
    const seconds = Math.max(0, Math.ceil(minutesLeft() * 60));
    if (seconds === 0) {
      clearInterval(ticking);
      told.textContent = box.dataset.over;
      shown.textContent = box.dataset.over;
      if (navigator.onLine) location.assign(location.pathname);
      return;
    }
    shown.textContent = `${box.dataset.left} ${inWords(seconds)}`;
    box.classList.toggle("soon", seconds <= 300);
    if (toTell.length && seconds <= toTell[0] * 60) told.textContent = `${box.dataset.soon} ${toTell.shift()}`;
  };
  ticking = setInterval(tick, 1000);
  tick();
}

function inWords(seconds) {
  const parts = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60];
  if (!parts[0]) parts.shift();
  return parts.map((each, at) => (at ? String(each).padStart(2, "0") : each)).join(":");
}

// --- Start ---

keepDrafts();
makeMovable(document);
makePointable(document);
document.addEventListener("htmx:afterSettle", () => {
  makeMovable(document);
  makePointable(document);
});
followFocus();
chooseByKey();
tellZone();
document.querySelectorAll("[data-ends]").forEach(keepTime);
warnWhenNotSent();
window.addEventListener("online", sendWaiting);
setInterval(sendWaiting, AGAIN);
