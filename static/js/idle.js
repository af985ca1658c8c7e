// Three minutes before the session ends for lack of work: say so, and let one go on with a click.

const limit = Number(document.body.dataset.idle || 0) * 1000;
const WARN = 3 * 60 * 1000;
const KEY = "worked-at";

if (limit) {
  let notice = null;
  const worked = () => localStorage.setItem(KEY, String(Date.now()));
  worked();
  document.addEventListener("htmx:afterRequest", worked);

  const stay = async () => {
    const token = JSON.parse(document.body.getAttribute("hx-headers"))["X-CSRFToken"];
    const answer = await fetch(document.body.dataset.stay, { method: "POST", headers: { "X-CSRFToken": token } });
    if (!answer.ok || answer.redirected) window.location.reload();
    worked();
    notice?.remove();
    notice = null;
  };

  const warn = () => {
    if (notice) return;
    notice = document.createElement("div");
    notice.className = "notice is-soon idle-notice no-print";
    notice.setAttribute("role", "alert");
    notice.innerHTML = '<p>太久没有操作，登录将在 3 分钟后退出。草稿留在本机。</p><button type="button" class="end">继续工作</button>';
    notice.querySelector("button").addEventListener("click", stay);
    document.body.append(notice);
  };

  window.setInterval(() => {
    const idle = Date.now() - Number(localStorage.getItem(KEY) || 0);
    if (idle >= limit) window.location.reload();
    else if (idle >= limit - WARN) warn();
    else if (notice) { notice.remove(); notice = null; }
  }, 5000);
}
