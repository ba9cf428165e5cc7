// SPDX-License-Identifier: Apache-2.0
//
// Rows that are calculated period by period, because a period needs the one before: side by side, each in a lane of its own. All they
// read and write stands in one piece of memory, a period of all lanes after the other, so that the loops run over lanes.
#ifndef CELLLANES_H
#define CELLLANES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef enum {
  /// A register becomes this period of a place, or one that is `shift` periods before; beyond the axis its edge.
  cell_lane_load,
  /// The same; beyond the axis what register a holds.
  cell_lane_load_else,
  /// a ∘ b, ∘ a, or a is 1 ? b : c.
  cell_lane_binary, cell_lane_unary, cell_lane_choose,
  /// Register a, made cells, becomes this period of a place.
  cell_lane_keep
} CellLaneKind;

typedef struct {
  int32_t kind;
  /// CellBinary or CellUnary.
  int32_t operation;
  /// Registers.
  int32_t target, a, b, c;
  /// Where the place begins, in rows of lanes; one row for all periods where it is constant.
  int32_t place;
  bool is_constant;
  int32_t shift;
  /// The power of ten of a rounding.
  double factor;
} CellLaneStep;

enum { cell_lane_registers = 128 };

/// Runs all steps for each of the periods lower ..< upper of an axis of `periods`. `lanes` is a multiple of 4; registers begin at row
/// `registers` of the memory.
void cell_run_lanes(
  const CellLaneStep *steps, size_t count, double *memory, size_t lanes, size_t registers, size_t lower, size_t upper,
  size_t periods);
/// Rows into lanes and back, whole vectors of periods; `lanes` of them side by side, `used` of which go back.
void cell_rows_to_lanes(double *to, double *const *rows, size_t lanes, size_t periods);
void cell_lanes_to_rows(double *const *rows, const double *from, size_t lanes, size_t used, size_t periods);

#endif
