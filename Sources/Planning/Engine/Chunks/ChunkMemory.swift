// SPDX-License-Identifier: Apache-2.0

import CCellKernels

/// Scratch memory of one thread: registers of a chunk, and where the rows of its operands lie.
final class ChunkMemory {
  /// Cells of a chunk: large enough to hide the interpreter, few enough that all blocks of a stage stay in the second cache.
  static let cellLimit = 2_048
  /// Rows shorter than this are copied: a loop of its own for each would cost more.
  static let narrow = 4

  let registers: UnsafeMutablePointer<Double>
  let registerSize: Int
  /// Per register where its cells are.
  let views: UnsafeMutablePointer<CellView>
  /// Row addresses, `rowLimit` for each register.
  let rowAddresses: UnsafeMutablePointer<UnsafePointer<Double>?>
  let rowLimit: Int
  /// A row of missing cells, for members that lead nowhere.
  let missingRow: UnsafeMutablePointer<Double>
  /// Per block where its chunk stands until it goes to its column; nil for blocks outside the stage.
  private let staged: UnsafeMutablePointer<UnsafeMutablePointer<Double>?>
  private var stageCells: UnsafeMutablePointer<Double>
  private var stageSize = 0
  private var laneCells: UnsafeMutablePointer<Double>
  private var laneSize = 0
  private var addressCells: UnsafeMutablePointer<UnsafeMutablePointer<Double>>
  private var addressCount = 0

  /// - Parameter widest: cells of the longest row.
  init(registerCount: Int, widest: Int, blockCount: Int) {
    let count = max(1, registerCount)
    registerSize = (max(ChunkMemory.cellLimit, widest) + 15) & ~7
    registers = ChunkMemory.cells(count * registerSize)
    views = .allocate(capacity: count)
    views.initialize(repeating: CellView(base: registers, rows: nil, step: 0, repeats: false), count: count)
    rowLimit = ChunkMemory.cellLimit / ChunkMemory.narrow + 1
    rowAddresses = .allocate(capacity: count * rowLimit)
    rowAddresses.initialize(repeating: nil, count: count * rowLimit)
    missingRow = .allocate(capacity: widest + 8)
    missingRow.initialize(repeating: .missing, count: widest + 8)
    stageCells = ChunkMemory.cells(1)
    laneCells = ChunkMemory.cells(1)
    addressCells = .allocate(capacity: 1)
    staged = .allocate(capacity: max(1, blockCount))
    staged.initialize(repeating: nil, count: max(1, blockCount))
  }

  deinit {
    registers.deallocate()
    views.deallocate()
    rowAddresses.deallocate()
    missingRow.deallocate()
    stageCells.deallocate()
    laneCells.deallocate()
    staged.deallocate()
    addressCells.deallocate()
  }

  /// Zeros that begin with a line of the cache: vectors across two of them cost double.
  private static func cells(_ count: Int) -> UnsafeMutablePointer<Double> {
    let memory = UnsafeMutableRawPointer.allocate(byteCount: max(1, count) * MemoryLayout<Double>.stride, alignment: 64)
      .bindMemory(to: Double.self, capacity: max(1, count))
    memory.initialize(repeating: 0, count: max(1, count))
    return memory
  }

  func register(_ number: Int) -> UnsafeMutablePointer<Double> { registers + number * registerSize }

  /// Room for so many addresses; what it held is lost.
  func addresses(_ count: Int) -> UnsafeMutablePointer<UnsafeMutablePointer<Double>> {
    if count > addressCount {
      addressCells.deallocate()
      addressCells = .allocate(capacity: count)
      addressCells.initialize(repeating: missingRow, count: count)
      addressCount = count
    }
    return addressCells
  }

  /// Room for so many cells of a circle; what it held is lost.
  func lanes(_ count: Int) -> UnsafeMutablePointer<Double> {
    if count > laneSize {
      laneCells.deallocate()
      laneSize = count
      laneCells = ChunkMemory.cells(count)
    }
    return laneCells
  }

  /// A place for a chunk of each of these blocks, which whoever asks takes out again, and for so many registers.
  func stage(_ blocks: [Int], of cells: Int, registers: Int)
    -> (blocks: UnsafeMutablePointer<UnsafeMutablePointer<Double>?>, registers: UnsafeMutablePointer<Double>)
  {
    let size = cells * (blocks.count + registers)
    if size > stageSize {
      stageCells.deallocate()
      stageSize = size
      stageCells = ChunkMemory.cells(size)
    }
    for (position, block) in blocks.enumerated() { staged[block] = stageCells + position * cells }
    return (staged, stageCells + blocks.count * cells)
  }
}
