// SPDX-License-Identifier: Apache-2.0
#include "cells.h"

#include <immintrin.h>
#include <sched.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>

#define UNARY(name, expression) \
  static void name##_kept(double *r, size_t count, const double *a, double factor) { \
    (void)factor; \
    EACH_CELL for (size_t i = 0; i < count; i++) { const double x = a[i]; r[i] = (expression); } \
  } \
  static void name##_made(double *r, size_t count, const double *a, double factor) { \
    (void)factor; \
    EACH_CELL for (size_t i = 0; i < count; i++) { const double x = a[i]; r[i] = made_cell(expression); } \
  }

UNARY(negative, -x)
UNARY(not, 1 - x)
UNARY(given, x == x ? 1.0 : 0.0)
UNARY(absolute, fabs(x))
UNARY(floor, __builtin_floor(x))
UNARY(ceiling, __builtin_ceil(x))
UNARY(round, __builtin_round(x *factor) / factor)

Unary *const cell_unaries[][2] = {
  {negative_kept, negative_made}, {not_kept, not_made}, {given_kept, given_made}, {absolute_kept, absolute_made},
  {floor_kept, floor_made}, {ceiling_kept, ceiling_made}, {round_kept, round_made},
};

void cell_unary(CellUnary operation, bool makes_cells, double *r, size_t count, const double *a, double factor) {
  cell_unaries[operation][makes_cells](r, count, a, factor);
}

void cell_choose(bool makes_cells, double *r, size_t rows, size_t width, CellView test, CellView yes, CellView no) {
  for (size_t row = 0; row < rows; row++) {
    double *to = r + row * width;
    const double *t = row_of(test, row), *y = row_of(yes, row), *n = row_of(no, row);
    const ptrdiff_t ts = !test.repeats, ys = !yes.repeats, ns = !no.repeats;
    if (ts && ys && ns) {
      EACH_CELL for (size_t i = 0; i < width; i++) to[i] = t[i] == 1 ? y[i] : n[i];
    } else {
      for (size_t i = 0; i < width; i++) to[i] = t[i * ts] == 1 ? y[i * ys] : n[i * ns];
    }
    if (makes_cells) {
      EACH_CELL for (size_t i = 0; i < width; i++) to[i] = made_cell(to[i]);
    }
  }
}

void cell_fill(double *r, size_t count, double value) {
  for (size_t i = 0; i < count; i++) r[i] = value;
}

void cell_lay_out(bool makes_cells, double *r, size_t rows, size_t width, CellView a) {
  for (size_t row = 0; row < rows; row++) {
    double *to = r + row * width;
    const double *from = row_of(a, row);
    if (a.repeats) {
      cell_fill(to, width, makes_cells ? made_cell(from[0]) : from[0]);
    } else if (makes_cells) {
      EACH_CELL for (size_t i = 0; i < width; i++) to[i] = made_cell(from[i]);
    } else if (to != from) {
      memmove(to, from, width * sizeof(double));
    }
  }
}

void cell_add_given(double *r, const double *a, size_t count) {
  EACH_CELL for (size_t i = 0; i < count; i++) r[i] += given(a[i]);
}

void cell_add_scaled(double *r, double factor, const double *a, size_t count) {
  EACH_CELL for (size_t i = 0; i < count; i++) r[i] += given(factor * a[i]);
}

// Chains of additions wait for each other; four rows at a time fill the wait.
enum { lanes = 4 };

void cell_cumulate(
  double *const *r, const double *const *a, const double *open, const bool *starts, size_t rows, size_t count) {
  for (size_t row = 0; row < rows; row += lanes) {
    const size_t used = rows - row < lanes ? rows - row : lanes;
    double sum[lanes] = {0};
    for (size_t lane = 0; lane < used; lane++) sum[lane] = open[row + lane];
    if (used == lanes) {
      for (size_t t = 0; t < count; t++) {
        if (starts && starts[t])
          for (size_t lane = 0; lane < lanes; lane++) sum[lane] = 0;
        for (size_t lane = 0; lane < lanes; lane++) {
          sum[lane] += given(a[row + lane][t]);
          r[row + lane][t] = made_cell(sum[lane]);
        }
      }
      continue;
    }
    for (size_t lane = 0; lane < used; lane++)
      for (size_t t = 0; t < count; t++) {
        if (starts && starts[t]) sum[lane] = 0;
        sum[lane] += given(a[row + lane][t]);
        r[row + lane][t] = made_cell(sum[lane]);
      }
  }
}

void cell_sum_periods(double *const *r, size_t at, double *const *a, size_t first, size_t end, size_t rows) {
  for (size_t row = 0; row < rows; row += lanes) {
    const size_t used = rows - row < lanes ? rows - row : lanes;
    const double *from[lanes];
    double sum[lanes] = {0};
    for (size_t lane = 0; lane < lanes; lane++) from[lane] = a[row + (lane < used ? lane : 0)];
    for (size_t t = first; t < end; t++)
      for (size_t lane = 0; lane < lanes; lane++) sum[lane] += given(from[lane][t]);
    for (size_t lane = 0; lane < used; lane++) r[row + lane][at] = made_cell(sum[lane]);
  }
}

