// SPDX-License-Identifier: Apache-2.0
#include "row_steps.h"
#include "formula_steps.h"

StepLoops cell_loops = STEP_LOOPS;

void cell_run(const CellStep *steps, size_t count, size_t first, size_t rows, size_t width, bool eight) {
  for (const CellStep *step = steps; step < steps + count; step++) {
    (eight ? cell_wide_loops : cell_loops)[step->kind][step->makes_cells](step, first, rows, width);
    // While its cells are in the first cache.
    for (size_t i = 0; i < step->sum_count; i++) cell_sum_rows(step->sums + i, out_from(step, first, width), first, rows, width);
  }
}

bool cell_can_run_eight(void) { return __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512vl"); }

void cell_end_streams(void) { _mm_sfence(); }
