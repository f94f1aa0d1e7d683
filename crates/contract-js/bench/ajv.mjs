// Bundled by esbuild: Ajv for draft 2020-12, as a page would use it.
export { default } from "ajv/dist/2020.js";