#define ROLL(plus_a, plus_b) \
  for (size_t row = 0; row < rows; row += lanes) { \
    const size_t used = rows - row < lanes ? rows - row : lanes; \
    double sum[lanes] = {0}; \
    for (size_t lane = 0; lane < used; lane++) sum[lane] = open[row + lane]; \
    if (used == lanes) { \
      const double *a0 = a[row], *a1 = a[row + 1], *a2 = a[row + 2], *a3 = a[row + 3]; \
      const double *b0 = b[row], *b1 = b[row + 1], *b2 = b[row + 2], *b3 = b[row + 3]; \
      double *r0 = r[row], *r1 = r[row + 1], *r2 = r[row + 2], *r3 = r[row + 3]; \
      double s0 = sum[0], s1 = sum[1], s2 = sum[2], s3 = sum[3]; \
      for (size_t t = 0; t < count; t++) { \
        s0 = (s0 plus_a given(a0[t])) plus_b given(b0[t]); \
        s1 = (s1 plus_a given(a1[t])) plus_b given(b1[t]); \
        s2 = (s2 plus_a given(a2[t])) plus_b given(b2[t]); \
        s3 = (s3 plus_a given(a3[t])) plus_b given(b3[t]); \
        r0[t] = made_cell(s0); \
        r1[t] = made_cell(s1); \
        r2[t] = made_cell(s2); \
        r3[t] = made_cell(s3); \
      } \
      continue; \
    } \
    for (size_t lane = 0; lane < used; lane++) \
      for (size_t t = 0; t < count; t++) { \
        sum[lane] = (sum[lane] plus_a given(a[row + lane][t])) plus_b given(b[row + lane][t]); \
        r[row + lane][t] = made_cell(sum[lane]); \
      } \
  }

void cell_roll(
  double *const *r, const double *const *a, bool subtracts_a, const double *const *b, bool subtracts_b, const double *open,
  size_t rows, size_t count) {
  if (subtracts_a) {
    if (subtracts_b) { ROLL(-, -) } else { ROLL(-, +) }
  } else {
    if (subtracts_b) { ROLL(+, -) } else { ROLL(+, +) }
  }
}

void cell_stream(double *r, const double *a, size_t count) {
  size_t i = 0;
  for (; i < count && ((uintptr_t)(r + i) & 31) != 0; i++) r[i] = a[i];
  for (; i + 4 <= count; i += 4) _mm256_stream_pd(r + i, _mm256_loadu_pd(a + i));
  for (; i < count; i++) r[i] = a[i];
}

CellChanges cell_changes(const double *old, const double *new_cells, size_t count) {
  CellChanges found = {0, 0, 0};
  const int64_t *a = (const int64_t *)old, *b = (const int64_t *)new_cells;
  size_t i = 0;
  for (; i + 4 <= count; i += 4) {
    const __m256i same = _mm256_cmpeq_epi64(_mm256_loadu_si256((const __m256i *)(a + i)), _mm256_loadu_si256((const __m256i *)(b + i)));
    const unsigned differs = 15u & ~(unsigned)_mm256_movemask_pd(_mm256_castsi256_pd(same));
    if (!differs) continue;
    if (!found.count) found.first = i + (size_t)__builtin_ctz(differs);
    found.count += (size_t)__builtin_popcount(differs);
    found.end = i + 32 - (size_t)__builtin_clz(differs);
  }
  for (; i < count; i++) {
    if (a[i] == b[i]) continue;
    if (!found.count) found.first = i;
    found.count++;
    found.end = i + 1;
  }
  return found;
}

void cell_pause(void) { _mm_pause(); }
void cell_let_others_run(void) { sched_yield(); }

static const size_t large_page = 2 << 20;

static void advise(void *memory, size_t bytes, int advice) {
  const uintptr_t page = 4096, first = ((uintptr_t)memory + page - 1) & ~(page - 1), end = ((uintptr_t)memory + bytes) & ~(page - 1);
  if (end > first) madvise((void *)first, end - first, advice);
}

static size_t whole_large_pages(size_t bytes) { return (bytes + large_page - 1) & ~(large_page - 1); }

void *cell_take_pages(size_t bytes) {
  const size_t size = whole_large_pages(bytes);
  char *memory = mmap(NULL, size + large_page, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
  if (memory == MAP_FAILED) abort();
  char *first = (char *)whole_large_pages((uintptr_t)memory);
  if (first > memory) munmap(memory, (size_t)(first - memory));
  if (first < memory + large_page) munmap(first + size, (size_t)(memory + large_page - first));
  advise(first, size, MADV_HUGEPAGE);
  return first;
}

void cell_leave_pages(void *memory, size_t bytes) { munmap(memory, whole_large_pages(bytes)); }
void cell_give_back(void *memory, size_t bytes) { advise(memory, bytes, MADV_DONTNEED); }
