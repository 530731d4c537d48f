import { Field, Float, InputType, ObjectType } from 'type-graphql';
import { accepted, type Parsed, refused } from '../platform/standards/parsed.ts';

@ObjectType({ description: 'A point on the map, in degrees of WGS 84.' })
@InputType('GeoPointInput', { description: 'A point in Viet Nam, in degrees of WGS 84.' })
export class GeoPoint {
  @Field(() => Float, { description: 'Degrees north, 6 to 23.5 in Viet Nam.' })
  latitude!: number;

  @Field(() => Float, { description: 'Degrees east, 102 to 118 in Viet Nam.' })
  longitude!: number;
}

/** Viet Nam with its islands: from Hà Giang to Trường Sa, from Điện Biên to the easternmost reefs. */
const BOX = { south: 6, north: 23.5, west: 102, east: 118 };

const isInside = (latitude: number, longitude: number): boolean =>
  latitude >= BOX.south && latitude <= BOX.north && longitude >= BOX.west && longitude <= BOX.east;

/** Accepts points inside the box around Viet Nam. */
export function pointInVietNam({ latitude, longitude }: GeoPoint): Parsed<GeoPoint> {
  if (isInside(latitude, longitude)) return accepted({ latitude, longitude });
  if (isInside(longitude, latitude)) {
    return refused(
      'Toạ độ nằm ngoài Việt Nam: vĩ độ và kinh độ có vẻ bị đảo.',
      'The point lies outside Viet Nam: latitude and longitude seem to be swapped.',
    );
  }
  return refused(
    `Toạ độ nằm ngoài Việt Nam (vĩ độ ${BOX.south}–${BOX.north}, kinh độ ${BOX.west}–${BOX.east}).`,
    `The point lies outside Viet Nam (latitude ${BOX.south} to ${BOX.north}, longitude ${BOX.west} to ${BOX.east}).`,
  );
}
