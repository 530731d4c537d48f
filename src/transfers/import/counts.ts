/** How many rows of a file there are, by what becomes of them; and the facilities that they make. */
export const NO_ROWS = {
  rows: 0,
  created: 0,
  changed: 0,
  same: 0,
  refused: 0,
  undecided: 0,
  leftOut: 0,
  facilitiesCreated: 0,
};
