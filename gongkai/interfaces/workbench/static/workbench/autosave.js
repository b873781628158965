// Keeps what is being typed: half a minute after the last keystroke the form is saved as a revision.
// Without this script the button 保存修改稿 does the same.
const form = document.querySelector("form[data-autosave]");
if (form) {
  const said = document.getElementById("autosaved");
  const base = form.querySelector("[name=based_on]");
  let timer = 0;
  // The text alone: what stands beside it (files, plan) is sent by its own buttons.
  const text = () => {
    const data = new FormData(form);
    for (const one of form.elements) if (!form.contains(one)) data.delete(one.name);
    return data;
  };
  const written = () => {
    const data = text();
    data.delete("based_on");
    return new URLSearchParams(data).toString();
  };
  let last = written();
  const signedOut = (status) => {
    if (status === 403) {
      said.textContent = "您重新登录过，请按“保存修改稿”，再按一次“再交一次”。";
      return;
    }
    const way = document.createElement("a");
    Object.assign(way, { href: form.dataset.login, target: "_blank", rel: "noopener", textContent: "先登录（另开一页）" });
    said.replaceChildren("已经退出，", way, "，再按“保存修改稿”。您的文字还在这一页。");
  };
  const keep = async () => {
    const now = written();
    if (now === last) return;
    try {
      const answer = await fetch(form.dataset.autosave, { method: "POST", body: text(), redirect: "error" });
      if (answer.status === 401 || answer.status === 403) return signedOut(answer.status);
      const told = await answer.json();
      said.textContent = told.said;
      if (answer.ok) {
        base.value = told.number;
        last = now;
      }
    } catch {
      said.textContent = "刚才没有自动存上，您的文字还在这一页，请按“保存修改稿”。";
    }
  };
  form.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(keep, 20000);
  });
}

// The text editor replaces each text box; give it the label of the box that it replaced.
const nameEditors = () => {
  for (const editor of document.querySelectorAll(".ProseMirror:not([aria-label])")) {
    const label = editor.closest(".part, .entry")?.querySelector("label");
    if (label) editor.setAttribute("aria-label", label.textContent.trim());
  }
};
new MutationObserver(nameEditors).observe(document.body, { childList: true, subtree: true });
nameEditors();
