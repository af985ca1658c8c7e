// Pages of figures: printing, and downloads that may be asked for again.

for (const button of document.querySelectorAll("[data-print]")) {
  button.hidden = false;
  button.addEventListener("click", () => window.print());
}

// A download leaves the page where it is: its button works again after a moment.
for (const form of document.querySelectorAll("form[data-download]")) {
  form.addEventListener("submit", () => {
    window.setTimeout(() => {
      delete form.dataset.sent;
      for (const button of form.querySelectorAll("[aria-disabled]")) button.removeAttribute("aria-disabled");
    }, 3000);
  });
}
