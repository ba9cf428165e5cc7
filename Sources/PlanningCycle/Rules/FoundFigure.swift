// SPDX-License-Identifier: Apache-2.0
import Access
import Formulas
import Planning

/// Figures that rules know besides the measures of the model.
enum KnownFigure: String, CaseIterable {
  /// Days the stock on hand lasts at the demand of the next thirteen weeks.
  case stockCover = "stock_cover_days"
  /// What a customer has not paid though it was due, at the cutoff.
  case overdue = "customer_overdue"

  var label: BilingualText {
    switch self {
    case .stockCover: BilingualText("库存可用天数", "Days of stock")
    case .overdue: BilingualText("逾期应收", "Overdue receivables")
    }
  }

  var permission: Permission {
    switch self {
    case .stockCover: .viewSupply
    case .overdue: .viewCash
    }
  }

  /// Measures it is read from, besides facts.
  var measures: [String] {
    switch self {
    case .stockCover: ["opening_stock", "demand"]
    case .overdue: []
    }
  }
}

/// A figure of a rule as the model in force has it.
struct FoundFigure {
  enum Source {
    case measure(PlanningModel.Measure, Int)
    case known(KnownFigure)
  }

  let source: Source
  let id: String
  let label: BilingualText
  /// `元`, `%`, `件`
  let unit: String
  let isMoney: Bool
  let isPercent: Bool
  let axis: TimeAxis
  /// Dimensions of the model it has rows by, without levels.
  let dimensions: [String]
  /// Of which members each can be looked at.
  let eachOf: [RuleEach]
  /// Without a member of each dimension there is no figure: a price, a rate.
  let needsMembers: Bool
  /// Its periods may be added up.
  let addsUp: Bool

  var measure: PlanningModel.Measure? { if case .measure(let measure, _) = source { measure } else { nil } }
}

extension PlanState {
  /// A measure by name or alias, or a figure that rules know; nil for what the model in force has not.
  func ruleFigure(_ name: String) -> FoundFigure? {
    if let known = KnownFigure(rawValue: name) { return ruleFigure(known) }
    let model = engine.model
    guard let index = model.measure(named: name), model.measures[index].kind != .assertion else { return nil }
    let measure = model.measures[index]
    let dimensions = measure.dimensions.map { String($0.split(separator: ".")[0]) }
    let levels = Swift.Set(measure.dimensions)
    let hasTotal: Bool =
      switch measure.total {
      case .sum, .average, .ratio: true
      case .first, .last, .none: false
      }
    var eachOf: [RuleEach] = []
    if levels.contains("Item") { eachOf.append(.item) }
    if levels.contains("Item.Family") || (levels.contains("Item") && hasTotal) { eachOf.append(.family) }
    eachOf += [RuleEach.region, .department, .supplier].filter { levels.contains($0.rawValue) }
    return FoundFigure(
      source: .measure(measure, index), id: measure.id, label: BilingualText(measure.names), unit: measure.unit.description,
      isMoney: measure.unit.isMoney, isPercent: measure.unit.isPercent, axis: measure.axis, dimensions: dimensions, eachOf: eachOf,
      needsMembers: !hasTotal, addsUp: measure.time == .sum && !measure.unit.isRate)
  }

  private func ruleFigure(_ known: KnownFigure) -> FoundFigure? {
    guard known.measures.allSatisfy({ engine.model.measure(named: $0) != nil }) else { return nil }
    let isMoney = known == .overdue
    return FoundFigure(
      source: .known(known), id: known.rawValue, label: known.label, unit: isMoney ? "元" : "天", isMoney: isMoney, isPercent: false,
      axis: .none, dimensions: known == .stockCover ? ["Item"] : [], eachOf: known == .stockCover ? [.item] : [.customer],
      needsMembers: true, addsUp: false)
  }

  /// The rights a figure asks for.
  func permission(of figure: FoundFigure) -> Permission? {
    switch figure.source {
    case .measure(let measure, _): landing.rights.permission(measure.id)
    case .known(let known): known.permission
    }
  }

  /// Positions of the measures that a figure rests on directly: itself, and what its total divides.
  func reads(_ figure: FoundFigure) -> Swift.Set<Int> {
    let model = engine.model
    var reads: Swift.Set<Int>
    switch figure.source {
    case .measure(_, let index): reads = [index]
    case .known(let known): reads = Swift.Set(known.measures.compactMap { model.measure(named: $0) })
    }
    var open = Array(reads)
    while let next = open.popLast() {
      for case .ratio(let above, let below) in [model.measures[next].total, model.measures[next].time] {
        for part in [above, below] where reads.insert(part).inserted { open.append(part) }
      }
    }
    return reads
  }
}

extension PlanSight {
  /// Whether any of a figure is theirs to see.
  func sees(_ figure: FoundFigure) -> Bool {
    switch figure.source {
    case .measure(let measure, _): sees(measure.id)
    case .known(let known): isEverything && allows(known.permission)
    }
  }
}
