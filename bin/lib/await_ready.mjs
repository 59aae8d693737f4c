// Waits until an address answers 200: await_ready.mjs URL PID [SECONDS]. Stops early if the process is gone.
const [url, pid, seconds = "60"] = process.argv.slice(2);
const deadline = Date.now() + Number(seconds) * 1000;
let last = "it did not answer";

function alive() {
  try {
    return process.kill(Number(pid), 0);
  } catch {
    return false;
  }
}

while (Date.now() < deadline) {
  if (!alive()) {
    console.error("The process ended before it was ready.");
    process.exit(1);
  }
  try {
    const answer = await fetch(url, { signal: AbortSignal.timeout(2000) });
    if (answer.ok) process.exit(0);
    last = `${answer.status} ${await answer.text()}`;
  } catch (error) {
    last = error.cause?.message ?? error.message;
  }
  await new Promise((resolve) => setTimeout(resolve, 50));
}
console.error(`${url} was not ready within ${seconds} s: ${last}`);
process.exit(1);
