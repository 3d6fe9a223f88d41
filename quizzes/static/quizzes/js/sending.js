// An answer that did not reach the server is never lost in silence.

import { say, words } from "./saying.js";

export function warnWhenNotSent() {
  for (const name of ["htmx:sendError", "htmx:timeout", "htmx:responseError"]) {
    document.addEventListener(name, (event) => {
      const form = event.target.closest?.("form.question");
      if (form) say(form, words.notSent, () => form.requestSubmit());
    });
  }
}
