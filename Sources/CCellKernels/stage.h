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

static inline Rows rows_from(CellSource source, size_t first) {
  Rows rows = {source.base, source.map, source.step};
  if (rows.map)
    rows.map += first;
  else if (source.moves)
    rows.base += (ptrdiff_t)first * rows.step;
  return rows;
}

static inline const double *row_at(Rows rows, size_t row) {
  return rows.base + (rows.map ? rows.map[row] : (ptrdiff_t)row) * rows.step;
}

static inline double *out_from(const CellStep *step, size_t first, size_t width) {
  return step->moves ? step->out + first * width : step->out;
}

/// Takes a row into a sum.
static inline void take(CellSum sum, size_t row, const double *r, size_t width) {
  if (sum.targets[row] < 0) return;
  double *total = sum.total + sum.targets[row] * sum.step;
  EACH_VECTOR(t, width) store(total + t, load(total + t) + given_cells(load(r + t)));
}

/// Sums take in a finished row, and it goes to its column; everything in one pass where two sums take it in.
static inline void finish(const CellStep *step, size_t row, const double *r, size_t width) {
  double *column = step->column ? step->column + row * width : NULL;
  if (step->sum_count == 2 && step->sums[0].targets[row] >= 0 && step->sums[1].targets[row] >= 0 && column) {
    double *one = step->sums[0].total + step->sums[0].targets[row] * step->sums[0].step;
    double *two = step->sums[1].total + step->sums[1].targets[row] * step->sums[1].step;
    EACH_VECTOR(t, width) {
      const Cells x = load(r + t), g = given_cells(x);
      _mm256_stream_pd(column + t, (__m256d)x);
      store(one + t, load(one + t) + g);
      store(two + t, load(two + t) + g);
    }
    return;
  }
  if (column) EACH_VECTOR(t, width) _mm256_stream_pd(column + t, (__m256d)load(r + t));
  for (size_t i = 0; i < step->sum_count; i++) take(step->sums[i], row, r, width);
}

typedef void StepLoop(const CellStep *step, size_t first, size_t rows, size_t width);

StepLoop cell_run_window, cell_run_spread, cell_run_running, cell_run_balance;

#endif
