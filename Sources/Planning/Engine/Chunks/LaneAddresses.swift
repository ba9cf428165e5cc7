// SPDX-License-Identifier: Apache-2.0

/// Where the rows of a circle's blocks and of their operands stand, for some rows side by side: looked up once, used in every
/// period.
struct LaneAddresses {
  /// Rows calculated together: enough to hide the interpreter, few enough to stay in the cache.
  static let laneCount = 64

  /// As the loops in C take them.
  @inline(__always)
  func rows(_ first: Int) -> UnsafePointer<UnsafeMutablePointer<Double>?> {
    UnsafeRawPointer(block(first)).assumingMemoryBound(to: UnsafeMutablePointer<Double>?.self)
  }

  private let cells: UnsafeMutablePointer<UnsafeMutablePointer<Double>>

  /// - Parameter memory: room for ``size(of:)`` addresses.
  init(
    _ circle: CirclePlan, _ operands: OperandTable, _ views: UnsafePointer<ColumnView>, rows: UnsafePointer<Int32>,
    count: Int, missing: UnsafeMutablePointer<Double>, memory: UnsafeMutablePointer<UnsafeMutablePointer<Double>>
  ) {
    cells = memory
    for (position, block) in circle.blocks.enumerated() {
      let out = memory + circle.firstAddress[position] * LaneAddresses.laneCount
      for lane in 0..<count { out[lane] = views[block].row(Int(rows[lane])) }
      for (index, operand) in operands[block].enumerated() {
        let column = views[operand.block]
        let to = out + (index + 1) * LaneAddresses.laneCount
        for lane in 0..<count {
          let row = operand.operandRow(of: Int(rows[lane]))
          to[lane] = row < 0 ? missing : column.row(row)
        }
      }
    }
  }

  static func size(of circle: CirclePlan) -> Int { circle.addressCount * laneCount }

  /// The rows of a block, lane by lane; those of its operands follow, ``laneCount`` apart.
  @inline(__always)
  func block(_ first: Int) -> UnsafeMutablePointer<UnsafeMutablePointer<Double>> { cells + first * LaneAddresses.laneCount }
}
