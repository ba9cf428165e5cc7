// SPDX-License-Identifier: Apache-2.0
// Steps that look along the periods of a row.
#include "stage.h"

static void run_shift(const CellStep *s, size_t first, size_t rows, size_t width) {
  const Rows a_rows = rows_from(s->a, first), c_rows = rows_from(s->c, first);
  const ptrdiff_t n = s->shift, end = (ptrdiff_t)s->periods;
  const ptrdiff_t from = n < 0 ? 0 : n < end ? n : end, to = n >= 0 ? end : end + n > 0 ? end + n : 0;
  double *r = out_from(s, first, width);
  for (size_t row = 0; row < rows; row++, r += width) {
    const double *a = row_at(a_rows, row), *c = row_at(c_rows, row);
    for (ptrdiff_t t = 0; t < from; t++) r[t] = s->c.repeats ? c[0] : c[t];
    for (ptrdiff_t t = from; t < to; t++) r[t] = a[t - n];
    for (ptrdiff_t t = to; t < (ptrdiff_t)width; t++) r[t] = s->c.repeats ? c[0] : c[t];
    if (!s->makes_cells) continue;
    EACH_VECTOR(t, width) store(r + t, made(load(r + t)));
    finish(s, first + row, r, width);
  }
}

/// Four cells from t on of a row of `periods`; 0 beyond its ends, which changes no sum.
VECTOR Cells within(const double *a, ptrdiff_t t, ptrdiff_t periods) {
  if (t >= 0 && t + 4 <= periods) return load(a + t);
  const Bits at = all_bits(t) + (Bits){0, 1, 2, 3};
  return (Cells)_mm256_maskload_pd(a + t, (__m256i)((at >= 0) & (at < all_bits(periods))));
}

static void run_window(const CellStep *s, size_t first, size_t rows, size_t width) {
  const Rows a_rows = rows_from(s->a, first);
  const ptrdiff_t periods = (ptrdiff_t)s->periods;
  double *r = out_from(s, first, width);
  for (size_t row = 0; row < rows; row++, r += width) {
    const double *a = row_at(a_rows, row);
    EACH_VECTOR(t, width) {
      Cells sum = all(0);
      for (ptrdiff_t offset = s->lower; offset <= s->upper; offset++)
        sum += given_cells(within(a, (ptrdiff_t)t + offset, periods));
      store(r + t, made(sum));
    }
    finish(s, first + row, r, width);
  }
}

static void run_spread(const CellStep *s, size_t first, size_t rows, size_t width) {
  const Rows a_rows = rows_from(s->a, first), b_rows = rows_from(s->b, first);
  const ptrdiff_t periods = (ptrdiff_t)s->periods;
  double *r = out_from(s, first, width);
  for (size_t row = 0; row < rows; row++, r += width) {
    const double *a = row_at(a_rows, row), *b = row_at(b_rows, row);
    EACH_VECTOR(t, width) {
      Cells sum = all(0);
      for (ptrdiff_t lag = 0; lag < s->lower; lag++)
        sum += given_numbers(all(b[lag * s->upper]) * within(a, (ptrdiff_t)t - s->shift - lag, periods));
      store(r + t, made(sum));
    }
    finish(s, first + row, r, width);
  }
}

/// Additions along a row wait for each other, so four rows go side by side; the last group repeats the last row.
enum { side_by_side = 4 };

typedef struct {
  const double *at[side_by_side];
} Group;

VECTOR Group group_at(Rows rows, size_t row, size_t count) {
  Group group;
  for (size_t i = 0; i < side_by_side; i++) group.at[i] = row_at(rows, row + i < count ? row + i : count - 1);
  return group;
}

VECTOR void periods_of(Group group, size_t t, Cells *p) {
  for (size_t i = 0; i < side_by_side; i++) p[i] = load(group.at[i] + t);
  transpose(p);
}

VECTOR void put(double *r, size_t row, size_t count, size_t width, size_t t, Cells *p) {
  transpose(p);
  for (size_t i = 0; i < side_by_side; i++) store(r + (row + i < count ? row + i : count - 1) * width + t, p[i]);
}

VECTOR void finish_group(const CellStep *s, size_t first, size_t row, size_t rows, const double *r, size_t width) {
  for (size_t i = 0; i < side_by_side && row + i < rows; i++) finish(s, first + row + i, r + (row + i) * width, width);
}

static void run_running(const CellStep *s, size_t first, size_t rows, size_t width) {
  const Rows a_rows = rows_from(s->a, first);
  double *r = out_from(s, first, width);
  for (size_t row = 0; row < rows; row += side_by_side) {
    const Group a = group_at(a_rows, row, rows);
    Cells sum = all(0);
    EACH_VECTOR(t, width) {
      Cells p[side_by_side];
      periods_of(a, t, p);
      for (size_t i = 0; i < 4; i++) {
        if (s->starts && t + i < s->periods && s->starts[t + i]) sum = all(0);
        sum += given_cells(p[i]);
        p[i] = made(sum);
      }
      put(r, row, rows, width, t, p);
    }
    finish_group(s, first, row, rows, r, width);
  }
}

static void run_balance(const CellStep *s, size_t first, size_t rows, size_t width) {
  const Rows a_rows = rows_from(s->a, first), b_rows = rows_from(s->b, first), c_rows = rows_from(s->c, first);
  double *r = out_from(s, first, width);
  // x − y is x + (−y) to the last bit.
  const Bits a_sign = all_bits(s->minus_a ? INT64_MIN : 0), b_sign = all_bits(s->minus_b ? INT64_MIN : 0);
  for (size_t row = 0; row < rows; row += side_by_side) {
    const Group a = group_at(a_rows, row, rows), b = group_at(b_rows, row, rows), c = group_at(c_rows, row, rows);
    Cells sum = {c.at[0][0], c.at[1][0], c.at[2][0], c.at[3][0]};
    EACH_VECTOR(t, width) {
      Cells p[side_by_side], q[side_by_side];
      periods_of(a, t, p);
      periods_of(b, t, q);
      for (size_t i = 0; i < 4; i++) {
        sum = (sum + (Cells)((Bits)given_cells(p[i]) ^ a_sign)) + (Cells)((Bits)given_cells(q[i]) ^ b_sign);
        p[i] = made(sum);
      }
      put(r, row, rows, width, t, p);
    }
    finish_group(s, first, row, rows, r, width);
  }
}
