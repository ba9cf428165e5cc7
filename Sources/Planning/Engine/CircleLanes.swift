// SPDX-License-Identifier: Apache-2.0

import CCellKernels

/// Some rows of a circle side by side, in memory of their own: what their blocks and operands hold, period by period.
struct CircleLanes {
  private let circle: CirclePlan
  private let plan: LanePlan
  private let addresses: LaneAddresses
  private let count: Int
  /// Whole vectors; the last row fills up the last one.
  private let width: Int
  private let cells: UnsafeMutablePointer<Double>

  /// - Parameters:
  ///   - addresses: of as many rows as fill whole vectors, of which `count` are meant.
  ///   - keepsOwn: what the blocks of the circle hold is read by periods that come after it.
  init(
    _ circle: CirclePlan, _ plan: LanePlan, _ addresses: LaneAddresses, _ count: Int, _ memory: ChunkMemory, yearStarts: [Bool],
    keepsOwn: Bool
  ) {
    (self.circle, self.plan, self.addresses, self.count) = (circle, plan, addresses, count)
    width = (count + 3) & ~3
    cells = memory.lanes(plan.rowCount * width)
    let stride = Column.stride(ofPeriods: circle.periodCount)
    for place in plan.places {
      let to = cells + place.row * width
      switch place.source {
      case .own(let position) where keepsOwn:
        cell_rows_to_lanes(to, addresses.rows(circle.firstAddress[position]), width, stride)
      case .own: cell_fill(to + circle.periodCount * width, (stride - circle.periodCount) * width, 0)
      case .operand(let address, isConstant: false): cell_rows_to_lanes(to, addresses.rows(address), width, stride)
      case .operand(let address, isConstant: true):
        let from = addresses.block(address)
        for lane in 0..<width { to[lane] = from[lane][0] }
      case .constant(let value): cell_fill(to, width, value)
      case .yearStarts: for (period, begins) in yearStarts.enumerated() { cell_fill(to + period * width, width, begins ? 1 : 0) }
      }
    }
  }

  func run(_ periods: Range<Int>) {
    plan.steps.withUnsafeBufferPointer { steps in
      cell_run_lanes(
        steps.baseAddress, steps.count, cells, width, plan.registerRow, periods.lowerBound, periods.upperBound, circle.periodCount)
    }
  }

  /// Writes the blocks of the circle into their columns.
  func putBack() {
    let stride = Column.stride(ofPeriods: circle.periodCount)
    for place in plan.places {
      guard case .own(let position) = place.source else { continue }
      cell_lanes_to_rows(addresses.rows(circle.firstAddress[position]), cells + place.row * width, width, count, stride)
    }
  }

  /// Whether a period holds what it held before, bit for bit.
  ///
  /// - Parameter old: per block and row, the periods from `first` on.
  func isQuiet(_ period: Int, _ old: UnsafePointer<Double>, from first: Int) -> Bool {
    let length = circle.periodCount - first
    for place in plan.places {
      guard case .own(let position) = place.source else { continue }
      let now = cells + (place.row + period) * width
      for lane in 0..<count {
        let before = old[(position * count + lane) * length + period - first]
        if before.bitPattern != now[lane].bitPattern { return false }
      }
    }
    return true
  }
}

extension PlanEngine {
  /// Periods after which an edit looks whether anything still changes.
  private static let stretch = 32

  func yearStarts(of circle: CirclePlan) -> [Bool] { layout.yearStarts(layout.model.blocks[circle.blocks[0]].shape.axis) }

  /// Some rows from a period on, side by side.
  ///
  /// - Returns: the first period that was not calculated, because nothing changes from there on.
  func runSideBySide(
    _ circle: CirclePlan, _ plan: LanePlan, _ rows: UnsafePointer<Int32>, _ count: Int, _ first: Int, _ lastStale: Int,
    _ old: UnsafePointer<Double>
  ) -> Int {
    withUnsafeTemporaryAllocation(of: Int32.self, capacity: LaneAddresses.laneCount) { padded in
      guard let base = padded.baseAddress else { return first }
      let width = (count + 3) & ~3
      for lane in 0..<width { base[lane] = rows[min(lane, count - 1)] }
      let lanes = CircleLanes(
        circle, plan, self.lanes(of: circle, base, width, wave.chunks), count, wave.chunks,
        yearStarts: yearStarts(of: circle), keepsOwn: true)
      var (period, quiet) = (first, 0)
      while period < circle.periodCount, period < lastStale || quiet < circle.memory {
        let end = min(period + PlanEngine.stretch, circle.periodCount)
        lanes.run(period..<end)
        for one in period..<end { quiet = lanes.isQuiet(one, old, from: first) ? quiet + 1 : 0 }
        period = end
      }
      lanes.putBack()
      return period
    }
  }
}
