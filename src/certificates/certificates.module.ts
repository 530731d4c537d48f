import type { Feature } from '../platform/feature.ts';
import { Certificate } from './certificate.entity.ts';
import { certificateRead, facilityCertificates, productCertificates } from './certificate.read.ts';
import { CertificateResolver } from './certificate.resolver.ts';

/** Certificates of products and facilities, which count only while verified and inside their period. */
export const certificates: Feature = {
  name: 'certificates',
  entities: [Certificate],
  resolvers: [CertificateResolver],
  reads: [certificateRead, productCertificates, facilityCertificates],
};
