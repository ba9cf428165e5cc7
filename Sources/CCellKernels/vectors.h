// SPDX-License-Identifier: Apache-2.0
// Four cells at a time; with WIDE also eight, for processors with AVX-512. Each operation is that of a single cell, so both leave the
// same bits.
#ifndef VECTORS_H
#define VECTORS_H

#include "cells.h"

#include <immintrin.h>

typedef double Cells __attribute__((vector_size(32), aligned(8), may_alias));
typedef int64_t Bits __attribute__((vector_size(32), aligned(8), may_alias));

#define VECTOR static inline __attribute__((always_inline, overloadable))

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

#ifndef WIDE
/// By the bits of the exponent, for additions are scarcer than integer operations.
VECTOR Cells made(Cells x) {
  const Bits exponent = all_bits(0x7FF0000000000000), is_not_finite = ((Bits)x & exponent) == exponent;
  return (Cells)_mm256_blendv_pd(
    (__m256d)(x + 0.0), (__m256d)all_bits(0x7FF8000000000000), (__m256d)is_not_finite);
}
#else
typedef double Cells8 __attribute__((vector_size(64), aligned(8), may_alias));
typedef int64_t Bits8 __attribute__((vector_size(64), aligned(8), may_alias));

VECTOR void store(double *to, Cells8 cells) { *(Cells8 *)to = cells; }
VECTOR Cells8 all_eight(double value) { return (Cells8)_mm512_set1_pd(value); }
/// `to` is a multiple of 32 bytes.
VECTOR void stream(double *to, Cells8 cells) {
  _mm256_stream_pd(to, _mm512_castpd512_pd256((__m512d)cells));
  _mm256_stream_pd(to + 4, _mm512_extractf64x4_pd((__m512d)cells, 1));
}
VECTOR Cells8 where_zero(Cells8 y, Cells8 zero, Cells8 other) {
  return (Cells8)_mm512_mask_blend_pd(
    _mm512_cmp_pd_mask((__m512d)y, _mm512_setzero_pd(), _CMP_EQ_OQ), (__m512d)other, (__m512d)zero);
}
VECTOR Cells8 quotient(Cells8 x, Cells8 y) { return where_zero(y, all_eight(NAN), x / y); }
VECTOR Cells8 given_numbers(Cells8 x) {
  return (Cells8)_mm512_maskz_mov_pd(_mm512_cmp_pd_mask((__m512d)x, (__m512d)x, _CMP_ORD_Q), (__m512d)x);
}
/// What becomes of: NaN, NaN, ±0, 1, −∞, ∞, negative, positive. 0 leaves "missing", 1 the number, 8 is 0.
enum { made_table = 0x11001800 };
VECTOR Cells8 made(Cells8 x) {
  const __m512d missing = _mm512_castsi512_pd(_mm512_set1_epi64(0x7FF8000000000000));
  return (Cells8)_mm512_fixupimm_pd(missing, (__m512d)x, _mm512_set1_epi64(made_table), 0);
}
VECTOR Cells made(Cells x) {
  const __m256d missing = _mm256_castsi256_pd(_mm256_set1_epi64x(0x7FF8000000000000));
  return (Cells)_mm256_fixupimm_pd(missing, (__m256d)x, _mm256_set1_epi64x(made_table), 0);
}
#endif

/// Rows of four become columns of four.
VECTOR void transpose(Cells *r) {
  const __m256d a = _mm256_unpacklo_pd((__m256d)r[0], (__m256d)r[1]), b = _mm256_unpackhi_pd((__m256d)r[0], (__m256d)r[1]);
  const __m256d c = _mm256_unpacklo_pd((__m256d)r[2], (__m256d)r[3]), d = _mm256_unpackhi_pd((__m256d)r[2], (__m256d)r[3]);
  r[0] = (Cells)_mm256_permute2f128_pd(a, c, 0x20);
  r[1] = (Cells)_mm256_permute2f128_pd(b, d, 0x20);
  r[2] = (Cells)_mm256_permute2f128_pd(a, c, 0x31);
  r[3] = (Cells)_mm256_permute2f128_pd(b, d, 0x31);
}

/// Statements with N cells from `t` on of the row `r`, of type V, until `width` is reached. Eight of them stand in one line of the cache.
#define EACH_FOUR(...) \
  { \
    typedef Cells V; \
    enum { N = 4 }; \
    __VA_ARGS__ \
  }
#ifdef WIDE
#define EACH_VECTOR(...) \
  { \
    size_t t = 0; \
    if ((uintptr_t)r & 32) { \
      EACH_FOUR(__VA_ARGS__) \
      t = 4; \
    } \
    for (; t + 8 <= width; t += 8) { \
      typedef Cells8 V; \
      enum { N = 8 }; \
      __VA_ARGS__ \
    } \
    if (t < width) EACH_FOUR(__VA_ARGS__) \
  }
enum { widest = 8 };
#else
#define EACH_VECTOR(...) \
  for (size_t t = 0; t < width; t += 4) EACH_FOUR(__VA_ARGS__)
enum { widest = 4 };
#endif
#define LOAD(from) (*(const V *)(from))

#endif
