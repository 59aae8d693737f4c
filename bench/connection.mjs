// One kept-alive HTTP/1.1 connection that asks for one page again and again, or sends what it is given. Node's own client
// costs as much CPU as the server that is measured, on the same cores; this costs a tenth.
import { connect } from "node:net";

const CHROMIUM_HEADERS = [
  "user-agent: Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36",
  "accept: text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8",
  "accept-encoding: gzip, deflate, br, zstd",
  "accept-language: en-US,en;q=0.9",
  "sec-fetch-dest: document",
  "sec-fetch-mode: navigate",
  "sec-fetch-site: none",
];

export function openConnection(port, path) {
  const request = Buffer.from([`GET ${path} HTTP/1.1`, `host: 127.0.0.1:${port}`, ...CHROMIUM_HEADERS, "", ""].join("\r\n"));
  const socket = connect({ port, host: "127.0.0.1", noDelay: true });
  let received = Buffer.alloc(0);
  let waiting;

  function settle(outcome, value) {
    const current = waiting;
    waiting = undefined;
    current?.[outcome](value);
  }

  socket.on("data", (bytes) => {
    received = received.length === 0 ? bytes : Buffer.concat([received, bytes]);
    const length = responseLength(received);
    if (length === undefined) return;
    const status = Number(received.toString("latin1", 9, 12));
    received = received.subarray(length);
    settle("resolve", status);
  });
  socket.on("error", (error) => settle("reject", error));
  socket.on("close", () => settle("reject", new Error("the server closed the connection")));

  const send = (bytes) =>
    new Promise((resolve, reject) => {
      waiting = { resolve, reject };
      socket.write(bytes);
    });

  return {
    get: () => send(request),
    send,
    close: () => socket.destroy(),
  };
}

// The bytes that the first response in the buffer takes, or undefined while it is not all there.
function responseLength(buffer) {
  const end = buffer.indexOf("\r\n\r\n");
  if (end < 0) return undefined;
  const head = buffer.toString("latin1", 0, end).toLowerCase();
  const body = end + 4;
  const stated = /\r\ncontent-length: *(\d+)/.exec(head);
  if (stated) return buffer.length >= body + Number(stated[1]) ? body + Number(stated[1]) : undefined;
  if (!head.includes("\r\ntransfer-encoding: chunked")) return body;
  return chunkedEnd(buffer, body);
}

function chunkedEnd(buffer, start) {
  let at = start;
  for (;;) {
    const line = buffer.indexOf("\r\n", at);
    if (line < 0) return undefined;
    const size = parseInt(buffer.toString("latin1", at, line), 16);
    at = line + 2 + size + 2;
    if (at > buffer.length) return undefined;
    if (size === 0) return at;
  }
}
