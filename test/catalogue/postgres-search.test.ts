import { createTestApp } from '../support/app.ts';
import { randomSearchContract } from './random-search-contract.ts';
import { searchContract } from './search-contract.ts';

searchContract('PostgreSQL', createTestApp);
randomSearchContract('PostgreSQL', createTestApp, 400);
