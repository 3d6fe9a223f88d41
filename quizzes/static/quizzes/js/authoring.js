// The authors' form for what a question asks. Its buttons are plain submit buttons; with htmx they
// swap the form alone. What is no such form, a page to sign in for instance, takes nothing away.

const FORM = "content-form";

function tell(wrong) {
  const line = document.querySelector("[data-not-redrawn]");
  if (!line) return;
  line.hidden = !wrong;
  if (wrong) line.scrollIntoView({ block: "nearest" });
}

document.addEventListener("htmx:beforeRequest", () => tell(false));

document.addEventListener("htmx:beforeSwap", (event) => {
  const page = new DOMParser().parseFromString(event.detail.serverResponse, "text/html");
  if (page.getElementById(FORM)) return;
  event.detail.shouldSwap = false;
  tell(true);
});

// While the form is on its way it takes no input, so that nothing typed meanwhile is lost. What
// comes back says itself where to go on; what does not come back leaves the author at the button.
document.addEventListener("htmx:afterRequest", (event) => {
  if (event.detail.elt.isConnected) event.detail.elt.focus();
});

for (const name of ["htmx:sendError", "htmx:timeout", "htmx:responseError"]) {
  document.addEventListener(name, () => tell(true));
}

// Lists to choose an entry from name it by its text, also while that is being written.
document.addEventListener("input", (event) => {
  const [, list, row] = /^(.*)-(\d+)-text-line$/.exec(event.target.name ?? "") ?? [];
  const key = document.querySelector(`[name="${list}-${row}-id"]`)?.value;
  for (const select of document.querySelectorAll(`select[data-of="${list}"]`)) {
    const option = [...select.options].find((each) => each.value === key);
    if (option) option.text = `${option.text.split(".")[0]}. ${event.target.value.trim()}`;
  }
});

// Once the learner's card is shown, it follows what is written.

const PAUSE = 700; // milliseconds after the last change
let due;

function follow() {
  const button = document.querySelector("[data-preview]");
  const frame = document.querySelector('iframe[name="preview"]');
  if (!button || !frame?.dataset.shown) return;
  clearTimeout(due);
  due = setTimeout(() => button.form.requestSubmit(button), PAUSE);
}

document.querySelector("[data-preview]")?.addEventListener("click", () => {
  document.querySelector('iframe[name="preview"]').dataset.shown = "1";
});
document.addEventListener("input", (event) => {
  if (event.target.closest(`#${FORM}`)) follow();
});
document.addEventListener("htmx:afterSwap", follow);

// What is written is kept on the server, so that a closed window loses nothing.

const REST = 2000; // milliseconds after the last key
let waiting;
let sent = "";

async function keep(line) {
  const form = line.closest("form");
  const fields = new URLSearchParams(new FormData(form));
  if (fields.toString() === sent) return;
  const body = new URLSearchParams(fields);
  body.set("unsaved", line.dataset.question);
  try {
    const answer = await fetch(line.dataset.unsaved, { method: "POST", body });
    if (!answer.ok || answer.redirected) throw new Error(answer.status);
    sent = fields.toString();
    line.textContent = line.dataset.kept;
  } catch {
    line.textContent = line.dataset.notKept;
  }
}

function keepSoon() {
  const line = document.querySelector("[data-unsaved]");
  if (!line) return;
  clearTimeout(waiting);
  waiting = setTimeout(() => keep(line), REST);
}

document.addEventListener("input", (event) => {
  if (event.target.closest("form")?.querySelector("[data-unsaved]")) keepSoon();
});
document.addEventListener("htmx:afterSwap", keepSoon);

// A sentence in place of a quote that the lesson has no more.

const use = document.querySelector("[data-use-quote]");
if (use) {
  use.hidden = false;
  use.querySelector("button").addEventListener("click", () => {
    const quote = document.querySelector('[name="content-quote-prose"]');
    if (!quote) return;
    quote.value = document.getElementById("instead").textContent;
    quote.dispatchEvent(new Event("input", { bubbles: true }));
    quote.focus();
  });
}

// A picture that is chosen by its address brings its size along, and its words where none stand.

document.addEventListener("change", (event) => {
  if (event.target.getAttribute("list") !== "course-pictures") return;
  const options = [...document.querySelectorAll("#course-pictures option")];
  const chosen = options.find((each) => each.value === event.target.value);
  if (!chosen) return;
  const set = event.target.name.replace(/-src-line$/, "");
  for (const [name, key] of [["width-number", "width"], ["height-number", "height"], ["alt-prose", "alt"]]) {
    const field = document.querySelector(`[name="${set}-${name}"]`);
    if (!field || (key === "alt" && field.value.trim())) continue;
    field.value = chosen.dataset[key];
    field.dispatchEvent(new Event("input", { bubbles: true }));
  }
});
