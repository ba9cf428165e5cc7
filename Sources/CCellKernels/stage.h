// SPDX-License-Identifier: Apache-2.0
// What the steps of a stage share: where rows stand, and where a finished one goes.
#ifndef STAGE_H
#define STAGE_H

#include "vectors.h"

typedef struct {
  const double *base;
  const int32_t *map;
  ptrdiff_t step;
} Rows;

VECTOR Rows rows_from(CellSource source, size_t first) {
  Rows rows = {source.base, source.map, source.step};
  if (rows.map)
    rows.map += first;
  else if (source.moves)
    rows.base += (ptrdiff_t)first * rows.step;
  return rows;
}

VECTOR const double *row_at(Rows rows, size_t row) {
  return rows.base + (rows.map ? rows.map[row] : (ptrdiff_t)row) * rows.step;
}

VECTOR double *out_from(const CellStep *step, size_t first, size_t width) {
  return step->moves ? step->out + first * width : step->out;
}

/// A finished row goes to its column.
VECTOR void finish(const CellStep *s, size_t row, const double *r, size_t width) {
  if (!s->column) return;
  double *column = s->column + row * width;
  EACH_VECTOR(t, width) stream(column + t, load(r + t));
}

#endif
