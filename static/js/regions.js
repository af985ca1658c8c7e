// The region picker: type a name or open a town and tap a village. Without this file a plain select remains.

const CHIP = '<span class="chip"><span></span><button type="button">×</button></span>';

class Picker {
  constructor(box) {
    this.box = box;
    this.many = box.hasAttribute("data-multiple");
    this.native = box.querySelector("select, input");
    this.chosen = new Map([...box.querySelectorAll("[data-chosen]")].map((s) => [s.dataset.chosen, s.textContent]));
    this.build();
    this.show();
  }

  build() {
    // The box takes the control's id over, so that its label and the links of an error summary lead to it.
    const id = this.native.id || `region_${this.native.name}`;
    this.native.id = `${id}_chosen`;
    this.native.hidden = true;
    this.native.required = false;
    this.chips = document.createElement("div");
    this.chips.className = "region-chips";
    this.input = document.createElement("input");
    Object.assign(this.input, { type: "text", className: "form-control", id, autocomplete: "off" });
    this.input.placeholder = this.many ? "点开挑选，可选多个" : "点开挑选，或写名称";
    for (const [name, value] of [["role", "combobox"], ["aria-expanded", "false"], ["aria-autocomplete", "list"], ["aria-controls", `${id}_list`]]) this.input.setAttribute(name, value);
    for (const name of ["aria-describedby", "aria-invalid"]) if (this.native.hasAttribute(name)) this.input.setAttribute(name, this.native.getAttribute(name));
    this.list = document.createElement("ul");
    Object.assign(this.list, { className: "region-list", id: `${id}_list`, hidden: true });
    this.list.setAttribute("role", "listbox");
    this.list.setAttribute("aria-label", "区划");
    this.box.classList.add("is-rich");
    this.box.append(this.chips, this.input, this.list);
    this.listen();
  }

  listen() {
    this.input.addEventListener("focus", () => { this.input.select(); this.load({}); });
    this.input.addEventListener("click", () => this.list.hidden && this.load({}));
    this.input.addEventListener("input", () => {
      window.clearTimeout(this.timer);
      const q = this.input.value.trim();
      this.timer = window.setTimeout(() => this.load(q ? { q } : {}), 150);
    });
    this.input.addEventListener("keydown", (event) => this.key(event));
    this.input.addEventListener("blur", () => window.setTimeout(() => this.leave(), 150));
    this.list.addEventListener("mousedown", (event) => event.preventDefault());
    this.list.addEventListener("click", (event) => this.take(event.target.closest("li")));
    this.native.addEventListener("change", () => this.pull());
  }

  async load(query) {
    const params = new URLSearchParams({ levels: this.box.dataset.levels, ...query });
    if (this.box.hasAttribute("data-whole")) params.set("whole", "1");
    const turn = (this.turn = (this.turn || 0) + 1);
    const answer = await fetch(`${this.box.dataset.url}?${params}`, { headers: { "HX-Request": "true" } }).catch(() => null);
    if (!answer || !answer.ok || answer.redirected || turn !== this.turn) return;
    this.list.innerHTML = await answer.text();
    this.open(true);
    this.mark(this.entries()[0]);
    this.list.scrollIntoView({ block: "nearest" });
  }

  entries() {
    return [...this.list.querySelectorAll("li:not([aria-disabled])")];
  }

  mark(entry) {
    for (const one of this.list.children) one.classList.toggle("is-active", one === entry);
    if (!entry) return;
    entry.id ||= `${this.input.id}_${this.entries().indexOf(entry)}`;
    this.input.setAttribute("aria-activedescendant", entry.id);
    entry.scrollIntoView({ block: "nearest" });
  }

  key(event) {
    const entries = this.entries();
    const at = entries.findIndex((entry) => entry.classList.contains("is-active"));
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      if (this.list.hidden) this.load({});
      else this.mark(entries[(at + (event.key === "ArrowDown" ? 1 : -1) + entries.length) % entries.length]);
    } else if (event.key === "Enter" && !this.list.hidden) {
      event.preventDefault();
      this.take(entries[at]);
    } else if (event.key === "Escape") this.leave();
  }

  take(entry) {
    if (!entry || entry.getAttribute("aria-disabled")) return;
    this.input.focus();
    if (entry.dataset.under !== undefined) {
      this.load({ under: entry.dataset.under });
      return;
    }
    if (!this.many) this.chosen.clear();
    this.chosen.set(entry.dataset.code, entry.dataset.path);
    this.push();
    this.leave();
  }

  push() {
    const codes = [...this.chosen.keys()];
    if (this.native.tagName === "SELECT") for (const option of this.native.options) option.selected = codes.includes(option.value);
    else this.native.value = codes.join("、");
    this.native.dispatchEvent(new Event("input", { bubbles: true }));
    this.show();
  }

  pull() {
    if (this.native.tagName !== "SELECT") return;
    const picked = [...this.native.selectedOptions].filter((option) => option.value);
    this.chosen = new Map(picked.map((option) => [option.value, this.chosen.get(option.value) || named(option)]));
    this.show();
  }

  show() {
    if (!this.many) this.input.value = [...this.chosen.values()][0] || "";
    this.chips.replaceChildren();
    for (const [code, path] of this.many ? this.chosen : []) {
      this.chips.insertAdjacentHTML("beforeend", CHIP);
      const chip = this.chips.lastElementChild;
      chip.firstElementChild.textContent = path;
      chip.lastElementChild.setAttribute("aria-label", `去掉：${path}`);
      chip.lastElementChild.addEventListener("click", () => { this.chosen.delete(code); this.push(); });
    }
    if (this.many) this.input.value = "";
  }

  leave() {
    this.open(false);
    if (!this.many && !this.input.value.trim() && this.chosen.size) { this.chosen.clear(); this.push(); }
    this.show();
  }

  open(yes) {
    this.list.hidden = !yes;
    this.input.setAttribute("aria-expanded", String(yes));
  }
}

function named(option) {
  const group = option.parentElement.label;
  return group && group !== option.label ? `${group} ${option.label}` : option.label;
}

function enhance(root) {
  for (const box of root.querySelectorAll("[data-region-picker]:not(.is-rich)")) new Picker(box);
}

enhance(document);
document.addEventListener("htmx:load", (event) => enhance(event.target));
