// SPDX-License-Identifier: Apache-2.0

import CCellKernels
import Recalculation

/// Parents from children: always summed anew over the children in outline order, never by differences.
extension PlanEngine {
  func aggregate(_ kind: Aggregation, _ link: RowLink, _ operand: BoundOperand, _ target: RowsTarget) {
    guard case .up(let groups) = link.kind else { return }
    let column = views[operand.block]
    let isConstant = operand.time == .constant && target.periods.count == 1
    for position in 0..<target.count {
      let out = target.row(position)
      groups.withSources(of: Int(target.rows[position])) { sources in
        switch kind {
        case .sum: isConstant ? sumConstants(sources, column, out) : sum(sources, column, target.periods, out)
        case .average: average(sources, column, target.periods, out)
        case .minimum, .maximum: extreme(kind, sources, column, target.periods, out)
        }
      }
      makeCells(out, target.periods)
    }
  }

  @inline(__always)
  private func sumConstants(
    _ sources: UnsafeBufferPointer<Int32>, _ column: ColumnView, _ out: UnsafeMutablePointer<Double>
  ) {
    var sum = 0.0
    for source in sources {
      let value = column.row(Int(source))[0]
      sum += value == value ? value : 0
    }
    out[0] = sum
  }

  @inline(__always)
  private func sum(
    _ sources: UnsafeBufferPointer<Int32>, _ column: ColumnView, _ periods: Range<Int>,
    _ out: UnsafeMutablePointer<Double>
  ) {
    let first = out + periods.lowerBound
    if column.isFlat {
      return cell_sum_list(
        first, column.base + periods.lowerBound, column.stride, sources.baseAddress, sources.baseAddress == nil ? 0 : sources.count,
        periods.count)
    }
    cell_fill(first, periods.count, 0)
    for source in sources {
      let cells = column.row(Int(source))
      if cells != column.blank { cell_add_given(first, cells + periods.lowerBound, periods.count) }
    }
  }

  private func average(
    _ sources: UnsafeBufferPointer<Int32>, _ column: ColumnView, _ periods: Range<Int>,
    _ out: UnsafeMutablePointer<Double>
  ) {
    for t in periods {
      var (sum, count) = (0.0, 0.0)
      for source in sources {
        let value = column.row(Int(source))[t]
        if value == value { (sum, count) = (sum + value, count + 1) }
      }
      out[t] = count == 0 ? .nan : sum / count
    }
  }

  private func extreme(
    _ kind: Aggregation, _ sources: UnsafeBufferPointer<Int32>, _ column: ColumnView, _ periods: Range<Int>,
    _ out: UnsafeMutablePointer<Double>
  ) {
    for t in periods { out[t] = .nan }
    for source in sources {
      let from = column.row(Int(source))
      for t in periods where from[t] == from[t] {
        if out[t] != out[t] {
          out[t] = from[t]
        } else {
          out[t] =
            kind == .minimum ? CellArithmetic.minimum(out[t], from[t]) : CellArithmetic.maximum(out[t], from[t])
        }
      }
    }
  }
}
