// A heart changes where it stands, without losing the place on the page. For who is signed in; without this, or when
// anything is odd, the form is sent as it is. Works on #de-danh, the form of all wish buttons of a page.
(() => {
  document.addEventListener("submit", async (event) => {
    const form = event.target;
    const button = event.submitter;
    if (form.id !== "de-danh" || !button) return;
    form.elements.namedItem("next").value = location.pathname + location.search;
    if (!("quick" in form.dataset)) return;
    event.preventDefault();
    const sent = new FormData(form);
    sent.set(button.name, button.value);
    sent.set("is_small", button.classList.contains("wish-button--small") ? "1" : "");
    try {
      const answer = await fetch(form.action, { method: "POST", body: sent, headers: { "HX-Request": "true" } });
      if (!answer.ok || answer.redirected) throw new Error(answer.status);
      const shown = document.createElement("template");
      shown.innerHTML = await answer.text();
      const changed = shown.content.querySelector(".wish-button");
      const hadFocus = document.activeElement === button;
      button.replaceWith(changed);
      if (hadFocus) changed.focus();
    } catch {
      delete form.dataset.quick;
      form.requestSubmit(button);
    }
  });
})();
