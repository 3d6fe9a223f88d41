// The authors' page of a lesson: the preview follows the text, and what is selected in it can be
// asked about. Without scripts a button shows the preview, and a list has the sentences.

const PAUSE = 500; // milliseconds after the last change
const LONGEST_QUOTE = 1000;

const button = document.querySelector("[data-preview]");
const frame = document.querySelector('iframe[name="preview"]');
const text = document.getElementById("id_body");
let due;
let asked = 0;

function tell(wrong) {
  document.querySelector("[data-not-shown]").hidden = !wrong;
}

function shown() {
  return frame.contentDocument?.querySelector("body.previewed > main");
}

// The page in the frame stays, so that nobody has to scroll back to where they write: only what
// stands in it is put in its place.
async function follow() {
  const number = ++asked;
  const sent = new FormData(button.form);
  try {
    const answer = await fetch(button.formAction, { method: "POST", body: sent });
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const main = page.querySelector("body.previewed > main");
    if (number !== asked) return;
    tell(!main);
    if (main && shown()) shown().replaceWith(frame.contentDocument.adoptNode(main));
    else if (main) button.form.requestSubmit(button);
  } catch {
    tell(true);
  }
  choose();
}

function soon() {
  clearTimeout(due);
  due = setTimeout(follow, PAUSE);
}

// What is selected in the preview.

const ask = document.querySelector("[data-ask]");

function selected() {
  const main = shown();
  const selection = frame.contentDocument?.getSelection();
  if (!main || !selection || selection.isCollapsed) return "";
  if (!main.querySelector(".prose")?.contains(selection.anchorNode)) return "";
  return selection.toString().split(/\s+/).filter(Boolean).join(" ").slice(0, LONGEST_QUOTE);
}

function choose() {
  if (!ask) return;
  const quote = selected();
  const unsaved = text.value !== text.defaultValue;
  ask.hidden = false;
  ask.querySelector("[data-ask-save]").hidden = !unsaved;
  ask.querySelector("[data-ask-how]").hidden = unsaved || quote !== "";
  const line = ask.querySelector("[data-ask-line]");
  line.hidden = unsaved || quote === "";
  line.querySelector("a").href = `${ask.dataset.ask}&quote=${encodeURIComponent(quote)}`;
  line.querySelector("q").textContent = quote;
}

if (button && frame && text) {
  for (const name of ["id_body", "id_title"]) {
    document.getElementById(name)?.addEventListener("input", soon);
  }
  frame.addEventListener("load", () => {
    frame.contentDocument?.addEventListener("selectionchange", choose);
    choose();
  });
  button.form.requestSubmit(button);
}
