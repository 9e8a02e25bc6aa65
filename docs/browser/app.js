// The page reads the query from its URL and shows the answer of the worker, which runs Python.
//
//   #q=first job        the entries that match a search
//   #stage:entry-level  one entry

const query = document.querySelector("#query");
const count = document.querySelector("#count");
const hits = document.querySelector("#hits");
const worker = new Worker("worker.js", { type: "module" });

const PAUSE = 120; // milliseconds between the last key and the search
let asked = 0;
let pause;

function ask() {
  const place = decoded(location.hash.slice(1));
  const searching = place.startsWith("q=") || place === "";
  if (searching && document.activeElement !== query) {
    query.value = place.slice(2);
  }
  asked += 1;
  worker.postMessage(searching ? { asked, query: place.slice(2) } : { asked, ref: place });
}

function decoded(text) {
  try {
    return decodeURIComponent(text);
  } catch {
    return text; // a URL with a literal %
  }
}

function type() {
  clearTimeout(pause);
  pause = setTimeout(() => {
    history.replaceState(null, "", query.value.trim() ? `#q=${encodeURIComponent(query.value)}` : "#");
    ask();
  }, PAUSE);
}

function show({ entries, ref }) {
  hits.replaceChildren(...entries.map(item));
  count.textContent = counted(entries.length, ref);
  if (entries.length > 0) {
    hits.querySelector("details").open = true;
  }
  if (ref) {
    query.value = "";
    hits.querySelector("summary")?.focus();
  }
}

function counted(number, ref) {
  if (ref) {
    return number ? "One entry" : `There is no entry ${ref}`;
  }
  if (!query.value.trim()) {
    return "The guide is ready";
  }
  return number === 1 ? "1 entry found" : `${number || "No"} entries found`;
}

function item({ kind, label, html, ...found }) {
  const summary = element("summary", element("span", kind), element("h2", label), snippet(found));
  const content = element("div");
  content.innerHTML = html; // from `render`, which escapes the text of the guide
  return element("li", element("details", summary, content));
}

function snippet({ snippet: text, ranges }) {
  const characters = Array.from(text); // ranges count code points
  const parts = [];
  let done = 0;
  for (const [start, end] of ranges) {
    parts.push(characters.slice(done, start).join(""), element("mark", characters.slice(start, end).join("")));
    done = end;
  }
  return element("p", ...parts, characters.slice(done).join(""));
}

function element(name, ...children) {
  const made = document.createElement(name);
  made.append(...children);
  return made;
}

function style(css) {
  const sheet = new CSSStyleSheet(); // a strict Content-Security-Policy allows it, unlike <style>
  sheet.replaceSync(css);
  document.adoptedStyleSheets.push(sheet);
}

function fail(message) {
  count.textContent = `Python failed: ${message}`;
}

worker.addEventListener("error", (event) => fail(event.message));
worker.addEventListener("message", ({ data }) => {
  if (data.failed) {
    fail(data.failed);
  } else if (data.css) {
    style(data.css);
  } else if (data.asked === asked) {
    show(data);
  }
});

document.querySelector("#search").addEventListener("submit", (event) => event.preventDefault());
query.addEventListener("input", type);
addEventListener("hashchange", ask);
ask();
