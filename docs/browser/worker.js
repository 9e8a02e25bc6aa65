// Run Python in a worker, so that the page responds while Python starts and searches.

import { loadPyodide } from "./pyodide/pyodide.mjs";

const here = (path) => new URL(path, import.meta.url).href;

async function start() {
  const wheels = await (await fetch(here("wheels.json"))).json();
  const [python, answers] = await Promise.all([
    loadPyodide({ packages: wheels.map((name) => here(`wheels/${name}`)) }),
    fetch(here("answers.py")).then((response) => response.text()),
  ]);
  python.runPython(answers, { filename: "answers.py" });
  return python.globals;
}

async function answer({ asked, query, ref }) {
  const python = await started;
  const entries = ref ? python.get("entry")(ref) : python.get("search")(query);
  return { asked, ref, entries: JSON.parse(entries) };
}

async function send(message) {
  postMessage(await message.catch((error) => ({ failed: error.message })));
}

const started = start();
send(started.then((python) => ({ css: python.get("stylesheet")() })));
addEventListener("message", ({ data }) => send(answer(data)));
