// Price, size and unit price follow the chosen pack, the quantity follows its field; without a script the lowest price
// stands there with "from". Works on [data-pack-price] inputs, [data-quantity], and everything [data-follow-…].
(() => {
  const tell = (name, text) => {
    for (const place of document.querySelectorAll(`[data-follow-${name}]`)) place.textContent = text;
  };

  const followPack = () => {
    const chosen = document.querySelector("[data-pack-price]:checked");
    if (!chosen) return;
    for (const place of document.querySelectorAll("[data-follow-price]")) {
      const price = document.createElement("b");
      price.textContent = chosen.dataset.packPrice;
      place.replaceChildren(price);
    }
    tell("size", chosen.dataset.packSize);
    tell("per", `/ ${chosen.dataset.packSize},`);
    tell("unit", chosen.dataset.packUnit);
  };

  const followQuantity = () => {
    const field = document.querySelector("[data-quantity]");
    if (field) tell("quantity", field.value || "1");
  };

  document.addEventListener("change", (event) => {
    if (event.target.matches("[data-pack-price]")) followPack();
  });
  document.addEventListener("input", (event) => {
    if (event.target.matches("[data-quantity]")) followQuantity();
  });
  // A page that comes back from history may hold another choice than it was sent with; else nothing moves on arrival.
  if (document.querySelector("[data-pack-price]:checked:not([checked])")) followPack();
  followQuantity();
})();
