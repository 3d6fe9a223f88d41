// Lists that are put in order: what the buttons do, dragging does too, over the same address.

let dragged = null;
let next = null;

function prepare() {
  const list = document.getElementById("order");
  for (const row of list?.children ?? []) {
    row.draggable = true;
    row.title = list.dataset.dragHelp;
  }
}

function rowAt(event) {
  return event.target.closest?.("#order > li");
}

document.addEventListener("dragstart", (event) => {
  dragged = rowAt(event);
  if (!dragged) return;
  next = dragged.nextElementSibling;
  dragged.classList.add("dragged");
  event.dataTransfer.effectAllowed = "move";
  event.dataTransfer.setData("text/plain", dragged.dataset.key);
});

document.addEventListener("dragover", (event) => {
  const over = rowAt(event);
  if (!dragged || !over) return;
  event.preventDefault();
  if (over === dragged) return;
  const box = over.getBoundingClientRect();
  const below = event.clientY > box.top + box.height / 2;
  over.parentElement.insertBefore(dragged, below ? over.nextElementSibling : over);
});

document.addEventListener("drop", (event) => {
  if (!dragged || !rowAt(event)) return;
  event.preventDefault();
  if (dragged.nextElementSibling !== next) {
    const form = document.getElementById("drag");
    form.elements.moved.value = dragged.dataset.key;
    form.elements.before.value = dragged.nextElementSibling?.dataset.key ?? "";
    form.requestSubmit();
  }
  next = dragged.nextElementSibling;
});

document.addEventListener("dragend", () => {
  if (!dragged) return;
  // Dropped elsewhere: back to where it was.
  dragged.parentElement?.insertBefore(dragged, next);
  dragged.classList.remove("dragged");
  dragged = null;
});

document.addEventListener("htmx:afterSettle", prepare);
prepare();
