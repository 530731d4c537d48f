import { Arg, Ctx, Mutation, Resolver } from 'type-graphql';
import { PLACE_PREFIX } from '../places/administrative-unit.read.ts';
import type { RequestContext } from '../platform/graphql/context.ts';
import { decodeIdIfGiven, decodeIdOf } from '../platform/graphql/ids.ts';
import { ref } from '../platform/read/reads.ts';
import { createFacility } from './create-facility.ts';
import { Facility } from './facility.entity.ts';
import {
  AddFacilityDocumentInput,
  CreateFacilityInput,
  ExplainedMoveFacilityInput,
  MergeFacilitiesInput,
  MoveFacilityInput,
  RemoveFacilityDocumentInput,
  UpdateFacilityInput,
} from './facility.inputs.ts';
import { DOCUMENT_PREFIX, FACILITY_PREFIX } from './facility.read.ts';
import { duplicatesOf } from './facility.resolver.ts';
import { DescribeFacilityPayload, FacilityDocumentPayload, FacilityPayload } from './facility.types.ts';
import { FacilityDocument } from './facility-document.entity.ts';
import { addFacilityDocument, removeFacilityDocument } from './facility-documents.ts';
import {
  type FacilityMove,
  reinstateFacility,
  returnFacilityToDraft,
  submitFacility,
  suspendFacility,
  verifyFacility,
} from './facility-transitions.ts';
import { mergeFacilities } from './merge-facilities.ts';
import { updateFacility } from './update-facility.ts';

const facilityKey = (id: string, path: string): string => decodeIdOf(FACILITY_PREFIX, id, [path]);

const placeKey = (id: string | null | undefined) => decodeIdIfGiven(PLACE_PREFIX, id, ['place']);

@Resolver()
export class FacilityMutationsResolver {
  @Mutation(() => DescribeFacilityPayload, { description: 'Creates a facility as a draft. For operators.' })
  async createFacility(
    @Arg('input', () => CreateFacilityInput, { description: 'The facility.' }) input: CreateFacilityInput,
    @Ctx() context: RequestContext,
  ): Promise<object> {
    return described(await createFacility(context, { ...input, place: placeKey(input.place) }));
  }

  @Mutation(() => DescribeFacilityPayload, {
    description:
      'Changes a facility; beyond the draft nothing that a submission needs may be taken away. For operators.',
  })
  async updateFacility(
    @Arg('input', () => UpdateFacilityInput, { description: 'The change.' }) input: UpdateFacilityInput,
    @Ctx() context: RequestContext,
  ): Promise<object> {
    const id = facilityKey(input.id, 'id');
    return described(await updateFacility(context, { ...input, id, place: placeKey(input.place) }));
  }

  @Mutation(() => FacilityPayload, {
    description: 'Hands a draft in for review; refused with all that is missing. For operators.',
  })
  submitFacility(
    @Arg('input', () => MoveFacilityInput, { description: 'The step.' }) input: MoveFacilityInput,
    @Ctx() context: RequestContext,
  ): Promise<object> {
    return moved(submitFacility, context, input);
  }

  @Mutation(() => FacilityPayload, {
    description: 'Confirms a submitted facility, which becomes public. For operators.',
  })
  verifyFacility(
    @Arg('input', () => MoveFacilityInput, { description: 'The step.' }) input: MoveFacilityInput,
    @Ctx() context: RequestContext,
  ): Promise<object> {
    return moved(verifyFacility, context, input);
  }

  @Mutation(() => FacilityPayload, { description: 'Sends a submitted facility back to be mended. For operators.' })
  returnFacilityToDraft(
    @Arg('input', () => ExplainedMoveFacilityInput, { description: 'The step.' }) input: ExplainedMoveFacilityInput,
    @Ctx() context: RequestContext,
  ): Promise<object> {
    return moved(returnFacilityToDraft, context, input);
  }

  @Mutation(() => FacilityPayload, {
    description: 'Hides a verified facility and its products from the public. For operators.',
  })
  suspendFacility(
    @Arg('input', () => ExplainedMoveFacilityInput, { description: 'The step.' }) input: ExplainedMoveFacilityInput,
    @Ctx() context: RequestContext,
  ): Promise<object> {
    return moved(suspendFacility, context, input);
  }

  @Mutation(() => FacilityPayload, { description: 'Makes a suspended facility public again. For operators.' })
  reinstateFacility(
    @Arg('input', () => MoveFacilityInput, { description: 'The step.' }) input: MoveFacilityInput,
    @Ctx() context: RequestContext,
  ): Promise<object> {
    return moved(reinstateFacility, context, input);
  }

  @Mutation(() => FacilityDocumentPayload, { description: 'Adds a document that a facility handed in. For operators.' })
  async addFacilityDocument(
    @Arg('input', () => AddFacilityDocumentInput, { description: 'The document.' }) input: AddFacilityDocumentInput,
    @Ctx() context: RequestContext,
  ): Promise<object> {
    const document = await addFacilityDocument(context, {
      ...input,
      facility: facilityKey(input.facility, 'facility'),
    });
    return { facility: ref(Facility, document.facility.id), document: ref(FacilityDocument, document.id) };
  }

  @Mutation(() => FacilityPayload, { description: 'Removes a document of a facility. For operators.' })
  async removeFacilityDocument(
    @Arg('input', () => RemoveFacilityDocumentInput, { description: 'The document.' })
    input: RemoveFacilityDocumentInput,
    @Ctx() context: RequestContext,
  ): Promise<object> {
    return {
      facility: ref(Facility, await removeFacilityDocument(context, decodeIdOf(DOCUMENT_PREFIX, input.id, ['id']))),
    };
  }

  @Mutation(() => FacilityPayload, {
    description:
      'Merges two records of one facility: all that refers to the one then refers to the other, and its id leads there. For operators.',
  })
  async mergeFacilities(
    @Arg('input', () => MergeFacilitiesInput, { description: 'The records.' }) input: MergeFacilitiesInput,
    @Ctx() context: RequestContext,
  ): Promise<object> {
    const keep = facilityKey(input.keep, 'keep');
    const merge = facilityKey(input.merge, 'merge');
    return { facility: ref(Facility, await mergeFacilities(context, { ...input, keep, merge })) };
  }
}

const described = (id: string) => ({ facility: ref(Facility, id), possibleDuplicates: duplicatesOf(id) });

async function moved(
  verb: (context: RequestContext, move: FacilityMove) => Promise<string>,
  context: RequestContext,
  input: FacilityMove,
): Promise<object> {
  return { facility: ref(Facility, await verb(context, { ...input, id: facilityKey(input.id, 'id') })) };
}
