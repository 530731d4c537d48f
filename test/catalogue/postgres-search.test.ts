import { randomSearchContract } from './random-search-contract.ts';
import { searchContract } from './search-contract.ts';
import { postgresUnderTest } from './search-under-test.ts';
import { wideSearchContract } from './wide-search-contract.ts';

searchContract('PostgreSQL', postgresUnderTest);
randomSearchContract('PostgreSQL', postgresUnderTest, 400);
wideSearchContract('PostgreSQL', postgresUnderTest);
