// The line beside a question's button that says what is saved; loud when something is not.

const data = document.body.dataset;

export const words = {
  saved: data.saved,
  savedHere: data.savedHere,
  saving: data.saving,
  notSaved: data.notSaved,
  notSent: data.notSent,
  again: data.again,
};

export function clock(at) {
  return at.toLocaleTimeString(document.documentElement.lang, { hour: "2-digit", minute: "2-digit" });
}

// Shows `text`; with `retry`, as an alert with a button that calls it.
export function say(form, text, retry) {
  const line = form.querySelector("[data-saved-state]");
  if (!line) return;
  line.classList.toggle("loud", Boolean(retry));
  if (retry) line.setAttribute("role", "alert");
  else line.removeAttribute("role");
  line.textContent = text;
  if (retry) line.append(button(retry));
}

function button(retry) {
  const made = document.createElement("button");
  made.type = "button";
  made.textContent = words.again;
  made.addEventListener("click", retry);
  return made;
}
