// A number that was shown hides again by itself: data-remask="60" (seconds), the mask kept in a template beside it.

function watch(root) {
  const shown = root.matches?.("[data-remask]") ? [root] : root.querySelectorAll("[data-remask]");
  for (const box of shown) {
    if (box.dataset.watched) continue;
    box.dataset.watched = "1";
    window.setTimeout(() => hide(box), Number(box.dataset.remask) * 1000);
    box.querySelector("[data-hide]")?.addEventListener("click", () => hide(box));
  }
}

function hide(box) {
  const mask = box.querySelector("template");
  if (!box.isConnected || !mask) return;
  const fresh = mask.content.cloneNode(true);
  const first = fresh.firstElementChild;
  box.replaceWith(fresh);
  window.htmx?.process(first);
}

watch(document);
document.addEventListener("htmx:load", (event) => watch(event.target));
