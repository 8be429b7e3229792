// The buy bar says price and size of the chosen pack; without a script it says "from" the lowest price.
// Works on [data-pack-price] inputs and [data-buy-bar-price].
(() => {
  const follow = () => {
    const chosen = document.querySelector("[data-pack-price]:checked");
    const bar = document.querySelector("[data-buy-bar-price]");
    if (!chosen || !bar) return;
    const price = document.createElement("b");
    price.textContent = chosen.dataset.packPrice;
    const size = document.createElement("span");
    size.lang = "vi";
    size.textContent = chosen.dataset.packSize;
    bar.replaceChildren(price, size);
  };

  document.addEventListener("change", (event) => {
    if (event.target.matches("[data-pack-price]")) follow();
  });
  follow();
})();
