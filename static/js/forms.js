// Forms: one submit a form, drafts that survive a closed tab, a password one may look at.

const PRIVATE = /identity|account|phone|password|secret|csrf|once|file/i;
const person = document.body.dataset.person || "";

// The server recognises a second submit by its token; the button says at once that the first is under way.
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.method !== "post" || event.defaultPrevented || form.hasAttribute("hx-post") || form.hasAttribute("data-download")) return;
  if (form.dataset.sent) {
    event.preventDefault();
    return;
  }
  form.dataset.sent = "1";
  const token = form.elements.once;
  if (token) history.replaceState({ ...history.state, [`once ${form.action}`]: token.value }, "");
  for (const button of form.querySelectorAll("button:not([type=button])")) button.setAttribute("aria-disabled", "true");
});
// Back from the page after it: this is the form that was sent, so it gets its token again, drawn anew or not;
// sending it once more leads to what was saved.
window.addEventListener("pageshow", () => {
  for (const form of document.querySelectorAll("form[method=post]")) {
    const token = history.state?.[`once ${form.action}`];
    if (token && form.elements.once) form.elements.once.value = token;
  }
  for (const form of document.querySelectorAll("form[data-sent]")) {
    delete form.dataset.sent;
    for (const button of form.querySelectorAll("[aria-disabled]")) button.removeAttribute("aria-disabled");
  }
});

// data-draft="name": what is typed is kept on this machine until the form was saved, for this person only,
// never numbers of persons or accounts.
const keyOf = (form) => `draft:${person}:${form.dataset.draft}`;
const kept = (field) => field.name && !PRIVATE.test(field.name) && !["hidden", "password", "file"].includes(field.type);

function readForm(form) {
  const values = {};
  for (const field of form.elements) {
    if (!kept(field)) continue;
    if (["radio", "checkbox"].includes(field.type)) {
      if (field.checked) (values[field.name] ||= []).push(field.value);
      else values[field.name] ||= [];
    } else if (field.multiple) values[field.name] = [...field.selectedOptions].map((option) => option.value);
    else values[field.name] = [field.value];
  }
  return values;
}

function fillForm(form, values) {
  for (const field of form.elements) {
    const value = values[field.name];
    if (!kept(field) || !value) continue;
    if (["radio", "checkbox"].includes(field.type)) field.checked = value.includes(field.value);
    else if (field.multiple) for (const option of field.options) option.selected = value.includes(option.value);
    else field.value = value[0] ?? "";
    field.dispatchEvent(new Event("change", { bubbles: true }));
  }
}

function stored(key) {
  try {
    return JSON.parse(localStorage.getItem(key));
  } catch {
    return null;
  }
}

function offerDraft(form, values) {
  const notice = document.createElement("div");
  notice.className = "notice is-info";
  notice.setAttribute("role", "status");
  notice.innerHTML = '<p>上次没有保存的内容还在本机上。</p><span class="end"><button type="button" class="btn btn-sm btn-plain">接着填</button> <button type="button" class="btn btn-sm btn-text">不要了</button></span>';
  const [keep, drop] = notice.querySelectorAll("button");
  keep.addEventListener("click", () => { fillForm(form, values); notice.remove(); });
  drop.addEventListener("click", () => { localStorage.removeItem(keyOf(form)); notice.remove(); });
  form.before(notice);
}

for (const form of person ? document.querySelectorAll("form[data-draft]") : []) {
  const before = JSON.stringify(readForm(form));
  const draft = stored(keyOf(form));
  if (draft && JSON.stringify(draft) !== before && !form.querySelector("[aria-invalid]")) offerDraft(form, draft);
  form.addEventListener("input", () => {
    try {
      localStorage.setItem(keyOf(form), JSON.stringify(readForm(form)));
    } catch { /* a full or closed store keeps no drafts; the form still works */ }
  });
  form.addEventListener("submit", () => sessionStorage.setItem("draft-sent", keyOf(form)));
}
// The page after a submit, unless it is the form again, an error or the sign-in page: what was kept is saved now.
const sent = sessionStorage.getItem("draft-sent");
const formsHere = [...document.querySelectorAll("form[data-draft]")];
if (sent && person && !document.querySelector(".err-sum, [data-error]") && !formsHere.some((form) => keyOf(form) === sent)) {
  localStorage.removeItem(sent);
  sessionStorage.removeItem("draft-sent");
}
// Another person on this machine: drafts of others are theirs, and go when they sign out.
document.addEventListener("submit", (event) => {
  if (!event.target.matches("[data-sign-out]")) return;
  for (const key of Object.keys(localStorage)) if (key.startsWith(`draft:${person}:`)) localStorage.removeItem(key);
});

// data-when="reason" data-is="其他": shown only while that choice is made.
function followChoices(root) {
  for (const part of root.querySelectorAll("[data-when]")) {
    const form = part.closest("form");
    const look = () => { part.hidden = new FormData(form).get(part.dataset.when) !== part.dataset.is; };
    form.addEventListener("change", look);
    look();
  }
}
followChoices(document);
document.addEventListener("htmx:load", (event) => followChoices(event.target));

for (const box of document.querySelectorAll(".pass-box")) {
  const button = box.querySelector("button");
  const input = box.querySelector("input");
  button.hidden = false;
  button.addEventListener("click", () => {
    const shown = input.type === "text";
    input.type = shown ? "password" : "text";
    button.textContent = shown ? "显示" : "隐藏";
    button.setAttribute("aria-pressed", String(!shown));
    input.focus();
  });
}
