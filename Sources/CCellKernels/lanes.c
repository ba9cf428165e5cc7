// SPDX-License-Identifier: Apache-2.0
#include "vectors.h"

/// The place's row of lanes at a period; NULL beyond the axis.
static const double *row_at(const CellLaneStep *s, const double *memory, size_t lanes, ptrdiff_t t, ptrdiff_t periods, bool clamps) {
  if (s->is_constant) return memory + (size_t)s->place * lanes;
  ptrdiff_t at = t - s->shift;
  if (at < 0 || at >= periods) {
    if (!clamps) return NULL;
    at = at < 0 ? 0 : periods - 1;
  }
  return memory + (size_t)(s->place + at) * lanes;
}

void cell_run_lanes(
  const CellLaneStep *steps, size_t count, double *memory, size_t lanes, size_t registers, size_t lower, size_t upper,
  size_t periods) {
  // Where the cells of each register are: its own row, or that of what was loaded.
  const double *at[cell_lane_registers];
  double *const own = memory + registers * lanes;
  for (size_t t = lower; t < upper; t++) {
    for (const CellLaneStep *s = steps; s < steps + count; s++) {
      double *r = own + (size_t)s->target * lanes;
      switch (s->kind) {
      case cell_lane_load: at[s->target] = row_at(s, memory, lanes, (ptrdiff_t)t, (ptrdiff_t)periods, true); continue;
      case cell_lane_load_else: {
        const double *row = row_at(s, memory, lanes, (ptrdiff_t)t, (ptrdiff_t)periods, false);
        at[s->target] = row ? row : at[s->a];
        continue;
      }
      case cell_lane_binary: cell_stretches[s->operation][0](r, lanes, at[s->a], false, at[s->b], false); break;
      case cell_lane_unary: cell_unaries[s->operation][0](r, lanes, at[s->a], s->factor); break;
      case cell_lane_choose: {
        const double *test = at[s->a], *yes = at[s->b], *no = at[s->c];
        EACH_VECTOR(i, lanes)
          store(r + i, (Cells)_mm256_blendv_pd((__m256d)load(no + i), (__m256d)load(yes + i), (__m256d)(load(test + i) == all(1))));
        break;
      }
      case cell_lane_keep: {
        const double *a = at[s->a];
        double *to = memory + ((size_t)s->place + t) * lanes;
        EACH_VECTOR(i, lanes) store(to + i, made(load(a + i)));
        continue;
      }
      }
      at[s->target] = r;
    }
  }
}

void cell_rows_to_lanes(double *to, double *const *rows, size_t lanes, size_t periods) {
  for (size_t lane = 0; lane < lanes; lane += 4)
    EACH_VECTOR(t, periods) {
      Cells p[4];
      for (size_t i = 0; i < 4; i++) p[i] = load(rows[lane + i] + t);
      transpose(p);
      for (size_t i = 0; i < 4; i++) store(to + (t + i) * lanes + lane, p[i]);
    }
}

void cell_lanes_to_rows(double *const *rows, const double *from, size_t lanes, size_t used, size_t periods) {
  for (size_t lane = 0; lane < used; lane += 4)
    EACH_VECTOR(t, periods) {
      Cells p[4];
      for (size_t i = 0; i < 4; i++) p[i] = load(from + (t + i) * lanes + lane);
      transpose(p);
      for (size_t i = 0; i < 4 && lane + i < used; i++) store(rows[lane + i] + t, p[i]);
    }
}
