// A file field one can drop a workbook on. Without this file the browser's own field remains.

for (const input of document.querySelectorAll("input[type=file][data-drop]")) {
  const box = document.createElement("div");
  box.className = "file-drop";
  const say = document.createElement("span");
  say.textContent = input.dataset.drop;
  input.before(box);
  box.append(say, input);

  const show = () => {
    const file = input.files[0];
    box.classList.toggle("has-file", Boolean(file));
    say.textContent = file ? `${file.name}，${Math.max(1, Math.round(file.size / 1024)).toLocaleString("zh-CN")} KB` : input.dataset.drop;
  };
  input.addEventListener("change", show);
  for (const name of ["dragenter", "dragover"]) input.addEventListener(name, () => box.classList.add("is-over"));
  for (const name of ["dragleave", "drop"]) input.addEventListener(name, () => box.classList.remove("is-over"));
  show();
}
