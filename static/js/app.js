// The frame: "/" to search, menus that close, the dialog, htmx answers that mean "sign in again".

const typing = (target) => target.closest("input, textarea, select, [contenteditable]");

document.addEventListener("keydown", (event) => {
  const search = document.getElementById("quick-search");
  if (event.key === "/" && search && !typing(event.target) && !event.ctrlKey && !event.metaKey) {
    event.preventDefault();
    search.focus();
  }
  if (event.key === "Escape") closeMenus(null);
});

// A whole identity number, phone or account never stands in an address: it is sent in the form's body.
document.addEventListener("submit", (event) => {
  const form = event.target;
  const typed = form.querySelector("input[type=search]");
  if (!form.dataset.numberAction || !/\d{11,}/.test(typed.value.replace(/\s/g, ""))) return;
  const token = document.createElement("input");
  Object.assign(token, { type: "hidden", name: "csrfmiddlewaretoken", value: csrfToken() });
  form.append(token);
  form.method = "post";
  form.action = form.dataset.numberAction;
});

function csrfToken() {
  return JSON.parse(document.body.getAttribute("hx-headers"))["X-CSRFToken"];
}

document.addEventListener("click", (event) => closeMenus(event.target.closest("details.menu, details.chip-more")));

function closeMenus(kept) {
  for (const menu of document.querySelectorAll("details.menu[open], details.chip-more[open]")) {
    if (menu !== kept) menu.removeAttribute("open");
  }
}

// The one dialog of a page is filled by htmx (hx-target="#dialog") and opens by itself.
const dialog = document.getElementById("dialog");

document.addEventListener("htmx:afterSwap", (event) => {
  if (event.detail.target === dialog && dialog.childElementCount && !dialog.open) dialog.showModal();
});
document.addEventListener("click", (event) => {
  if (dialog && (event.target === dialog || event.target.closest("[data-close-dialog]"))) {
    event.preventDefault();
    closeDialog();
  }
});
document.addEventListener("dialog-close", closeDialog);

function closeDialog() {
  if (dialog && dialog.open) dialog.close();
  if (dialog) dialog.replaceChildren();
}

// An answer that is a whole page (sign-in after the session ended) is not a fragment: go there.
document.addEventListener("htmx:beforeSwap", (event) => {
  const answer = event.detail.xhr;
  if (/^\s*<!doctype/i.test(answer.responseText) && !event.detail.requestConfig.boosted) {
    event.detail.shouldSwap = false;
    window.location.reload();
  }
});
document.addEventListener("htmx:sendError", () => say("没有连上网，刚才的操作没有做。请稍后再试。"));
document.addEventListener("htmx:responseError", (event) => {
  if (event.detail.xhr.status === 403) say("您的角色没有这项权限。");
  else if (event.detail.xhr.status === 404) say("找不到这条记录，可能已被移走。");
  else say("系统出错，刚才的操作没有做。请稍后再试，仍不行请找局办公室。");
});

function say(sentence) {
  const notice = document.createElement("div");
  notice.className = "notice is-late idle-notice";
  notice.setAttribute("role", "alert");
  notice.textContent = sentence;
  document.body.append(notice);
  window.setTimeout(() => notice.remove(), 8000);
}

document.querySelector("[data-focus]")?.focus();
