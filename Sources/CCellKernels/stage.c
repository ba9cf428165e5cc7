// SPDX-License-Identifier: Apache-2.0
#include "row_steps.h"
#include "formula_steps.h"

typedef void StepLoop(const CellStep *step, size_t first, size_t rows, size_t width);

static StepLoop *const loops[cell_step_kinds][2] = STEP_LOOPS;

void cell_run(const CellStep *steps, size_t count, size_t first, size_t rows, size_t width) {
  for (const CellStep *step = steps; step < steps + count; step++) {
    loops[step->kind][step->makes_cells](step, first, rows, width);
    // While its cells are in the first cache.
    for (size_t i = 0; i < step->sum_count; i++) cell_sum_rows(step->sums + i, out_from(step, first, width), first, rows, width);
  }
}

void cell_end_streams(void) { _mm_sfence(); }
