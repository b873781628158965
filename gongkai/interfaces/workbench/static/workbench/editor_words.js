// The text editor in Chinese. Runs before the editor: what the editor asks `gettext` for is answered here; titles
// that it does not ask for are put right as soon as they appear. A new table has a header row unless one says no.
(() => {
  const WORDS = {
    bold: "加粗",
    italic: "斜体",
    paragraph: "正文",
    "unordered list": "列表",
    "bullet list": "列表",
    "ordered list": "编号列表",
    undo: "撤销",
    redo: "重做",
    "Insert table": "插入表格",
    "Add column": "右边加一列",
    "Delete column": "删去这一列",
    "Add row": "下面加一行",
    "Delete row": "删去这一行",
    "Merge cells": "合并格子",
    "Split cell": "拆开格子",
    "Toggle header cell": "改为表头格，或改回来",
    "Delete table": "删去整张表",
    "Table Properties": "插入表格",
    Rows: "几行",
    Columns: "几列",
    "Include header row": "第一行是不是表头",
    Yes: "是",
    No: "不是",
    "Insert Table": "插入",
    Update: "改好",
    Cancel: "取消",
  };
  const said = (words) => WORDS[words] || words;
  window.gettext = said;

  const title = (button) => {
    if (!(button.title in WORDS)) return;
    button.title = said(button.title);
    button.setAttribute("aria-label", button.title);
  };
  const choice = (select) => {
    for (const option of select.options) {
      option.value = option.textContent; // what the editor reads stays as it was
      option.textContent = said(option.value);
    }
    if (select.name === "withHeaderRow") select.value = "Yes";
  };
  new MutationObserver((changes) => {
    for (const change of changes) {
      for (const added of change.addedNodes) {
        if (added.nodeType !== Node.ELEMENT_NODE) continue;
        added.querySelectorAll("[class*=prose-menubar] [title]").forEach(title);
        added.querySelectorAll(".prose-editor-dialog select").forEach(choice);
      }
    }
  }).observe(document, { childList: true, subtree: true });
})();
