// SPDX-License-Identifier: Apache-2.0

/// Scratch memory of one thread: registers of a chunk, and where the rows of its operands lie.
final class ChunkMemory {
  /// Cells of a chunk: large enough to hide the interpreter, small enough for the first caches.
  static let cellLimit = 1_024

  let registers: UnsafeMutablePointer<Double>
  let registerSize: Int
  let views: UnsafeMutablePointer<OperandView>
  /// Row addresses, `rowLimit` for each register.
  let rowAddresses: UnsafeMutablePointer<UnsafePointer<Double>>
  let rowLimit: Int
  /// A row of missing cells, for members that lead nowhere.
  let missingRow: UnsafeMutablePointer<Double>
  private let registerCount: Int

  /// - Parameter widest: cells of the longest row.
  init(registerCount: Int, widest: Int) {
    self.registerCount = max(1, registerCount)
    registerSize = max(ChunkMemory.cellLimit, widest) + 8
    registers = .allocate(capacity: self.registerCount * registerSize)
    registers.initialize(repeating: 0, count: self.registerCount * registerSize)
    views = .allocate(capacity: self.registerCount)
    views.initialize(repeating: .cells(UnsafePointer(registers)), count: self.registerCount)
    rowLimit = ChunkMemory.cellLimit / OperandView.narrow + 1
    rowAddresses = .allocate(capacity: self.registerCount * rowLimit)
    rowAddresses.initialize(repeating: UnsafePointer(registers), count: self.registerCount * rowLimit)
    missingRow = .allocate(capacity: widest + 8)
    missingRow.initialize(repeating: .missing, count: widest + 8)
  }

  deinit {
    registers.deallocate()
    views.deallocate()
    rowAddresses.deallocate()
    missingRow.deallocate()
  }

  func register(_ number: Int) -> UnsafeMutablePointer<Double> { registers + number * registerSize }
}

/// Where an instruction finds the cells of an operand, without copying them.
enum OperandView {
  /// All cells of the chunk, one after the other.
  case cells(UnsafePointer<Double>)
  /// One value for all cells.
  case uniform(UnsafePointer<Double>)
  /// The periods of each row stand somewhere of their own.
  case rows(UnsafePointer<UnsafePointer<Double>>)
  /// One value for each row.
  case rowValues(UnsafePointer<UnsafePointer<Double>>)

  /// Rows shorter than this are copied instead: a loop of its own for each would cost more.
  static let narrow = 4

  @inline(__always)
  func row(_ row: Int, width: Int) -> (UnsafePointer<Double>, repeats: Bool) {
    switch self {
    case .cells(let base): (base + row * width, false)
    case .uniform(let value): (value, true)
    case .rows(let addresses): (addresses[row], false)
    case .rowValues(let addresses): (addresses[row], true)
    }
  }
}
