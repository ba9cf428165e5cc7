// SPDX-License-Identifier: Apache-2.0
#ifndef CELLS_H
#define CELLS_H

#include "CCellKernels.h"

#include <math.h>

#pragma STDC FP_CONTRACT OFF

// Every loop writes where it reads, or elsewhere: never ahead of what it still has to read.
#define EACH_CELL _Pragma("clang loop vectorize(assume_safety) vectorize_width(4) interleave_count(1)")

#define KEPT(x) (x)
#define MADE_CELL(x) made_cell(x)

static inline double made_cell(double x) { return x - x == 0 ? x + 0.0 : NAN; }
static inline double given(double x) { return x == x ? x : 0.0; }

/// All rows together are one stretch of cells, or one cell for all.
static inline bool is_stretch(CellView view, size_t width) {
  return view.rows == NULL && (view.repeats ? view.step == 0 : view.step == (ptrdiff_t)width);
}

static inline const double *row_of(CellView view, size_t row) {
  return view.rows ? view.rows[row] : view.base + (ptrdiff_t)row * view.step;
}

/// One operation over a stretch of cells, as it is or made cells: by CellBinary and CellUnary.
typedef void Stretch(double *, size_t, const double *, bool, const double *, bool);
typedef void Unary(double *, size_t, const double *, double);
extern Stretch *const cell_stretches[][2] __attribute__((visibility("hidden")));
extern Unary *const cell_unaries[][2] __attribute__((visibility("hidden")));

#endif
