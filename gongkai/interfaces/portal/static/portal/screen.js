// 换页以前先看下一页在不在：网断了就留在这一页上，隔一会儿再试。没有脚本时由页面自己的 meta refresh 换页。
const { next, seconds } = document.body.dataset;
const AGAIN = 15;

async function turn() {
  try {
    const answer = await fetch(next, { cache: "no-store", credentials: "omit" });
    if (answer.ok) return location.replace(answer.url);
  } catch {
    // 连不上：三分钟后样式表里的那一句自己出现
  }
  setTimeout(turn, AGAIN * 1000);
}

setTimeout(turn, Number(seconds) * 1000);
