import { text } from 'node:stream/consumers';
import { fromBuffer } from 'yauzl';

/** All parts of an archive as one text. */
export async function zipText(bytes: Buffer): Promise<string> {
  return new Promise((resolve, reject) => {
    fromBuffer(bytes, { lazyEntries: true }, (error, zip) => {
      if (error) return reject(error);
      let all = '';
      zip.on('entry', (entry) => {
        zip.openReadStream(entry, async (failed, stream) => {
          if (failed) return reject(failed);
          all += await text(stream);
          zip.readEntry();
        });
      });
      zip.on('end', () => resolve(all));
      zip.readEntry();
    });
  });
}
