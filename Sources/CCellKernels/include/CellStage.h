// SPDX-License-Identifier: Apache-2.0
//
// A stage of a full calculation: many blocks over the same rows, step by step. A step does two operations of a formula at once, makes
// cells of the result, takes each row into its sums and writes it to its column while it stands in the first cache.
#ifndef CELLSTAGE_H
#define CELLSTAGE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/// Where a step finds the rows of an operand.
typedef struct {
  const double *base;
  /// The operand's row per row of the stage, or NULL when they are the same.
  const int32_t *map;
  /// Cells from one row to the next.
  ptrdiff_t step;
  /// One cell for all periods of a row.
  bool repeats;
  /// `base` is that of the stage's first row; else that of the chunk's.
  bool moves;
} CellSource;

/// A sum over rows of a step, started at its first row and made a cell after its last.
typedef struct {
  double *total;
  ptrdiff_t step;
  /// Per row of the stage the sum's row; −1 leads nowhere.
  const int32_t *targets;
  /// The rows before and after it that lead to the same; −1 for none.
  const int32_t *previous, *next;
} CellSum;

typedef enum { cell_plus, cell_minus, cell_times, cell_over } CellArithmetic;

typedef enum {
  cell_copy,
  /// a, `shift` periods before; c beyond the axis.
  cell_shift,
  /// b is 0 ? c : a / b.
  cell_divide_else,
  /// Sum of a from `lower` to `upper`; what lies beyond the axis and what is missing is left out.
  cell_window,
  /// a times the `lower` rows of b that follow each other at `upper` cells, `shift` and more periods later.
  cell_spread,
  /// Running sum of a, anew where `starts` says so.
  cell_running,
  /// From c: plus a plus b; `minus_a` and `minus_b` subtract.
  cell_balance,
  /// a ∘ b, first of four.
  cell_two,
  /// (a ∘ b) ∘ c: first of sixteen, four first operations for each second one.
  cell_three = cell_two + 4,
  /// a − (b ∘ c), first of four; a / (b ∘ c), first of four.
  cell_minus_two = cell_three + 16,
  cell_over_two = cell_minus_two + 4,
  cell_step_kinds = cell_over_two + 4,
} CellStepKind;

typedef struct {
  int32_t kind;
  CellSource a, b, c;
  ptrdiff_t shift, lower, upper;
  bool minus_a, minus_b;
  const bool *starts;
  size_t periods;
  /// The result is a block: what is not finite becomes missing and −0 becomes 0. Else it is a part of a formula, kept as it is.
  bool makes_cells;
  /// Where the rows of the chunk go; `moves` when that is the column itself.
  double *out;
  bool moves;
  /// The column they go to as well, past the caches; or NULL.
  double *column;
  const CellSum *sums;
  size_t sum_count;
} CellStep;

/// Calculates rows first ..< first + rows of all steps, in order. `width` is a multiple of 4: the cells of a row.
void cell_run(const CellStep *steps, size_t count, size_t first, size_t rows, size_t width);
/// Takes rows first ..< first + rows, which stand at `r`, into a sum.
void cell_sum_rows(const CellSum *sum, const double *r, size_t first, size_t rows, size_t width);
/// Afterwards other threads see what went past the caches.
void cell_end_streams(void);

#endif
