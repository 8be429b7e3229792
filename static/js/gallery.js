// A picture opens large over the page, and the small ones bring their picture into view without moving the page.
// Works on [data-gallery] with [data-zoom] links and [data-thumb] links; without a script both are ordinary links.
(() => {
  const gallery = document.querySelector("[data-gallery]");
  if (!gallery) return;
  const zooms = [...gallery.querySelectorAll("[data-zoom]")];
  const thumbs = [...gallery.querySelectorAll("[data-thumb]")];
  const words = gallery.dataset;
  let dialog = null;
  let shown = 0;

  const button = (text, sign, act) => {
    const made = document.createElement("button");
    made.type = "button";
    made.className = "zoom__button";
    made.setAttribute("aria-label", text);
    made.textContent = sign;
    made.addEventListener("click", act);
    return made;
  };

  const show = (place) => {
    shown = (place + zooms.length) % zooms.length;
    const small = zooms[shown].querySelector("img");
    const large = document.createElement("img");
    large.src = zooms[shown].href;
    large.alt = small.alt;
    large.width = small.width;
    large.height = small.height;
    const stage = dialog.querySelector(".zoom__stage");
    stage.replaceChildren(large);
    stage.scrollTo((stage.scrollWidth - stage.clientWidth) / 2, (stage.scrollHeight - stage.clientHeight) / 2);
    const count = dialog.querySelector(".zoom__count");
    if (count) count.textContent = `${shown + 1} / ${zooms.length}`;
  };

  const build = () => {
    dialog = document.createElement("dialog");
    dialog.className = "zoom";
    dialog.setAttribute("aria-label", words.title);
    const stage = document.createElement("div");
    stage.className = "zoom__stage";
    stage.tabIndex = 0;
    stage.setAttribute("role", "group");
    stage.setAttribute("aria-label", words.title);
    const bar = document.createElement("div");
    bar.className = "zoom__bar";
    if (zooms.length > 1) {
      const count = document.createElement("span");
      count.className = "zoom__count number";
      count.setAttribute("role", "status");
      bar.append(button(words.previous, "←", () => show(shown - 1)), count, button(words.next, "→", () => show(shown + 1)));
    }
    const close = button(words.close, "×", () => dialog.close());
    close.classList.add("zoom__close");
    bar.append(close);
    dialog.append(stage, bar);
    dialog.addEventListener("click", (event) => {
      if (event.target === dialog || event.target === stage) dialog.close();
    });
    dialog.addEventListener("keydown", (event) => {
      if (zooms.length > 1 && event.key === "ArrowLeft") show(shown - 1);
      if (zooms.length > 1 && event.key === "ArrowRight") show(shown + 1);
    });
    document.body.append(dialog);
  };

  gallery.addEventListener("click", (event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    const zoom = event.target.closest("[data-zoom]");
    const thumb = event.target.closest("[data-thumb]");
    if (!zoom && !thumb) return;
    event.preventDefault();
    if (zoom) {
      if (!dialog) build();
      dialog.showModal();
      show(zooms.indexOf(zoom));
      return;
    }
    const slide = zooms[thumbs.indexOf(thumb)].parentElement;
    slide.parentElement.scrollTo({ left: slide.offsetLeft - slide.parentElement.offsetLeft });
  });

  if (!thumbs.length) return;
  const watch = new IntersectionObserver(
    (seen) => {
      for (const { target, isIntersecting } of seen) {
        const thumb = thumbs[zooms.findIndex((zoom) => zoom.parentElement === target)];
        if (isIntersecting) thumb.setAttribute("aria-current", "true");
        else thumb.removeAttribute("aria-current");
      }
    },
    { root: gallery.querySelector(".gallery__row"), threshold: 0.6 },
  );
  for (const zoom of zooms) watch.observe(zoom.parentElement);
})();
