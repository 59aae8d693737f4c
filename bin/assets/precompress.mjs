// Writes .br and .gz beside every text asset: precompress.mjs FOLDER. A sibling that is newer than
// its asset stays as it is.
import { readdir, readFile, rm, stat, writeFile } from "node:fs/promises";
import { availableParallelism } from "node:os";
import { extname, join } from "node:path";
import { promisify } from "node:util";
import { brotliCompress, constants, gzip } from "node:zlib";

const TEXT = new Set([".js", ".mjs", ".css", ".wasm", ".svg", ".html", ".json", ".webmanifest", ".txt", ".xml"]);
const CODECS = {
  ".br": (bytes) =>
    promisify(brotliCompress)(bytes, {
      params: {
        [constants.BROTLI_PARAM_QUALITY]: 11,
        [constants.BROTLI_PARAM_LGWIN]: 24,
        [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length,
      },
    }),
  ".gz": (bytes) => promisify(gzip)(bytes, { level: 9 }),
};

const folder = process.argv[2];
const entries = await readdir(folder, { recursive: true, withFileTypes: true });
const files = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath ?? entry.path, entry.name));
const present = new Set(files);

const orphans = files.filter((file) => extname(file) in CODECS && !present.has(file.slice(0, -3)));
await Promise.all(orphans.map((file) => rm(file)));

const due = [];
for (const file of files.filter((file) => TEXT.has(extname(file)))) {
  const { mtimeMs } = await stat(file);
  for (const suffix of Object.keys(CODECS)) {
    const sibling = await stat(file + suffix).catch(() => undefined);
    if (!sibling || sibling.mtimeMs < mtimeMs) due.push({ file, suffix });
  }
}

async function work() {
  for (let job = due.shift(); job; job = due.shift()) {
    const bytes = await readFile(job.file);
    await writeFile(job.file + job.suffix, await CODECS[job.suffix](bytes));
  }
}

const count = due.length;
await Promise.all(Array.from({ length: availableParallelism() }, work));
console.log(`${count} of ${files.filter((file) => TEXT.has(extname(file))).length * 2} files compressed`);
