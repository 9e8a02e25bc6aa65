// Runs pytest in Pyodide, which is a newer Python, compiled to WebAssembly.
//
//   node run.mjs RUNTIME SITE PROJECT [ARGUMENTS OF PYTEST...]
//
// RUNTIME holds npm's package pyodide, SITE what is installed for it, PROJECT
// this repository. A thread of its own has the stack that CPython has elsewhere.

import { writeSync } from "node:fs";
import { join } from "node:path";
import process from "node:process";
import { pathToFileURL } from "node:url";
import { isMainThread, Worker } from "node:worker_threads";

const STACK = 64; // MB
const [runtime, site, project, ...options] = process.argv.slice(2);

async function run() {
  const { loadPyodide } = await import(pathToFileURL(join(runtime, "pyodide.mjs")));
  const python = await loadPyodide({
    env: {
      HOME: "/tmp",
      HYPOTHESIS_STORAGE_DIRECTORY: "/tmp/hypothesis",
      PYTHONDONTWRITEBYTECODE: "1",
      PYTHONPATH: "/site:/project/tests/pyodide",
      PYTHONSAFEPATH: "1",
    },
    fsInit: async (FS) => {
      for (const [place, root] of [["/site", site], ["/project", project]]) {
        FS.mkdirTree(place);
        FS.mount(FS.filesystems.NODEFS, { root }, place);
      }
    },
    stdin: () => null,
  });
  python.setStdout({ write: (bytes) => writeSync(1, bytes) });
  python.setStderr({ write: (bytes) => writeSync(2, bytes) });
  python.globals.set("options", python.toPy(["-p", "webassembly", "-p", "no:cacheprovider", ...options]));
  return python.runPython(`
    import os
    os.chdir("/project")
    import pytest
    int(pytest.main(options))
  `);
}

if (isMainThread) {
  const limits = { argv: process.argv.slice(2), resourceLimits: { stackSizeMb: STACK } };
  new Worker(new URL(import.meta.url), limits).on("exit", (code) => {
    process.exitCode = code;
  });
} else {
  process.exit(await run());
}
