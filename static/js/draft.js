// Keep what is typed in a form[data-draft] on this device until it was received. The form works
// without it. One key a person and family; fields marked data-private never leave the page.
(() => {
  const PREFIX = "draft:";
  const DAYS = 7 * 24 * 3600 * 1000;
  const SKIPPED = new Set(["file", "password", "submit", "button", "reset"]);

  const storage = (() => {
    try {
      localStorage.setItem(`${PREFIX}?`, "1");
      localStorage.removeItem(`${PREFIX}?`);
      return localStorage;
    } catch {
      return null;
    }
  })();
  if (!storage) return;

  const keeps = (field) =>
    field.name && field.name !== "csrfmiddlewaretoken" && !SKIPPED.has(field.type) &&
    !("private" in field.dataset);
  const isBox = (field) => field.type === "radio" || field.type === "checkbox";

  const read = (key) => {
    try {
      const draft = JSON.parse(storage.getItem(PREFIX + key));
      return draft && Date.now() - draft.at < DAYS ? draft : null;
    } catch {
      return null;
    }
  };
  const clear = (key) => storage.removeItem(PREFIX + key);

  const save = (form) => {
    const values = {};
    for (const field of form.elements) {
      if (!keeps(field)) continue;
      values[field.name] ??= [];
      if (!isBox(field) || field.checked) values[field.name].push(field.value);
    }
    try {
      storage.setItem(PREFIX + form.dataset.draft, JSON.stringify({ at: Date.now(), values }));
    } catch {
      // A full device: the page itself still holds everything.
    }
  };

  const fill = (form, values) => {
    for (const field of form.elements) {
      const kept = keeps(field) ? values[field.name] : undefined;
      if (!kept) continue;
      if (isBox(field)) field.checked = kept.includes(field.value);
      else field.value = kept[0] ?? "";
      const fold = field.closest("details");
      if (fold && (isBox(field) ? field.checked && field.value : field.value)) fold.open = true;
    }
    form.dispatchEvent(new Event("change", { bubbles: true }));
  };

  const begin = (form) => {
    const draft = read(form.dataset.draft);
    const notice = document.querySelector("[data-draft-notice]");
    // A form that came back with errors holds more than the draft.
    if (draft && !("draftKeep" in form.dataset)) {
      fill(form, draft.values);
      if (notice) notice.hidden = false;
    }
    let timer;
    form.addEventListener("input", () => {
      clearTimeout(timer);
      timer = setTimeout(save, 200, form);
    });
    form.addEventListener("submit", () => save(form));
    addEventListener("pagehide", () => timer && save(form));
    document.querySelector("[data-draft-discard]")?.addEventListener("click", () => {
      clearTimeout(timer);
      timer = undefined;
      clear(form.dataset.draft);
      location.reload();
    });
  };

  document.addEventListener("DOMContentLoaded", () => {
    for (const form of document.querySelectorAll("form[data-draft]")) begin(form);
    for (const sent of document.querySelectorAll("[data-draft-clear]")) {
      const draft = read(sent.dataset.draftClear);
      // Only the draft of what was received: another one may have been begun since.
      if (draft && draft.values.id?.[0] === sent.dataset.draftId) clear(sent.dataset.draftClear);
    }
  });
})();
