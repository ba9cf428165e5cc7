// SPDX-License-Identifier: Apache-2.0

import Formulas
import Recalculation

/// What never changes while a plan lives: model, members, calendar, programs and links. Shared by all forks.
final class PlanLayout: Sendable {
  static let cellLimit = 1 << 28

  struct Call: Sendable {
    let kernel: any PlanOperator
    let shape: OperatorShape
    let resultBlocks: [Int]
    let argumentBlocks: [Int]
  }

  let model: CheckedModel
  let space: MemberSpace
  let calendar: PlanCalendar
  let rowCounts: [Int]
  let periodCounts: [Int]
  let operands: OperandTable
  let programs: [Program?]
  /// Per block: who reads it.
  let edges: [[Edge]]
  /// Rows of a profile from one lag to the next, for blocks that spread.
  let lagStrides: [Int]
  /// The measure whose block this is; −1 for parts of formulas.
  let measureOfBlock: [Int]
  /// Group of each block.
  let groupOf: [Int]
  /// Per group: how it is calculated when it is a circle.
  let circles: [CirclePlan?]
  /// A full calculation, in order.
  let stages: [Stage]
  let calls: [Call]
  private let monthYearStarts: [Bool]
  private let dayYearStarts: [Bool]
  let registerCount: Int
  let widest: Int
  /// Measure names and aliases → position.
  let measureIndex: [String: Int]

  init(
    _ model: CheckedModel, _ members: [MemberTable], _ calendar: PlanCalendar, _ operators: [any PlanOperator]
  ) throws(PlanningError) {
    if let finding = model.findings.first(where: { $0.severity == .error }) {
      throw PlanningError(
        .modelHasErrors, subject: finding.subject, detail: .code(finding.description),
        hint: Wording("改正模型文本；检查会列出全部问题。", "Correct the model text; all its findings come with the check."))
    }
    if model.blocks.contains(where: { $0.shape.axis == .day }) { try calendar.requireDays() }
    self.model = model
    self.calendar = calendar
    let space = try MemberSpace(model, members)
    self.space = space
    var rowCounts: [Int] = []
    for block in model.blocks {
      guard let rows = space.rowCount(block.shape.domains),
        rows < PlanLayout.cellLimit / max(1, calendar.periodCount(block.shape.axis))
      else {
        throw PlanningError(
          .modelTooLarge, subject: block.name,
          detail: Wording("一个指标最多 \(PlanLayout.cellLimit) 个单元格。", "A measure has at most \(PlanLayout.cellLimit) cells."),
          hint: Wording("减少一个维度，或缩短计划期。", "Leave a dimension out, or shorten the horizon."))
      }
      rowCounts.append(rows)
    }
    let rows = rowCounts
    self.rowCounts = rows
    let periodCounts = model.blocks.map { calendar.periodCount($0.shape.axis) }
    self.periodCounts = periodCounts
    let links = PlanLayout.links(model, space)
    let shifts = PlanLayout.shifts(model, space, links, rows)
    let operands = OperandTable(model, links, shifts)
    self.operands = operands
    let programs = model.blocks.map { block in
      if case .pointwise(let term) = block.kind { Program(term, operands: block.operands) } else { nil as Program? }
    }
    self.programs = programs
    let lagStrides = model.blocks.map { PlanLayout.lagStride(of: $0, model, space) }
    self.lagStrides = lagStrides
    edges = Edge.all(of: model, operands, lagStrides)
    measureOfBlock = model.blocks.enumerated().map { index, block in
      block.measure.flatMap { model.measures[$0].block == index ? $0 : nil } ?? -1
    }
    var groupOf = [Int](repeating: 0, count: model.blocks.count)
    for (index, group) in model.order.enumerated() { for block in group.blocks { groupOf[block] = index } }
    self.groupOf = groupOf
    circles = model.order.map { group in
      group.isCircular ? CirclePlan(group, model, operands, rows, periodCounts, programs) : nil
    }
    stages = StagePlanner(model, space, operands, rows, periodCounts).stages()
    monthYearStarts = (0..<calendar.monthCount).map { calendar.startsFiscalYear($0, axis: .month) }
    dayYearStarts = (0..<calendar.dayCount).map { calendar.startsFiscalYear($0, axis: .day) }
    calls = try PlanLayout.bind(model, space, calendar, operators, rows)
    registerCount = (programs + circles.flatMap { $0?.programs ?? [] }).reduce(1) { max($0, $1?.registerCount ?? 1) }
    widest = max(calendar.monthCount, calendar.dayCount) + 4
    var measureIndex: [String: Int] = [:]
    for (index, measure) in model.measures.enumerated() {
      for name in measure.names.all { measureIndex[name] = index }
    }
    for (index, measure) in model.measures.enumerated() { measureIndex[measure.id] = index }
    self.measureIndex = measureIndex
  }

