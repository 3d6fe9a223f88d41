// The pictures of a course: htmx brings the list up to date, and a button puts a picture where the
// text's cursor is. Without scripts the line to put in stands beside each picture.

function ready() {
  const text = document.getElementById("id_body");
  for (const button of document.querySelectorAll("[data-insert]")) button.hidden = !text;
}

document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-insert]");
  const text = document.getElementById("id_body");
  if (!button || !text) return;
  text.setRangeText(button.dataset.insert, text.selectionStart, text.selectionEnd, "end");
  text.dispatchEvent(new Event("input", { bubbles: true }));
  text.focus();
});

// What was swapped took the focus along: it goes to what was said.
document.addEventListener("htmx:afterSettle", () => {
  ready();
  const fault = document.querySelector("#pictures .errorlist");
  const field = fault?.parentElement.querySelector("input");
  (field ?? document.getElementById("pictures-said"))?.focus();
});

ready();
