import { openServices, type Services } from '../src/app.ts';
import { readConfig } from '../src/platform/config.ts';
import { createLog } from '../src/platform/logging/log.ts';

/** Opens the services on a database, has them used, and closes them. */
export async function withServices<Result>(
  databaseUrl: string,
  use: (services: Services) => Promise<Result>,
): Promise<Result> {
  const services = await openServices(readConfig({ DATABASE_URL: databaseUrl }), createLog('error'));
  try {
    return await use(services);
  } finally {
    await services.close();
  }
}