  /// Which periods of an axis begin a fiscal year.
  func yearStarts(_ axis: TimeAxis) -> [Bool] { axis == .day ? dayYearStarts : monthYearStarts }

  private static func lagStride(of block: BlockPlan, _ model: CheckedModel, _ space: MemberSpace) -> Int {
    guard case .spread(let lagDomain, _, _) = block.kind else { return 1 }
    let domains = model.blocks[block.operands[1].block].shape.domains
    return domains[(lagDomain + 1)...].reduce(1) { $0 * space.count($1) }
  }

  private static func links(_ model: CheckedModel, _ space: MemberSpace) -> [[RowLink]] {
    var cache = RowLinkCache()
    return model.blocks.map { block in
      block.operands.enumerated().map { position, operand in
        let target = model.blocks[operand.block].shape.domains
        if case .spread(let lag, _, _) = block.kind, position == 1 {
          return profileLink(block.shape.domains, target, lag, space)
        }
        return cache.link(operand.rows, block: block.shape.domains, operand: target, space)
      }
    }
  }

  /// Every row of a spread reads the profile's row of the same members at the first lag.
  private static func profileLink(
    _ rows: [Domain], _ profile: [Domain], _ lag: Int, _ space: MemberSpace
  ) -> RowLink {
    let total = space.rowCount(rows) ?? 0
    var map = [Int32](repeating: 0, count: total)
    var stride = 1
    for (position, domain) in profile.enumerated().reversed() {
      let size = space.count(domain)
      if position != lag {
        let single = space.rowMap(from: rows, to: [domain], [DomainAccess(from: domain, steps: [])])
        for row in 0..<total { map[row] += single[row] * Int32(stride) }
      }
      stride *= size
    }
    return RowLink(.down(RowGroups(target: map, targetCount: space.rowCount(profile) ?? 0)))
  }

  private static func shifts(
    _ model: CheckedModel, _ space: MemberSpace, _ links: [[RowLink]], _ rowCounts: [Int]
  ) -> [[[Int32]]] {
    model.blocks.enumerated().map { index, block in
      block.operands.map { operand in
        guard case .rowShift(let property, let sign, _) = operand.time else { return [] }
        let source = model.blocks[block.operands[property].block]
        guard case .property(let dimension, let number) = source.kind else { return [] }
        let values = space.indexes[dimension].numbers[number]
        return (0..<rowCounts[index]).map { row in
          let map = links[index][property].map
          let from = map.map { Int($0[row]) } ?? row
          guard from >= 0, values[from].isFinite else { return 0 }
          // Beyond the axis either way is beyond it.
          let periods = min(max(values[from].rounded(.toNearestOrAwayFromZero), -1_000), 1_000)
          return Int32(sign) * Int32(periods)
        }
      }
    }
  }

  private static func bind(
    _ model: CheckedModel, _ space: MemberSpace, _ calendar: PlanCalendar, _ operators: [any PlanOperator],
    _ rowCounts: [Int]
  ) throws(PlanningError) -> [Call] {
    var calls: [Call] = []
    for call in model.calls {
      guard let kernel = operators.first(where: { $0.signature.name == call.name }) else {
        throw PlanningError(
          .operatorNotRegistered, subject: call.name, detail: Wording("模型用到它，但没有提供这个运算。", "The model calls it, and no operator was given.")
        )
      }
      let result = model.blocks[call.resultBlocks[0]]
      let shape = OperatorShape(
        rowMembers: space.rowMembers(result.shape.domains),
        argumentRowMembers: call.argumentBlocks.map { space.rowMembers(model.blocks[$0].shape.domains) },
        calendar: calendar, periodCount: calendar.periodCount(result.shape.axis))
      calls.append(
        Call(
          kernel: try kernel.bound(to: shape), shape: shape, resultBlocks: call.resultBlocks,
          argumentBlocks: call.argumentBlocks))
    }
    return calls
  }
}

extension MemberSpace {
  /// Member ids of every row.
  func rowMembers(_ domains: [Domain]) -> [[Int64]] {
    var rows: [[Int64]] = [[]]
    for domain in domains {
      let ids = indexes[domain.dimension].entries(at: domain.level).map(\.id)
      rows = rows.flatMap { row in ids.map { row + [$0] } }
    }
    return rows
  }
}
