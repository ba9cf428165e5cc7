// SPDX-License-Identifier: Apache-2.0
// Steps of formulas: one or two operations on the same period of their operands.
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

#define BEFORE_ROWS(s) \
  const Rows a_rows = rows_from(s->a, first), b_rows = rows_from(s->b, first), c_rows = rows_from(s->c, first); \
  const size_t a_step = s->a.repeats ? 0 : 4, b_step = s->b.repeats ? 0 : 4, c_step = s->c.repeats ? 0 : 4; \
  double *r = out_from(s, first, width);

/// One cell for all periods is laid out side by side, so that one loop does for all.
#define OPERAND(x) \
  const double *x = row_at(x##_rows, row); \
  double x##_spread[4]; \
  if (x##_step == 0) { \
    store(x##_spread, all(x[0])); \
    x = x##_spread; \
  }

#define CALCULATE(expression) \
  const Cells x = load(a), y = load(b), z = load(c), v = (expression); \
  (void)x, (void)y, (void)z; \
  a += a_step, b += b_step, c += c_step; \
  store(r + t, v);

#define STEP(name, kept, last) \
  static void name##_kept(const CellStep *s, size_t first, size_t rows, size_t width) { \
    BEFORE_ROWS(s) \
    for (size_t row = 0; row < rows; row++, r += width) { \
      OPERAND(a) OPERAND(b) OPERAND(c) \
      EACH_VECTOR(t, width) { CALCULATE(kept) } \
    } \
  } \
  static void name##_made(const CellStep *s, size_t first, size_t rows, size_t width) { \
    BEFORE_ROWS(s) \
    if (s->column) { \
      double *column = s->column + first * width; \
      for (size_t row = 0; row < rows; row++, r += width, column += width) { \
        OPERAND(a) OPERAND(b) OPERAND(c) \
        EACH_VECTOR(t, width) { \
          CALCULATE(made(last)) \
          stream(column + t, v); \
        } \
      } \
      return; \
    } \
    for (size_t row = 0; row < rows; row++, r += width) { \
      OPERAND(a) OPERAND(b) OPERAND(c) \
      EACH_VECTOR(t, width) { CALCULATE(made(last)) } \
    } \
  }

#define TWO(o) STEP(two_##o, INNER_##o(x, y), LAST_##o(x, y))
#define THREE(o, p) STEP(three_##o##p, INNER_##p(INNER_##o(x, y), z), LAST_##p(INNER_##o(x, y), z))
#define MINUS_TWO(o) STEP(minus_##o, INNER_1(x, INNER_##o(y, z)), LAST_1(x, INNER_##o(y, z)))
#define OVER_TWO(o) STEP(over_##o, INNER_3(x, INNER_##o(y, z)), LAST_3(x, INNER_##o(y, z)))
#define EACH_OF(KIND) KIND(0) KIND(1) KIND(2) KIND(3)
#define AFTER(p) THREE(0, p) THREE(1, p) THREE(2, p) THREE(3, p)

STEP(copy, x, x)
STEP(divide_else, where_zero(y, z, x / y), where_zero(y, z, x / y))
EACH_OF(TWO)
EACH_OF(AFTER)
EACH_OF(MINUS_TWO)
EACH_OF(OVER_TWO)

#define PAIR(name) {name##_kept, name##_made}
#define PAIRS(name) PAIR(name##0), PAIR(name##1), PAIR(name##2), PAIR(name##3)
#define PAIRS_AFTER(p) PAIR(three_0##p), PAIR(three_1##p), PAIR(three_2##p), PAIR(three_3##p)

/// Of every kind: for parts of formulas, and for blocks.
#define STEP_LOOPS \
  { \
    PAIR(copy), {run_shift, run_shift}, PAIR(divide_else), {NULL, run_window}, {NULL, run_spread}, {NULL, run_running}, \
    {NULL, run_balance}, PAIRS(two_), PAIRS_AFTER(0), PAIRS_AFTER(1), PAIRS_AFTER(2), PAIRS_AFTER(3), PAIRS(minus_), \
    PAIRS(over_), \
  }
