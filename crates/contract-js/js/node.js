import { readFile } from "node:fs/promises";
import { initSync } from "./core.js";

initSync({ module: await readFile(new URL("core_bg.wasm", import.meta.url)) });

export * from "./api.js";
