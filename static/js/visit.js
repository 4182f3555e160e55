// Comforts of the visit form: ask why only where an answer differs from what is recorded, and take
// the place by one tap. Without this file every question stands open and the place is left out.
(() => {
  const said = (question) => {
    const fields = [...question.querySelectorAll("[name^='fact.']")];
    return fields.find((field) => field.type !== "radio" || field.checked)?.value ?? "";
  };

  const showWhys = () => {
    for (const question of document.querySelectorAll("[data-question]")) {
      const why = question.querySelector("[data-why]");
      const answer = said(question);
      if (why) why.hidden = answer === "" || answer === question.dataset.question;
    }
  };

  const takePlace = (box) => {
    const words = box.querySelector("[role=status]");
    const form = document.getElementById("isian");
    words.textContent = box.dataset.wordsBusy;
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => {
        form.elements.latitude.value = coords.latitude.toFixed(6);
        form.elements.longitude.value = coords.longitude.toFixed(6);
        form.elements.accuracy_m.value = Math.round(coords.accuracy);
        form.dispatchEvent(new Event("input", { bubbles: true }));
        words.textContent = `${box.dataset.wordsFound} ${Math.round(coords.accuracy)}`;
      },
      () => { words.textContent = box.dataset.wordsLost; },
      { enableHighAccuracy: true, timeout: 20000, maximumAge: 30000 },
    );
  };

  document.addEventListener("DOMContentLoaded", () => {
    showWhys();
    document.addEventListener("change", showWhys);
    for (const box of document.querySelectorAll("[data-place]")) {
      if (!navigator.geolocation) continue;
      box.hidden = false;
      box.querySelector("button").addEventListener("click", () => takePlace(box));
    }
  });
})();
