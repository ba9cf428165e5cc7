// SPDX-License-Identifier: Apache-2.0
// Sums over the rows of a chunk: a target's rows are added one after the other while its cells are in registers.
#include "stage.h"

enum { at_once = 9 };

/// Some vector is not a number.
VECTOR int any_missing(const Cells *sum, int count) {
  Bits missing = (Bits)(sum[0] != sum[0]);
  for (int i = 1; i < count; i++) missing |= (Bits)(sum[i] != sum[i]);
  return !_mm256_testz_si256((__m256i)missing, (__m256i)missing);
}

/// `count` vectors of a target from cell t on. Missing cells spoil a plain sum, and only then are they looked for.
#define SUM(count) \
  { \
    Cells sum[count]; \
    int32_t at = (int32_t)row; \
    for (int i = 0; i < count; i++) sum[i] = is_new ? all(0) : load(total + t + 4 * i); \
    for (; at >= 0 && at < end; at = next[at]) \
      for (int i = 0; i < count; i++) sum[i] += load(r + at * (ptrdiff_t)width + t + 4 * i); \
    if (any_missing(sum, count)) { \
      for (int i = 0; i < count; i++) sum[i] = is_new ? all(0) : load(total + t + 4 * i); \
      for (at = (int32_t)row; at >= 0 && at < end; at = next[at]) \
        for (int i = 0; i < count; i++) \
          sum[i] += given_cells(load(r + at * (ptrdiff_t)width + t + 4 * i)); \
    } \
    for (int i = 0; i < count; i++) store(total + t + 4 * i, at < 0 ? made(sum[i]) : sum[i]); \
    t += 4 * count; \
  }

/// The same for a single cell, where rows are shorter than a vector.
static void sum_one(const CellSum *s, const double *r, size_t row, int32_t end, size_t width, size_t t) {
  double *total = s->total + s->targets[row] * s->step + t;
  double sum = s->previous[row] < 0 ? 0 : *total;
  int32_t at = (int32_t)row;
  for (; at >= 0 && at < end; at = s->next[at]) sum += given(r[at * (ptrdiff_t)width + (ptrdiff_t)t]);
  *total = at < 0 ? made_cell(sum) : sum;
}

void cell_sum_rows(const CellSum *s, const double *r, size_t first, size_t rows, size_t width) {
  const int32_t end = (int32_t)(first + rows), *const next = s->next;
  r -= first * width;
  for (size_t row = first; row < first + rows; row++) {
    if (s->targets[row] < 0 || s->previous[row] >= (int32_t)first) continue;
    double *total = s->total + s->targets[row] * s->step;
    const bool is_new = s->previous[row] < 0;
    size_t t = 0;
    while (t + 4 * at_once <= width) SUM(at_once)
    while (t + 4 * 4 <= width) SUM(4)
    while (t + 4 <= width) SUM(1)
    for (; t < width; t++) sum_one(s, r, row, end, width, t);
  }
}

/// `count` vectors from cell t on of rows `rows`, or of consecutive ones.
#define LIST(vectors) \
  { \
    Cells sum[vectors]; \
    for (int i = 0; i < vectors; i++) sum[i] = all(0); \
    for (size_t row = 0; row < count; row++) { \
      const double *a = base + (rows ? rows[row] : (ptrdiff_t)row) * step + t; \
      for (int i = 0; i < vectors; i++) sum[i] += load(a + 4 * i); \
    } \
    if (any_missing(sum, vectors)) { \
      for (int i = 0; i < vectors; i++) sum[i] = all(0); \
      for (size_t row = 0; row < count; row++) { \
        const double *a = base + (rows ? rows[row] : (ptrdiff_t)row) * step + t; \
        for (int i = 0; i < vectors; i++) sum[i] += given_cells(load(a + 4 * i)); \
      } \
    } \
    for (int i = 0; i < vectors; i++) store(r + t + 4 * i, sum[i]); \
    t += 4 * vectors; \
  }

void cell_sum_list(double *r, const double *base, ptrdiff_t step, const int32_t *rows, size_t count, size_t width) {
  size_t t = 0;
  while (t + 4 * at_once <= width) LIST(at_once)
  while (t + 4 * 3 <= width) LIST(3)
  while (t + 4 <= width) LIST(1)
  for (; t < width; t++) {
    double sum = 0;
    for (size_t row = 0; row < count; row++) sum += given(base[(rows ? rows[row] : (ptrdiff_t)row) * step + (ptrdiff_t)t]);
    r[t] = sum;
  }
}
