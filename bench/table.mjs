// A row is { what, value, unit, limit?, note? }; without a limit it is there for comparison.
const isOver = (row) => row.limit !== undefined && row.value > row.limit;

const number = (value) =>
  Number.isInteger(value) || value >= 1000 ? Math.round(value).toLocaleString("en-US") : value.toFixed(value < 10 ? 2 : 1);

export function printTable(rows) {
  const lines = rows.map((row) => [
    row.what,
    `${number(row.value)} ${row.unit}`,
    row.limit === undefined ? "" : `≤ ${number(row.limit)} ${row.unit}`,
    row.limit === undefined ? "" : isOver(row) ? "OVER" : "ok",
    row.note ?? "",
  ]);
  lines.unshift(["measure", "value", "budget", "", ""]);
  const widths = [0, 1, 2, 3].map((column) => Math.max(...lines.map((line) => line[column].length)));
  console.log("");
  for (const [what, value, limit, verdict, note] of lines) {
    const cells = [what.padEnd(widths[0]), value.padStart(widths[1]), limit.padStart(widths[2]), verdict.padEnd(widths[3]), note];
    console.log(cells.join("  ").trimEnd());
  }
  const over = rows.filter(isOver);
  console.log(over.length === 0 ? "\nEverything is within its budget." : `\nOver budget: ${over.map((row) => row.what).join("; ")}.`);
  return over.length;
}
