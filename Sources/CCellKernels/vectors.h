// SPDX-License-Identifier: Apache-2.0
// Four cells at a time.
#ifndef VECTORS_H
#define VECTORS_H

#include "cells.h"

#include <immintrin.h>

typedef double Cells __attribute__((vector_size(32), aligned(8), may_alias));
typedef int64_t Bits __attribute__((vector_size(32), aligned(8), may_alias));

#define EACH_VECTOR(t, width) for (size_t t = 0; t < (width); t += 4)

static inline Cells load(const double *from) { return *(const Cells *)from; }
static inline void store(double *to, Cells cells) { *(Cells *)to = cells; }
static inline Cells all(double value) { return (Cells){value, value, value, value}; }
static inline Bits all_bits(int64_t value) { return (Bits){value, value, value, value}; }

/// Cells of which `mask` holds from `yes`, the others from `no`.
static inline Cells choose(Bits mask, Cells yes, Cells no) {
  return (Cells)_mm256_blendv_pd((__m256d)no, (__m256d)yes, (__m256d)mask);
}

/// By the bits of the exponent, for additions are scarcer than integer operations.
static inline Cells made(Cells x) {
  const Bits exponent = all_bits(0x7FF0000000000000);
  return choose(((Bits)x & exponent) == exponent, (Cells)all_bits(0x7FF8000000000000), x + 0.0);
}

/// Cells as they are stored: missing is one bit pattern.
static inline Cells given_cells(Cells x) { return (Cells)((Bits)x & ((Bits)x != all_bits(0x7FF8000000000000))); }
/// Of any numbers.
static inline Cells given_numbers(Cells x) { return (Cells)((Bits)x & (x == x)); }

static inline Cells quotient(Cells x, Cells y) { return choose(y == 0, all(NAN), x / y); }

/// Rows of four become columns of four.
static inline void transpose(Cells *r) {
  const __m256d a = _mm256_unpacklo_pd((__m256d)r[0], (__m256d)r[1]), b = _mm256_unpackhi_pd((__m256d)r[0], (__m256d)r[1]);
  const __m256d c = _mm256_unpacklo_pd((__m256d)r[2], (__m256d)r[3]), d = _mm256_unpackhi_pd((__m256d)r[2], (__m256d)r[3]);
  r[0] = (Cells)_mm256_permute2f128_pd(a, c, 0x20);
  r[1] = (Cells)_mm256_permute2f128_pd(b, d, 0x20);
  r[2] = (Cells)_mm256_permute2f128_pd(a, c, 0x31);
  r[3] = (Cells)_mm256_permute2f128_pd(b, d, 0x31);
}

#endif
