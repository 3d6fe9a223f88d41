// In a question, A to L or 1 to 9 choose an option and Enter checks. Keys count only while
// the focus is inside a question, so that they never get in the way of assistive technology.

export function chooseByKey() {
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
