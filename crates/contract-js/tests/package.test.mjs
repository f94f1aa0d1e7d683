// The built package, under Node: `cargo xtask js` builds it, and says where it is.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { test } from "node:test";
import { pathToFileURL } from "node:url";
import { cases } from "./cases.mjs";

const folder = process.env.FASTEXEC_JS;
const core = await import(pathToFileURL(`${folder}/node.js`));

for (const [name, run] of Object.entries(cases(core, assert.deepEqual))) {
  test(name, run);
}

test("the types name what is there", async () => {
  const types = await readFile(`${folder}/index.d.ts`, "utf8");
  const declared = [...types.matchAll(/^export function (\w+)/gm)].map((match) => match[1]);
  assert.deepEqual(declared.sort(), Object.keys(core).sort());
});
