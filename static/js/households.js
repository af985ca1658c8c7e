// The person form: what the identity number says is shown and not asked, and parts that only some need stay folded.

const form = document.querySelector("form.is-form");
const identity = form?.elements.identity;
const derived = form?.querySelector("[data-derived]");
const WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];

const fieldOf = (name) => {
  const control = form.elements[name];
  return (control?.length && !control.tagName ? control[0] : control)?.closest(".field");
};

function parse(text) {
  const number = text.normalize("NFKC").replace(/\s/g, "").toUpperCase();
  if (!/^[1-9]\d{16}[\dX]$/.test(number)) return null;
  const sum = WEIGHTS.reduce((total, weight, place) => total + weight * Number(number[place]), 0);
  const born = new Date(`${number.slice(6, 10)}-${number.slice(10, 12)}-${number.slice(12, 14)}T00:00:00`);
  if ("10X98765432"[sum % 11] !== number[17] || Number.isNaN(born.getTime())) return { wrong: true };
  const today = new Date();
  const had = [today.getMonth(), today.getDate()] >= [born.getMonth(), born.getDate()]
    && (today.getMonth() > born.getMonth() || today.getDate() >= born.getDate());
  return {
    day: `${number.slice(6, 10)}-${number.slice(10, 12)}-${number.slice(12, 14)}`,
    sex: Number(number[16]) % 2 ? "男" : "女",
    age: today.getFullYear() - born.getFullYear() - (had ? 0 : 1),
  };
}

function say(pairs) {
  derived.replaceChildren(...pairs.map(([label, value]) => {
    const part = document.createElement("span");
    part.append(`${label} `, Object.assign(document.createElement("b"), { textContent: value }));
    return part;
  }));
  derived.hidden = !pairs.length;
}

function derive() {
  const text = identity.value.trim();
  const masked = text.includes("*");
  const read = masked ? null : parse(text);
  if (read?.wrong) say([["身份证号", "校验码不符，请对照证件核对最后 4 位"]]);
  else if (read) say([["出生日期", read.day], ["性别", read.sex], ["年龄", String(read.age)]]);
  else say([]);
  // With a number there is no reason for having none; without a reason, birth and sex are the number's.
  const reason = form.elements.no_identity_reason;
  show("no_identity_reason", !text);
  for (const name of ["birth", "sex"]) show(name, !text && Boolean(reason?.value.trim()));
}

function show(name, wanted) {
  const field = fieldOf(name);
  if (field) field.hidden = !wanted && !field.querySelector(".err");
}

const ONLY_FOR = { "自理能力（特困人员填）": "特困人员" };

function fold() {
  const chosen = new Set([...form.querySelectorAll("[name=categories]:checked")].map((box) => box.value));
  for (const section of form.querySelectorAll("[data-section]")) {
    const wanted = ONLY_FOR[section.dataset.section];
    if (wanted) section.hidden = !chosen.has(wanted) && !section.querySelector(".err, :checked[value='能'], :checked[value='不能']");
  }
  for (const [name, category] of [["tier", "低保对象"], ["support", "特困人员"]]) {
    show(name, chosen.has(category) || Boolean(fieldOf(name)?.querySelector(":checked:not([value=''])")));
  }
}

if (form && identity && derived) {
  identity.addEventListener("input", derive);
  form.elements.no_identity_reason?.addEventListener("input", derive);
  form.addEventListener("change", fold);
  derive();
  fold();
}
