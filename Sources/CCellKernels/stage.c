// SPDX-License-Identifier: Apache-2.0
#include "stage.h"

// An operation within a formula, and the last one of a block: what division by zero leaves is not finite either way.
#define INNER_0(x, y) ((x) + (y))
#define INNER_1(x, y) ((x) - (y))
#define INNER_2(x, y) ((x) * (y))
#define INNER_3(x, y) quotient(x, y)
#define LAST_0(x, y) ((x) + (y))
#define LAST_1(x, y) ((x) - (y))
#define LAST_2(x, y) ((x) * (y))
#define LAST_3(x, y) ((x) / (y))

#define BEFORE_ROW(s) \
  const Rows a_rows = rows_from(s->a, first), b_rows = rows_from(s->b, first), c_rows = rows_from(s->c, first); \
  const size_t a_step = s->a.repeats ? 0 : 4, b_step = s->b.repeats ? 0 : 4, c_step = s->c.repeats ? 0 : 4; \
  double *r = out_from(s, first, width);

/// One cell for all periods is laid out four times, so that one loop does for all.
#define OPERAND(x, spread) \
  const double *x = row_at(x##_rows, row); \
  double spread[4]; \
  if (x##_step == 0) { \
    store(spread, all(x[0])); \
    x = spread; \
  }

#define ROW_LOOP(expression) \
  OPERAND(a, a_spread) OPERAND(b, b_spread) OPERAND(c, c_spread) \
  EACH_VECTOR(t, width) { \
    const Cells x = load(a), y = load(b), z = load(c); \
    (void)x, (void)y, (void)z; \
    a += a_step, b += b_step, c += c_step; \
    store(r + t, expression); \
  }

#define STEP(name, kept, last) \
  static void name##_kept(const CellStep *s, size_t first, size_t rows, size_t width) { \
    BEFORE_ROW(s) \
    for (size_t row = 0; row < rows; row++, r += width) { ROW_LOOP(kept) } \
  } \
  static void name##_made(const CellStep *s, size_t first, size_t rows, size_t width) { \
    BEFORE_ROW(s) \
    for (size_t row = 0; row < rows; row++, r += width) { \
      ROW_LOOP(made(last)) \
      finish(s, first + row, r, width); \
    } \
  }

#define TWO(o) STEP(two_##o, INNER_##o(x, y), LAST_##o(x, y))
#define THREE(o, p) STEP(three_##o##p, INNER_##p(INNER_##o(x, y), z), LAST_##p(INNER_##o(x, y), z))
#define MINUS_TWO(o) STEP(minus_##o, INNER_1(x, INNER_##o(y, z)), LAST_1(x, INNER_##o(y, z)))
#define OVER_TWO(o) STEP(over_##o, INNER_3(x, INNER_##o(y, z)), LAST_3(x, INNER_##o(y, z)))
#define EACH_OF(KIND) KIND(0) KIND(1) KIND(2) KIND(3)
#define AFTER(p) THREE(0, p) THREE(1, p) THREE(2, p) THREE(3, p)

STEP(copy, x, x)
STEP(divide_else, choose(y == 0, z, x / y), choose(y == 0, z, x / y))
EACH_OF(TWO)
EACH_OF(AFTER)
EACH_OF(MINUS_TWO)
EACH_OF(OVER_TWO)

static void run_shift(const CellStep *s, size_t first, size_t rows, size_t width) {
  const Rows a_rows = rows_from(s->a, first), c_rows = rows_from(s->c, first);
  double *r = out_from(s, first, width);
  const ptrdiff_t n = s->shift, end = (ptrdiff_t)s->periods;
  for (size_t row = 0; row < rows; row++, r += width) {
    const double *a = row_at(a_rows, row), *c = row_at(c_rows, row);
    const ptrdiff_t from = n < 0 ? 0 : n < end ? n : end, to = n < 0 ? (end + n > 0 ? end + n : 0) : end;
    for (ptrdiff_t t = 0; t < from; t++) r[t] = s->c.repeats ? c[0] : c[t];
    for (ptrdiff_t t = from; t < to; t++) r[t] = a[t - n];
    for (ptrdiff_t t = to; t < (ptrdiff_t)width; t++) r[t] = s->c.repeats ? c[0] : c[t];
    if (!s->makes_cells) continue;
    EACH_VECTOR(t, width) store(r + t, made(load(r + t)));
    finish(s, first + row, r, width);
  }
}

#define PAIR(name) {name##_kept, name##_made}
#define PAIRS(name) PAIR(name##0), PAIR(name##1), PAIR(name##2), PAIR(name##3)
#define PAIRS_AFTER(p) PAIR(three_0##p), PAIR(three_1##p), PAIR(three_2##p), PAIR(three_3##p)

static StepLoop *const loops[cell_step_kinds][2] = {
  PAIR(copy), {run_shift, run_shift}, PAIR(divide_else),
  {NULL, cell_run_window}, {NULL, cell_run_spread}, {NULL, cell_run_running}, {NULL, cell_run_balance},
  PAIRS(two_), PAIRS_AFTER(0), PAIRS_AFTER(1), PAIRS_AFTER(2), PAIRS_AFTER(3), PAIRS(minus_), PAIRS(over_),
};

void cell_run(const CellStep *steps, size_t count, size_t first, size_t rows, size_t width) {
  for (size_t i = 0; i < count; i++) loops[steps[i].kind][steps[i].makes_cells](steps + i, first, rows, width);
}

void cell_end_streams(void) { _mm_sfence(); }
