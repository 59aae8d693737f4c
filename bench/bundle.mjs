// Brotli bytes of the console: its first load, and each chunk that is loaded when it is needed.
import { readdir, readFile, stat } from "node:fs/promises";
import { join } from "node:path";
import { brotliCompressSync } from "node:zlib";
import { SITE } from "./house.mjs";

const PACKAGE = join(SITE, "pkg");
const MAIN_WASM = /^mewayz(\.[^.]+)?\.wasm$/;

async function brotliBytes(file) {
  const sibling = await stat(`${file}.br`).catch(() => undefined);
  return sibling ? sibling.size : brotliCompressSync(await readFile(file)).length;
}

async function filesOf(folder) {
  const entries = await readdir(folder, { recursive: true });
  return entries.filter((name) => /\.(js|wasm)$/.test(name));
}

export async function measure(budget) {
  const names = await filesOf(PACKAGE);
  const isFirst = (name) => name.endsWith(".js") || MAIN_WASM.test(name);
  const sized = await Promise.all(names.map(async (name) => ({ name, bytes: await brotliBytes(join(PACKAGE, name)) })));
  const first = sized.filter(({ name }) => isFirst(name));
  const chunks = sized.filter(({ name }) => !isFirst(name)).sort((a, b) => b.bytes - a.bytes);
  if (!first.some(({ name }) => name.endsWith(".wasm"))) throw new Error(`There is no main WASM file in ${PACKAGE}: make the release build first.`);
  return [
    {
      what: "Console, first load (JS + WASM, brotli)",
      value: first.reduce((sum, { bytes }) => sum + bytes, 0),
      unit: "B",
      limit: budget.first_load_bytes,
      note: `aim ${budget.first_load_aim_bytes.toLocaleString("en-US")}; ${first.map(({ name, bytes }) => `${shortName(name)} ${bytes}`).join(", ")}`,
    },
    ...chunks.map(({ name, bytes }) => ({ what: `Chunk ${shortName(name)}`, value: bytes, unit: "B", limit: budget.lazy_chunk_bytes })),
  ];
}

// Without the content hash, which changes with every build.
const shortName = (name) => name.replace(/\.[\w-]{22}(?=\.)/, "");
