// Makes the mongod on this port a replica set of one, and waits until it takes writes.
import { MongoClient, MongoNetworkError } from "mongodb";

const host = `127.0.0.1:${Number(process.argv[2])}`;
const deadline = Date.now() + 30_000;
const NOT_YET_INITIALIZED = 94;

async function ensureSet(admin) {
  try {
    const { config } = await admin.command({ replSetGetConfig: 1 });
    // The port of the last run was taken by somebody else: the set has moved.
    if (config.members.length === 1 && config.members[0].host !== host) {
      const moved = { ...config, version: config.version + 1, members: [{ ...config.members[0], host }] };
      await admin.command({ replSetReconfig: moved, force: true });
    }
  } catch (error) {
    if (error.code !== NOT_YET_INITIALIZED) throw error;
    await admin.command({ replSetInitiate: { _id: "rs0", members: [{ _id: 0, host }] } });
  }
}

async function awaitWritable(admin) {
  while (Date.now() < deadline) {
    const { isWritablePrimary } = await admin.command({ hello: 1 });
    if (isWritablePrimary) return;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  throw new Error(`mongod on ${host} did not become primary within 30 s`);
}

async function initiate() {
  const client = new MongoClient(`mongodb://${host}/?directConnection=true`, { serverSelectionTimeoutMS: 20_000 });
  try {
    const admin = client.db("admin");
    await ensureSet(admin);
    await awaitWritable(admin);
  } finally {
    await client.close();
  }
}

for (;;) {
  try {
    await initiate();
    break;
  } catch (error) {
    // mongod closes its connections when the set changes: look again.
    if (!(error instanceof MongoNetworkError) || Date.now() > deadline) throw error;
  }
}
