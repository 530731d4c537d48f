import sql, { type Sql } from 'sql-template-tag';
import type { Point } from '../query.ts';

/** Mean radius of the earth. */
const RADIUS_KM = 6371.0088;

const KM_PER_DEGREE = (RADIUS_KM * Math.PI) / 180;

/** Great-circle distance in kilometres; null where the row has no point. */
export const distance = (
  latitude: Sql,
  longitude: Sql,
  from: Point,
): Sql => sql`(2 * ${RADIUS_KM}::float8 * asin(sqrt(least(1,
  sin(radians(${latitude} - ${from.latitude}::float8) / 2) ^ 2
  + cos(radians(${latitude})) * cos(radians(${from.latitude}::float8)) * sin(radians(${longitude} - ${from.longitude}::float8) / 2) ^ 2
))))`;

/** Whether a row lies within a distance; the box around the circle is asked first, being cheaper. */
export function isWithin(latitude: Sql, longitude: Sql, centre: Point, kilometres: number): Sql {
  const circle = sql`${distance(latitude, longitude, centre)} <= ${kilometres}::float8`;
  const north = kilometres / KM_PER_DEGREE;
  const band = sql`${latitude} between ${centre.latitude - north}::float8 and ${centre.latitude + north}::float8`;
  const east = halfWidth(centre, north);
  if (east === null) return sql`${band} and ${circle}`;
  const strip = sql`${longitude} between ${centre.longitude - east}::float8 and ${centre.longitude + east}::float8`;
  return sql`${band} and ${strip} and ${circle}`;
}

/** Half the width of the box in degrees; null where it would reach round a pole or over the date line. */
function halfWidth({ latitude, longitude }: Point, north: number): number | null {
  if (Math.abs(latitude) + north >= 90) return null;
  const radians = (degrees: number) => (degrees * Math.PI) / 180;
  const east = Math.asin(Math.sin(radians(north)) / Math.cos(radians(latitude))) * (180 / Math.PI);
  return Math.abs(longitude) + east > 180 ? null : east;
}
