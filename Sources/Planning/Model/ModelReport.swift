// SPDX-License-Identifier: Apache-2.0

public import Formulas

/// What `tongpin plan check` shows: findings with place and hint, and what each measure costs to keep in step.
public struct ModelReport: Sendable {
  /// How many cells of a measure one changed cell of an operand makes stale.
  public enum CostClass: Hashable, Sendable {
    /// ① the same cell.
    case pointwise
    /// ② several: a window, a running total, a lookup, a parent. The number where it is known without members.
    case fanOut(Int?)
    /// ③ every cell.
    case allCells

    /// `①`, `②×3`, `③`
    public var mark: String {
      switch self {
      case .pointwise: "①"
      case .fanOut(let count): "②" + (count.map { "×\($0)" } ?? "")
      case .allCells: "③"
      }
    }
  }

  public struct Line: Sendable {
    public let names: Names
    public let kind: PlanningModel.Kind
    /// `[Item, Region, month]`
    public let shape: String
    public let unit: String
    public let cost: CostClass
    /// Calculated period by period, because it reaches itself with delay.
    public let isCircular: Bool
    /// Its circle is solved within each period.
    public let isInLoop: Bool
  }

  public let findings: [TextFinding]
  public let lines: [Line]
  /// Blocks that are calculated and edges between them: the work of a check and of a full calculation grows with these.
  public let blockCount: Int
  public let edgeCount: Int
  /// Names of the operators that may be called, with arguments and results.
  public let operators: [String]

  /// One line per finding, then one per measure; column widths follow the ids.
  public var text: String {
    var rows = findings.map { ($0.severity == .error ? "error   " : "warning ") + $0.description }
    let width = lines.map(\.names.id.count).max() ?? 0
    for line in lines {
      let id = line.names.id + String(repeating: " ", count: width - line.names.id.count)
      let unit = line.unit.isEmpty ? "" : " " + line.unit
      let circle = line.isInLoop ? " ∞" : line.isCircular ? " ↻" : ""
      rows.append("\(line.cost.mark) \(id)  \(line.shape)\(unit)\(circle)")
    }
    return rows.joined(separator: "\n")
  }
}

extension PlanningModel {
  /// The report of a checked model.
  public static func report(_ model: CheckedModel, operators: [OperatorSignature] = []) -> ModelReport {
    let circular = Set(model.order.filter(\.isCircular).flatMap(\.blocks))
    let looping = Set(model.order.filter { $0.loop != nil }.flatMap(\.blocks))
    let lines = model.measures.map { measure in
      ModelReport.Line(
        names: measure.names, kind: measure.kind, shape: model.label(of: measure.shape),
        unit: measure.unit.description, cost: cost(of: measure.block, model),
        isCircular: circular.contains(measure.block), isInLoop: looping.contains(measure.block))
    }
    let signatures = operators.map { signature in
      "(" + signature.results.map(\.name).joined(separator: ", ") + ") = \(signature.name)("
        + signature.arguments.map { $0.name + ($0.defaultValue == nil ? "" : "?") }.joined(separator: ", ")
        + ")"
    }
    return ModelReport(
      findings: model.findings, lines: lines, blockCount: model.blocks.count,
      edgeCount: model.blocks.reduce(0) { $0 + $1.operands.count }, operators: signatures)
  }

  /// The dearest edge of the measure and of the parts of its formula.
  private static func cost(of block: Int, _ model: CheckedModel) -> ModelReport.CostClass {
    var result = ModelReport.CostClass.pointwise
    for operand in model.blocks[block].operands {
      result = dearer(result, cost(of: operand, in: model.blocks[block], model))
      let source = model.blocks[operand.block]
      if let owner = source.measure, model.measures[owner].block != operand.block {
        result = dearer(result, cost(of: operand.block, model))
      }
    }
    return result
  }

  private static func dearer(_ a: ModelReport.CostClass, _ b: ModelReport.CostClass) -> ModelReport.CostClass {
    switch (a, b) {
    case (.allCells, _), (_, .allCells): .allCells
    case (.fanOut(let x), .fanOut(let y)): .fanOut(x.flatMap { x in y.map { max(x, $0) } })
    case (.fanOut, _): a
    default: b
    }
  }

  private static func cost(of operand: Operand, in block: BlockPlan, _ model: CheckedModel)
    -> ModelReport.CostClass
  {
    switch operand.time {
    case .everything: return .allCells
    case .window(let lower, let upper): return .fanOut(upper - lower + 1)
    case .lags(let first, let last): return .fanOut(last - first + 1)
    case .prefix, .daysOfMonth, .monthOfDay, .daysOfSameMonth, .cutoff: return .fanOut(nil)
    case .same, .constant, .shift, .rowShift: break
    }
    let isStatic: Bool =
      switch model.blocks[operand.block].kind {
      case .property, .textMatch, .timeProperty: true
      default: false
      }
    if isStatic { return .pointwise }
    switch operand.rows {
    case .foreign: return .allCells
    case .up: return .pointwise
    case .down(let accesses):
      let isSame = accesses.count == block.shape.domains.count && accesses.allSatisfy(\.steps.isEmpty)
      let hasTime = operand.time != .constant || block.shape.axis == .none
      return isSame && hasTime ? .pointwise : .fanOut(nil)
    }
  }
}

/// Members that a level or a reference does not reach.
public struct UnmappedMembers: Hashable, Sendable {
  public let dimension: String
  /// Level or property.
  public let target: String
  /// Codes, in outline order.
  public let codes: [String]
}

/// A member that a formula names by a code that nobody has.
public struct UnknownMember: Hashable, Sendable {
  /// `Item`, `Item.Family`
  public let domain: String
  public let code: String
}

extension PlanEngine {
  /// Codes in formulas (`where Region = "E"`) that no member has.
  public func unknownMembers() -> [UnknownMember] {
    var result: [UnknownMember] = []
    for block in layout.model.blocks {
      guard case .textMatch(let dimension, let column, let code) = block.kind,
        column >= layout.model.dimensions[dimension].properties.count,
        !layout.space.indexes[dimension].texts[column].contains(code)
      else { continue }
      result.append(UnknownMember(domain: layout.model.label(of: block.shape.domains[0]), code: code))
    }
    return result
  }

  /// Leaf members without parent, and references that lead nowhere: their numbers miss in what is aggregated along them.
  public func unmappedMembers() -> [UnmappedMembers] {
    var result: [UnmappedMembers] = []
    for (dimension, index) in zip(layout.model.dimensions, layout.space.indexes) {
      for (level, declared) in dimension.levels.enumerated() where declared.isLowest {
        let codes = zip(index.leaves, index.parents[level]).filter { $0.1 < 0 }.map(\.0.code)
        if !codes.isEmpty {
          result.append(
            UnmappedMembers(dimension: dimension.names.id, target: declared.names.id, codes: codes))
        }
      }
      for (number, property) in dimension.properties.enumerated() {
        guard case .reference(let target) = property.kind else { continue }
        let known = layout.space.indexes[target].leafPosition
        let codes = zip(index.leaves, index.references[number])
          .filter { _, id in id.map { known[$0] == nil } ?? true }.map(\.0.code)
        if !codes.isEmpty {
          result.append(
            UnmappedMembers(dimension: dimension.names.id, target: property.names.id, codes: codes))
        }
      }
    }
    return result
  }
}
