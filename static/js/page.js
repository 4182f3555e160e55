// Small comforts; every page works without them.
document.addEventListener("DOMContentLoaded", () => {
  document.querySelector("[data-focus]")?.focus();
  for (const button of document.querySelectorAll("[data-print]")) button.hidden = false;
});

document.addEventListener("click", (event) => {
  if (event.target.closest("[data-print]")) window.print();
  for (const menu of document.querySelectorAll("details.menu[open]")) {
    if (!menu.contains(event.target)) menu.open = false;
  }
});

document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  const menu = document.querySelector("details.menu[open]");
  if (!menu) return;
  menu.open = false;
  menu.querySelector("summary").focus();
});

// A second tap on a slow line must not send the form twice; after a while it may (downloads).
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.method !== "post" || event.defaultPrevented) return;
  if (form.dataset.sent) event.preventDefault();
  form.dataset.sent = "1";
  setTimeout(() => delete form.dataset.sent, 4000);
});

// A page that could not be fetched says so, and keeps what was typed.
document.addEventListener("htmx:sendError", () => {
  const place = document.getElementById("messages");
  const text = place?.dataset.offline;
  if (!text) return;
  const notice = document.createElement("p");
  notice.className = "notice notice-warning notices";
  notice.textContent = text;
  place.replaceChildren(notice);
});
