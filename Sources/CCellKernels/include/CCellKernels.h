// SPDX-License-Identifier: Apache-2.0
//
// Loops over plan cells. A cell is a finite double without negative zero, or the one bit pattern of "missing" (a quiet NaN).
//
// Why C: Swift 6.3 compiles comparisons and selections of SIMD masks lane by lane, which made a full calculation more than three
// times slower. Nothing here allocates, keeps state or reads beyond what it is given. No contraction to fused
// multiply-add, no re-association: the same operands give the same bits in every loop.
#ifndef CCELLKERNELS_H
#define CCELLKERNELS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "CellLanes.h"
#include "CellStage.h"

/// Where a loop finds the cells of some rows.
typedef struct {
  /// The first row, or NULL when `rows` says where each stands.
  const double *base;
  const double *const *rows;
  /// Cells from one row to the next; 0 when all rows are the same.
  ptrdiff_t step;
  /// One cell for all periods of a row.
  bool repeats;
} CellView;

typedef enum {
  cell_add, cell_subtract, cell_multiply, cell_divide,
  cell_equal, cell_not_equal, cell_less, cell_less_or_equal,
  cell_smaller, cell_larger, cell_first_given, cell_and, cell_or
} CellBinary;

typedef enum { cell_negative, cell_not, cell_given, cell_absolute, cell_floor, cell_ceiling, cell_round } CellUnary;

/// r[row][t] = a[row][t] ∘ b[row][t]; `makes_cells` turns what is not finite into missing and −0 into 0. `r` may be `a` or `b`.
void cell_binary(CellBinary operation, bool makes_cells, double *r, size_t rows, size_t width, CellView a, CellView b);
/// The same for one operand; `factor` is the power of ten of a rounding.
void cell_unary(CellUnary operation, bool makes_cells, double *r, size_t count, const double *a, double factor);
/// r = test is 1 ? yes : no.
void cell_choose(bool makes_cells, double *r, size_t rows, size_t width, CellView test, CellView yes, CellView no);
/// Lays rows out one after the other.
void cell_lay_out(bool makes_cells, double *r, size_t rows, size_t width, CellView a);
void cell_fill(double *r, size_t count, double value);

/// r[t] += a[t], missing ones left out.
void cell_add_given(double *r, const double *a, size_t count);
/// r[t] = Σ of these rows, missing ones left out; of consecutive rows where `rows` is NULL. Base is where row 0 begins.
void cell_sum_list(double *r, const double *base, ptrdiff_t step, const int32_t *rows, size_t count, size_t width);
/// r[row][at] = Σ a[row][first ..< end], missing ones left out.
void cell_sum_periods(double *const *r, size_t at, double *const *a, size_t first, size_t end, size_t rows);
/// r[t] += factor · a[t], missing products left out.
void cell_add_scaled(double *r, double factor, const double *a, size_t count);
/// Running sums of rows; `starts` marks periods that begin anew, or is NULL. `open` holds each row's sum before the first period.
void cell_cumulate(double *const *r, const double *const *a, const double *open, const bool *starts, size_t rows, size_t count);
/// Balances of rows: open, then plus or minus a and b of every period, missing ones left out.
void cell_roll(
  double *const *r, const double *const *a, bool subtracts_a, const double *const *b, bool subtracts_b, const double *open,
  size_t rows, size_t count);

typedef struct {
  /// How many cells differ; the first, and the one behind the last.
  size_t count, first, end;
} CellChanges;
/// Compares bits.
CellChanges cell_changes(const double *old, const double *new_cells, size_t count);

/// Zeros in pages of 2 MB where the system has them: a column of them needs a five-hundredth of the translations. Pages that nobody wrote
/// take no memory. Ends the program where there are no addresses left, as every allocation does.
void *cell_take_pages(size_t bytes);
void cell_leave_pages(void *memory, size_t bytes);
/// The whole pages within lose their contents and their memory.
void cell_give_back(void *memory, size_t bytes);

/// A moment of waiting for another thread.
void cell_pause(void);
void cell_let_others_run(void);

/// Copies to memory that is not read again soon, past the caches.
void cell_stream(double *r, const double *a, size_t count);

#endif
