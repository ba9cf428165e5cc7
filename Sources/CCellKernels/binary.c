// SPDX-License-Identifier: Apache-2.0
#include "cells.h"

// Operations on one cell; the loops below make vectors of them.
#define ADD(x, y) ((x) + (y))
#define SUBTRACT(x, y) ((x) - (y))
#define MULTIPLY(x, y) ((x) * (y))
#define DIVIDE(x, y) ((y) == 0 ? NAN : (x) / (y))
#define TRUTH(holds, x, y) ((x) == (x) && (y) == (y) ? ((holds) ? 1.0 : 0.0) : NAN)
#define EQUAL(x, y) TRUTH((x) == (y), x, y)
#define NOT_EQUAL(x, y) TRUTH((x) != (y), x, y)
#define LESS(x, y) TRUTH((x) < (y), x, y)
#define LESS_OR_EQUAL(x, y) TRUTH((x) <= (y), x, y)
#define SMALLER(x, y) ((x) != (x) ? (x) : (y) != (y) ? (y) : (y) < (x) ? (y) : (x))
#define LARGER(x, y) ((x) != (x) ? (x) : (y) != (y) ? (y) : (y) > (x) ? (y) : (x))
#define FIRST_GIVEN(x, y) ((x) == (x) ? (x) : (y))
#define AND(x, y) ((x) == 0 || (y) == 0 ? 0.0 : (x) == 1 && (y) == 1 ? 1.0 : NAN)
#define OR(x, y) ((x) == 1 || (y) == 1 ? 1.0 : (x) == 0 && (y) == 0 ? 0.0 : NAN)

#define LOOP(count, expression) \
  EACH_CELL for (size_t i = 0; i < (count); i++) r[i] = (expression);

#define STRETCH(OP, FINISH) \
  if (a_repeats) { \
    const double x = a[0]; \
    if (b_repeats) { const double v = FINISH(OP(x, b[0])); LOOP(count, v) } else { LOOP(count, FINISH(OP(x, b[i]))) } \
  } else if (b_repeats) { \
    const double y = b[0]; \
    LOOP(count, FINISH(OP(a[i], y))) \
  } else { \
    LOOP(count, FINISH(OP(a[i], b[i]))) \
  }

#define OPERATION(name, OP) \
  static void name##_kept(double *r, size_t count, const double *a, bool a_repeats, const double *b, bool b_repeats) { \
    STRETCH(OP, KEPT) \
  } \
  static void name##_made(double *r, size_t count, const double *a, bool a_repeats, const double *b, bool b_repeats) { \
    STRETCH(OP, MADE_CELL) \
  }

OPERATION(add, ADD)
OPERATION(subtract, SUBTRACT)
OPERATION(multiply, MULTIPLY)
OPERATION(divide, DIVIDE)
OPERATION(equal, EQUAL)
OPERATION(not_equal, NOT_EQUAL)
OPERATION(less, LESS)
OPERATION(less_or_equal, LESS_OR_EQUAL)
OPERATION(smaller, SMALLER)
OPERATION(larger, LARGER)
OPERATION(first_given, FIRST_GIVEN)
OPERATION(and, AND)
OPERATION(or, OR)

Stretch *const cell_stretches[][2] = {
  {add_kept, add_made}, {subtract_kept, subtract_made}, {multiply_kept, multiply_made}, {divide_kept, divide_made},
  {equal_kept, equal_made}, {not_equal_kept, not_equal_made}, {less_kept, less_made},
  {less_or_equal_kept, less_or_equal_made}, {smaller_kept, smaller_made}, {larger_kept, larger_made},
  {first_given_kept, first_given_made}, {and_kept, and_made}, {or_kept, or_made},
};

void cell_binary(CellBinary operation, bool makes_cells, double *r, size_t rows, size_t width, CellView a, CellView b) {
  Stretch *const run = cell_stretches[operation][makes_cells];
  if (is_stretch(a, width) && is_stretch(b, width)) {
    run(r, rows * width, a.base, a.repeats, b.base, b.repeats);
    return;
  }
  for (size_t row = 0; row < rows; row++)
    run(r + row * width, width, row_of(a, row), a.repeats, row_of(b, row), b.repeats);
}
