// After a part of the page was swapped, the focus goes to what is new: the verdict, the
// first words of a question opened again, the marked sentence.

export function followFocus() {
  document.addEventListener("htmx:afterSettle", (event) => {
    const trigger = event.detail.requestConfig?.elt;
    const then = trigger?.dataset?.then;
    const target = then
      ? document.querySelector(then)
      : document.querySelector("[data-focus]");
    if (!target) return;
    target.removeAttribute("data-focus");
    target.focus({ preventScroll: true });
    bringIntoView(target, Boolean(then));
  });

  // Links within the page move the focus as well as the view.
  document.addEventListener("click", (event) => {
    const link = event.target.closest('a[href^="#"]');
    const target = link && document.getElementById(link.hash.slice(1));
    if (!target) return;
    const heading = target.querySelector("legend, h3, h4, [tabindex]") ?? target;
    if (!heading.hasAttribute("tabindex")) heading.tabIndex = -1;
    heading.focus({ preventScroll: true });
  });
}

function bringIntoView(target, centre) {
  const box = target.getBoundingClientRect();
  const seen = box.top >= 0 && box.bottom <= window.innerHeight;
  if (!seen || centre) target.scrollIntoView({ block: centre ? "center" : "nearest" });
}
