// Sums that work themselves out while one types: <… data-sum="due + back - deduction" data-sum-into="net">.
// Without data-sum-into the element itself shows the sum. Amounts are added in whole 分, never as fractions.

const AMOUNT = /^\d{1,10}(\.\d{1,2})?$/;

function fen(text) {
  const plain = text.normalize("NFKC").replace(/[,\s¥元]/g, "");
  if (!plain) return null;
  if (!AMOUNT.test(plain)) return NaN;
  const [whole, rest = ""] = plain.split(".");
  return Number(whole) * 100 + Number(rest.padEnd(2, "0"));
}

function shown(sum) {
  const digits = String(Math.abs(sum)).padStart(3, "0");
  const whole = digits.slice(0, -2).replace(/\B(?=(\d{3})+$)/g, ",");
  return `${sum < 0 ? "−" : ""}${whole}.${digits.slice(-2)}`;
}

for (const place of document.querySelectorAll("[data-sum]")) {
  const form = place.closest("form") || document.querySelector("form.is-form");
  const terms = [...place.dataset.sum.matchAll(/([+-]?)\s*(\w+)/g)].map(([, sign, name]) => [
    sign === "-" ? -1 : 1,
    form && form.elements[name],
  ]);
  const target = place.dataset.sumInto && form ? form.elements[place.dataset.sumInto] : null;

  const add = () => {
    const amounts = terms.map(([sign, field]) => [sign, field ? fen(field.value) : null]);
    const given = amounts.filter(([, amount]) => amount !== null);
    const sum = given.reduce((total, [sign, amount]) => total + sign * amount, 0);
    const text = given.length && !Number.isNaN(sum) ? shown(sum) : "";
    if (!target) place.textContent = text;
    else if (text) target.value = text.replaceAll(",", "");
  };
  for (const [, field] of terms) field?.addEventListener("input", add);
  if (!target) add();
}
