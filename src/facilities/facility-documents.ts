import { LockMode } from '@mikro-orm/core';
import { requireOperator } from '../platform/auth/viewer.ts';
import { write } from '../platform/database/write.ts';
import { UserError } from '../platform/errors/user-error.ts';
import { Problems } from '../platform/input/problems.ts';
import { httpUrl, line } from '../platform/input/value-checks.ts';
import { type DocumentKind, FacilityDocument } from './facility-document.entity.ts';
import { lockFacility } from './load-facility.ts';

export interface NewDocument {
  /** Key of the facility. */
  facility: string;
  kind: DocumentKind;
  title: string;
  url: string | URL;
}

/** Most documents of one facility. */
const MAX_DOCUMENTS = 100;

/** Adds a document that a facility handed in. @throws UserErrors NOT_FOUND, BAD_INPUT, LIMIT_EXCEEDED */
export const addFacilityDocument = write(
  async ({ em, viewer }, { facility: id, kind, title, url }: NewDocument): Promise<FacilityDocument> => {
    requireOperator(viewer);
    const problems = new Problems();
    const facility = await lockFacility(em, id, null, ['facility']);
    const clean = {
      facility,
      kind,
      title: problems.take(['title'], line(200)(title)),
      url: problems.take(['url'], httpUrl(url)),
    };
    if ((await em.count(FacilityDocument, { facility })) >= MAX_DOCUMENTS) {
      problems.add(
        ['facility'],
        {
          vi: `Mỗi cơ sở có tối đa ${MAX_DOCUMENTS} tài liệu.`,
          en: `A facility has at most ${MAX_DOCUMENTS} documents.`,
        },
        'LIMIT_EXCEEDED',
      );
    }
    problems.refuseAny();
    const document = Object.assign(new FacilityDocument(), clean);
    em.persist(document);
    return document;
  },
);

/** Removes a document and answers the id of its facility. @throws UserError NOT_FOUND */
export const removeFacilityDocument = write(async ({ em, viewer }, id: string): Promise<string> => {
  requireOperator(viewer);
  const document = await em.findOne(FacilityDocument, id, { lockMode: LockMode.PESSIMISTIC_WRITE });
  if (!document) {
    throw new UserError('NOT_FOUND', ['id'], {
      vi: 'Không có tài liệu nào mang mã định danh này.',
      en: 'There is no document with this id.',
    });
  }
  em.remove(document);
  return document.facility.id;
});
