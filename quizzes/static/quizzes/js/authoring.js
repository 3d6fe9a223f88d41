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

for (const name of ["htmx:sendError", "htmx:timeout", "htmx:responseError"]) {
  document.addEventListener(name, () => tell(true));
}
