import { findPackageJSON } from 'node:module';
import { pathToFileURL } from 'node:url';

/** Address of the folder of the package: a module that is bundled does not know where its own file was. */
export const PACKAGE_ROOT = new URL('.', pathToFileURL(findPackageJSON(import.meta.url)!));
