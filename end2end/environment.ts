// One server for the whole run. Tests that kill or redeploy theirs start their own.
import { Server, dropDatabase, freshDatabase } from './server';

export default async function environment(): Promise<() => Promise<void>> {
  const database = freshDatabase();
  const server = await Server.start({ database });
  process.env.BASE_URL = server.url;
  process.env.DATABASE = database;
  return async () => {
    await server.stop();
    await dropDatabase(database);
  };
}
