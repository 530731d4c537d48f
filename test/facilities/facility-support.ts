import type { TestApp } from '../support/app.ts';

const CREATE = `mutation ($input: CreateFacilityInput!) {
  createFacility(input: $input) {
    facility { id version name status }
    possibleDuplicates { id name }
    errors { code path message }
  }
}`;

/** The id of a unit by its code, as of a day. */
export async function placeId(app: TestApp, code: string, asOf: string | null = null): Promise<string> {
  const { units } = await app.asPublic.query(
    'query ($code: String!, $asOf: LocalDate) { units(first: 1, asOf: $asOf, filter: { code: { eq: $code } }) { nodes { id } } }',
    { code, asOf },
  );
  return units.nodes[0].id;
}

/** Creates a facility and answers the payload. */
export const create = (app: TestApp, input: object) => app.asOperator.mutate(CREATE, input);

/** What a facility needs to be submitted; each call takes another tax code. */
async function complete(app: TestApp, input: object = {}): Promise<object> {
  return {
    name: `Cơ sở thử ${next}`,
    legalForm: 'COMPANY',
    taxCode: taxCode(next++),
    place: await placeId(app, '29308'),
    email: 'lien.he@example.com',
    ...input,
  };
}

/** Creates a facility and leads it to a state. */
export async function facilityIn(
  app: TestApp,
  status: 'DRAFT' | 'SUBMITTED' | 'VERIFIED' | 'SUSPENDED',
  input: object = {},
) {
  const { facility, errors } = await create(app, await complete(app, input));
  if (errors.length > 0) throw new Error(JSON.stringify(errors));
  const steps = ['submitFacility', 'verifyFacility', 'suspendFacility'];
  const count = ['DRAFT', 'SUBMITTED', 'VERIFIED', 'SUSPENDED'].indexOf(status);
  let moved = facility;
  for (const step of steps.slice(0, count))
    moved = (await move(app, step, { id: facility.id, reason: 'thử' })).facility;
  return moved as { id: string; version: number; name: string; status: string };
}

/** Takes a step and answers its payload. */
export function move(
  app: TestApp,
  step: string,
  { reason, ...input }: { id: string; version?: number; reason?: string },
) {
  const explained = ['suspendFacility', 'returnFacilityToDraft'].includes(step);
  return app.asOperator.mutate(
    `mutation ($input: ${explained ? 'Explained' : ''}MoveFacilityInput!) {
      ${step}(input: $input) { facility { id version name status } errors { code path message } }
    }`,
    { ...input, reason },
  );
}

let next = 1;

const WEIGHTS = [31, 29, 23, 19, 17, 13, 7, 5, 3];

/** The n-th tax code of ten digits whose check digit is right. */
export function taxCode(n: number): string {
  for (let serial = 4_000_000 + n * 20; ; serial++) {
    const digits = `18${serial}`;
    const check = 10 - (WEIGHTS.reduce((sum, weight, index) => sum + weight * Number(digits[index]), 0) % 11);
    if (check < 10) return digits + check;
  }
}
