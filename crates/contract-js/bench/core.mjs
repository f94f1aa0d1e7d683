// Text to full verdict: this core, and JSON.parse with Ajv, side by side in one run. Posts one line a row:
// name, microseconds of this core, microseconds of JSON.parse and Ajv, ratio; and what bounds the two: microseconds of
// copying the text into WebAssembly's memory, microseconds of JSON.parse alone.
import Ajv from "/build/ajv.js";
import { check } from "/package/browser.js";
import { Form } from "/package/core.js";

const schema = await (await fetch("/bench/schema.json")).json();
const example = await (await fetch("/bench/example.json")).text();
const validate = new Ajv({ allErrors: true, strict: false }).compile(schema);

const request = (change) =>
  JSON.stringify({
    script_content: btoa("echo $1"),
    script_language: 1,
    account_id: 1000,
    execute_target: { host_id_list: [101] },
    ...change,
  });
const ids = Array.from({ length: 50_000 }, (_, index) => 1_000_000 + index * 7);
const line = "echo 'a line of a script that is a megabyte long'\n";
const script = btoa(line.repeat(Math.ceil((1 << 20) / line.length)).slice(0, 1 << 20));
const payloads = {
  "the contract's example": example,
  "50,000 host ids": request({ execute_target: { host_id_list: ids } }),
  "a 1 MiB script": request({ script_content: script }),
  "50,000 ids with three errors": request({ timeout: 0, script_language: 9, execute_target: { host_id_list: [...ids.slice(1), 0] } }),
};

const ours = (text) => check(text).valid;
const theirs = (text) => validate(JSON.parse(text));
const encoder = new TextEncoder();
const memory = new Uint8Array(4 << 20);
const runs = [ours, theirs, (text) => encoder.encodeInto(text, memory), JSON.parse];

// Samples are of at least this many milliseconds, so that the clock's own grain doesn't count.
const SAMPLE = 4;
const SAMPLES = 60;

const sample = (run, text, times) => {
  const start = performance.now();
  for (let index = 0; index < times; index += 1) run(text);
  return ((performance.now() - start) * 1000) / times;
};
const median = (values) => values.sort((a, b) => a - b)[values.length >> 1];
const timesFor = (run, text) => {
  for (let times = 1; ; times *= 2) {
    if ((sample(run, text, times) * times) / 1000 >= SAMPLE) return times;
  }
};

const lines = [];
for (const [name, text] of Object.entries(payloads)) {
  const valid = !name.includes("errors");
  if (ours(text) !== valid || theirs(text) !== valid) throw new Error(`${name}: the two must agree`);
  const times = runs.map((run) => timesFor(run, text));
  const results = runs.map(() => []);
  for (let round = 0; round < SAMPLES; round += 1) {
    runs.forEach((run, index) => results[index].push(sample(run, text, times[index])));
  }
  const [a, b, copy, parse] = results.map(median);
  lines.push([name, a.toFixed(1), b.toFixed(1), (a / b).toFixed(2), copy.toFixed(1), parse.toFixed(1)].join("\t"));
}

// A key typed in a form that holds 50,000 ids: from the edit to the report.
const form = new Form(ids.join(" "));
const keys = [];
for (let round = 0; round < 200; round += 1) {
  const start = performance.now();
  form.type_key(round % 2 ? "60" : "601");
  keys.push((performance.now() - start) * 1000);
}
lines.push(["a key typed beside 50,000 ids", median(keys).toFixed(1), "-", "-", "-", "-"].join("\t"));
await fetch("/done", { method: "POST", body: lines.join("\n") });
