// SPDX-License-Identifier: Apache-2.0

import CCellKernels

/// A circle as steps over lanes: its rows side by side in one piece of memory, period by period.
///
/// The order of operations is that of the blocks' programs, so that a full calculation and an edit give the same bits.
struct LanePlan: Sendable {
  enum Source: Sendable {
    /// A block of the circle, by position: calculated here.
    case own(Int)
    /// The rows of an operand from outside, by position among the circle's addresses.
    case operand(address: Int, isConstant: Bool)
    case constant(Double)
    /// 1 in the periods that begin a fiscal year.
    case yearStarts
  }

  /// A row of lanes for each period of a source, or one for all.
  struct Place: Sendable {
    let source: Source
    let row: Int
  }

  let places: [Place]
  let steps: [CellLaneStep]
  /// Where registers begin, and rows of lanes in all.
  let registerRow: Int
  let rowCount: Int

  /// Nil where a block has no program, or reads what lanes have not: periods that differ by row, or rows that lead nowhere.
  ///
  /// - Parameters:
  ///   - firstAddress: per block where its own rows stand among the circle's addresses; those of its operands follow.
  ///   - stride: periods of a row, filled up to whole vectors.
  init?(_ blocks: [Int], _ programs: [Program?], _ operands: OperandTable, firstAddress: [Int], stride: Int) {
    var writer = LaneWriter(blocks: blocks, stride: stride)
    for position in blocks.indices { writer.addOwn(position) }
    for (position, block) in blocks.enumerated() {
      guard let program = programs[position], program.registerCount < cell_lane_registers,
        writer.compile(program, position, operands[block], firstAddress[position])
      else { return nil }
    }
    (places, steps, registerRow) = (writer.places, writer.steps, writer.rowCount)
    rowCount = writer.rowCount + programs.reduce(1) { max($0, $1?.registerCount ?? 1) }
  }
}

private struct LaneWriter {
  let blocks: [Int]
  let stride: Int
  private(set) var places: [LanePlan.Place] = []
  private(set) var steps: [CellLaneStep] = []
  private(set) var rowCount = 0
  private var yearStarts: LanePlan.Place?
  /// Operands that are in place already.
  private var known: [Key: LanePlan.Place] = [:]

  private struct Key: Hashable {
    let block: Int
    let rows: UnsafePointer<Int32>?
  }

  init(blocks: [Int], stride: Int) { (self.blocks, self.stride) = (blocks, stride) }

  mutating func addOwn(_ position: Int) { _ = place(.own(position), rows: stride) }

  private mutating func place(_ source: LanePlan.Source, rows: Int) -> LanePlan.Place {
    let place = LanePlan.Place(source: source, row: rowCount)
    places.append(place)
    rowCount += rows
    return place
  }

  /// - Returns: false where the program reads what lanes have not.
  mutating func compile(
    _ program: Program, _ position: Int, _ operands: UnsafeBufferPointer<BoundOperand>, _ firstAddress: Int
  ) -> Bool {
    for instruction in program.instructions {
      var step = CellLaneStep()
      step.target = Int32(instruction.target)
      (step.a, step.b, step.c) = (Int32(instruction.a), Int32(instruction.b), Int32(instruction.c))
      step.factor = instruction.value
      switch instruction.code {
      case .constant:
        set(&step, cell_lane_load, place(.constant(instruction.value), rows: 1), isConstant: true)
      case .loadBefore:
        set(&step, cell_lane_load_else, places[position], isConstant: false)
        (step.a, step.shift) = (step.b, 1)
      case .loadYearStart:
        let flags = yearStarts ?? place(.yearStarts, rows: stride)
        yearStarts = flags
        set(&step, cell_lane_load, flags, isConstant: false)
      case .load, .loadShifted:
        guard load(instruction, operands[instruction.a], firstAddress + 1 + instruction.a, &step) else { return false }
      case .choose: step.kind = Int32(cell_lane_choose.rawValue)
      default:
        if let operation = instruction.code.binary {
          step.kind = Int32(cell_lane_binary.rawValue)
          step.operation = Int32(operation.kind.rawValue)
          if operation.isSwapped { (step.a, step.b) = (step.b, step.a) }
        } else if let operation = instruction.code.unary {
          step.kind = Int32(cell_lane_unary.rawValue)
          step.operation = Int32(operation.rawValue)
        }
      }
      steps.append(step)
    }
    var last = CellLaneStep()
    set(&last, cell_lane_keep, places[position], isConstant: false)
    steps.append(last)
    return true
  }

  private mutating func load(
    _ instruction: Instruction, _ operand: BoundOperand, _ address: Int, _ step: inout CellLaneStep
  ) -> Bool {
    switch operand.time {
    // A balance reads its terms one period after the other.
    case .same, .constant, .prefix: break
    case .shift(let periods, _) where operand.isTotal: step.shift = Int32(periods)
    default: return false
    }
    let place: LanePlan.Place
    if operand.isSame, let own = blocks.firstIndex(of: operand.block) {
      place = places[own]
    } else {
      let key = Key(block: operand.block, rows: operand.rows)
      place =
        known[key]
        ?? self.place(.operand(address: address, isConstant: operand.isConstant), rows: operand.isConstant ? 1 : stride)
      known[key] = place
    }
    step.a = step.b
    set(&step, instruction.code == .load ? cell_lane_load : cell_lane_load_else, place, isConstant: operand.isConstant)
    return true
  }

  private func set(_ step: inout CellLaneStep, _ kind: CellLaneKind, _ place: LanePlan.Place, isConstant: Bool) {
    step.kind = Int32(kind.rawValue)
    step.place = Int32(place.row)
    step.is_constant = isConstant
  }
}
