// Logging in gives the browser a new token; a form that waited here is sent with it, so that one press is enough.
// Without this script the answer to the first press carries the new token, and a second press does it.
const waiting = document.querySelector("form[data-again]");
if (waiting) {
  let fresh = false;
  waiting.addEventListener("submit", async (event) => {
    if (fresh) return;
    event.preventDefault();
    try {
      const answer = await fetch(waiting.dataset.again);
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      const token = page.querySelector("[name=csrfmiddlewaretoken]");
      if (token) waiting.querySelector("[name=csrfmiddlewaretoken]").value = token.value;
    } catch {
      // The old token goes along; the answer says what is the matter.
    }
    fresh = true;
    waiting.requestSubmit(event.submitter);
    fresh = false;
  });
}
