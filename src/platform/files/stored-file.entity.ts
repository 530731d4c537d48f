import { BigIntType } from '@mikro-orm/core';
import { Entity, ManyToOne, PrimaryKey, Property } from '@mikro-orm/decorators/legacy';
import { v7 as uuid } from 'uuid';

/** A file that came in or goes out. Its bytes lie in chunks beside it, so that every process reaches them. */
@Entity()
export class StoredFile {
  @PrimaryKey({ type: 'uuid' })
  id: string = uuid();

  /** As `cleanFileName` leaves it. */
  @Property({ type: 'text' })
  name!: string;

  @Property({ type: 'text' })
  mediaType!: string;

  /** Bytes; 0 until the file is complete. */
  @Property({ type: new BigIntType('number') })
  size!: number;

  /** Of the whole file, hexadecimal; null until it is complete. */
  @Property({ type: 'text', nullable: true })
  sha256!: string | null;

  /** Whether all of it is here; until then nobody gets to see it. */
  @Property({ type: 'boolean' })
  complete!: boolean;

  @Property({ type: 'datetime', columnType: 'timestamptz(3)' })
  createdAt!: Date;

  @Property({ type: 'text' })
  createdBy!: string;

  /** From when on it may be deleted; null for a file that something has taken: see `takeFile`. */
  @Property({ type: 'datetime', columnType: 'timestamptz(3)', nullable: true })
  expiresAt!: Date | null;
}

/** So many bytes of a file; the last chunk of a file may have fewer. */
@Entity()
export class StoredFileChunk {
  @ManyToOne(() => StoredFile, { primary: true, deleteRule: 'cascade', updateRule: 'no action' })
  file!: StoredFile;

  /** From 0. */
  @PrimaryKey({ type: 'integer' })
  position!: number;

  @Property({ type: 'blob' })
  bytes!: Buffer;
}
