// A chosen suggestion fills the field, its hidden code and the province. Typing on forgets the code. Works on [data-place-picker].
(() => {
  const clearList = (picker) => picker.querySelector(".place-picker__list").replaceChildren();
  const set = (picker, code) => {
    const field = picker.querySelector("[data-place-code]");
    if (field) field.value = code;
  };

  document.addEventListener("input", (event) => {
    const picker = event.target.closest("[data-place-picker]");
    if (picker && event.target.name === "place") set(picker, "");
  });

  document.addEventListener("change", (event) => {
    if (event.target.name !== "province") return;
    const picker = event.target.form?.querySelector("[data-place-picker]");
    if (picker) set(picker, "");
  });

  document.addEventListener("click", (event) => {
    const choice = event.target.closest("[data-place-choice]");
    const picker = event.target.closest("[data-place-picker]");
    if (!choice || !picker) {
      document.querySelectorAll("[data-place-picker]").forEach((other) => other !== picker && clearList(other));
      return;
    }
    const field = picker.querySelector('[name="place"]');
    field.value = choice.dataset.name;
    set(picker, choice.dataset.code);
    const province = field.form.elements.namedItem("province");
    if (province) province.value = choice.dataset.province;
    clearList(picker);
    field.focus();
  });

  document.addEventListener("keydown", (event) => {
    const picker = event.target.closest("[data-place-picker]");
    if (!picker) return;
    if (event.key === "Escape") {
      clearList(picker);
      picker.querySelector('[name="place"]').focus();
    }
    if (event.key !== "ArrowDown" && event.key !== "ArrowUp") return;
    const choices = [...picker.querySelectorAll("[data-place-choice]")];
    if (!choices.length) return;
    event.preventDefault();
    const at = choices.indexOf(document.activeElement) + (event.key === "ArrowDown" ? 1 : -1);
    (choices[at] || picker.querySelector('[name="place"]')).focus();
  });
})();
