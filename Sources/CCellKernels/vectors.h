// SPDX-License-Identifier: Apache-2.0
// Four cells at a time.
#ifndef VECTORS_H
#define VECTORS_H

#include "cells.h"

#include <immintrin.h>

typedef double Cells __attribute__((vector_size(32), aligned(8), may_alias));
typedef int64_t Bits __attribute__((vector_size(32), aligned(8), may_alias));

#define VECTOR static inline __attribute__((always_inline))

VECTOR Cells load(const double *from) { return *(const Cells *)from; }
VECTOR void store(double *to, Cells cells) { *(Cells *)to = cells; }
VECTOR Cells all(double value) { return (Cells){value, value, value, value}; }
VECTOR Bits all_bits(int64_t value) { return (Bits){value, value, value, value}; }

/// To memory that is not read again soon, past the caches.
VECTOR void stream(double *to, Cells cells) { _mm256_stream_pd(to, (__m256d)cells); }

/// y is 0 ? zero : other.
VECTOR Cells where_zero(Cells y, Cells zero, Cells other) {
  return (Cells)_mm256_blendv_pd((__m256d)other, (__m256d)zero, (__m256d)(y == 0));
}
VECTOR Cells quotient(Cells x, Cells y) { return where_zero(y, all(NAN), x / y); }

/// Cells as they are stored: missing is one bit pattern.
VECTOR Cells given_cells(Cells x) { return (Cells)((Bits)x & ((Bits)x != all_bits(0x7FF8000000000000))); }
/// Of any numbers.
VECTOR Cells given_numbers(Cells x) { return (Cells)((Bits)x & (x == x)); }

/// By the bits of the exponent, for additions are scarcer than integer operations.
VECTOR Cells made(Cells x) {
  const Bits exponent = all_bits(0x7FF0000000000000), is_not_finite = ((Bits)x & exponent) == exponent;
  return (Cells)_mm256_blendv_pd(
    (__m256d)(x + 0.0), (__m256d)all_bits(0x7FF8000000000000), (__m256d)is_not_finite);
}

/// Rows of four become columns of four.
VECTOR void transpose(Cells *r) {
  const __m256d a = _mm256_unpacklo_pd((__m256d)r[0], (__m256d)r[1]), b = _mm256_unpackhi_pd((__m256d)r[0], (__m256d)r[1]);
  const __m256d c = _mm256_unpacklo_pd((__m256d)r[2], (__m256d)r[3]), d = _mm256_unpackhi_pd((__m256d)r[2], (__m256d)r[3]);
  r[0] = (Cells)_mm256_permute2f128_pd(a, c, 0x20);
  r[1] = (Cells)_mm256_permute2f128_pd(b, d, 0x20);
  r[2] = (Cells)_mm256_permute2f128_pd(a, c, 0x31);
  r[3] = (Cells)_mm256_permute2f128_pd(b, d, 0x31);
}

/// Four cells from `t` on, until the `width` of a row is reached.
#define EACH_VECTOR(t, width) for (size_t t = 0; t < (width); t += 4)

#endif
