// SPDX-License-Identifier: Apache-2.0
// The steps once more, eight cells at a time: an addition of eight is eight additions, bit for bit.
#define WIDE
#include "CCellKernels.h"
#include <immintrin.h>
#include <math.h>

#pragma clang attribute push(__attribute__((target("avx512f,avx512vl"))), apply_to = function)
#include "row_steps.h"
#include "formula_steps.h"
#pragma clang attribute pop

StepLoops cell_wide_loops = STEP_LOOPS;
