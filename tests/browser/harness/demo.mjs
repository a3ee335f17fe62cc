// A demonstration of its own for the run: a new folder, a free port, gone afterwards.

import { spawn } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** The line the program prints when its office is whole. */
const FILLED = /filled in/;
const FILLED_WAIT_MS = 120_000;
const ANSWER_WAIT_MS = 30_000;

/** Starts the program; gives its address, its folder and how to end it, once its office is filled in. */
export async function startDemo(binary, story) {
  const folder = await mkdtemp(join(tmpdir(), "chautari-browser-"));
  const port = await freePort();
  const child = spawn(binary, ["demo", "--listen", `127.0.0.1:${port}`, ...story], { cwd: folder });
  let said = "";
  const listen = (chunk) => (said += chunk);
  child.stdout.on("data", listen);
  child.stderr.on("data", listen);
  let ended = false;
  child.on("error", (error) => ((ended = true), listen(`\n${error.message}`)));
  child.on("exit", () => (ended = true));
  const stop = async () => {
    child.kill("SIGTERM");
    await until(() => ended, 10_000).catch(() => child.kill("SIGKILL"));
    await rm(folder, { recursive: true, force: true });
  };
  const demo = { address: `http://127.0.0.1:${port}`, binary, folder, stop, said: () => said };
  try {
    await until(() => ended || answers(`${demo.address}/healthz`), ANSWER_WAIT_MS);
    await until(() => ended || FILLED.test(said), FILLED_WAIT_MS);
    if (ended) throw new Error("it ended");
    // A port taken meanwhile moves the program to another one.
    demo.address = said.match(/http:\/\/127\.0\.0\.1:\d+/)?.[0] ?? demo.address;
  } catch (error) {
    await stop();
    throw new Error(`the demonstration did not start (${error.message}); it said:\n${said}`);
  }
  return demo;
}

async function answers(address) {
  try {
    return (await fetch(address)).ok;
  } catch {
    return false;
  }
}

/** Waits until a condition holds. */
export async function until(condition, wait_ms) {
  const end = Date.now() + wait_ms;
  while (!(await condition())) {
    if (Date.now() > end) throw new Error(`not within ${wait_ms} ms`);
    await new Promise((done) => setTimeout(done, 50));
  }
}

function freePort() {
  return new Promise((done, fail) => {
    const server = createServer();
    server.on("error", fail);
    server.listen(0, "127.0.0.1", () => {
      const { port } = server.address();
      server.close(() => done(port));
    });
  });
}
