// SPDX-License-Identifier: Apache-2.0
import Formulas
import Planning

/// Finds what a figure of a view is made of among the figures of the same view: sums of the rows below, of the months in a quarter, quotients, and
/// formulas of the model whose terms all stand in the view.
///
/// A formula holds for members by themselves; for several together, or a longer period, only where it is linear in what adds up over them.
/// What is found is a candidate: whoever asks compares it with the plan's figure.
struct LiveFormulas {
  /// A row of the view, by what it shows.
  struct Key: Hashable {
    let measure: Int
    let member: Int64?
  }

  let plan: PlanState
  let columns: [ViewSheet.Column]
  let rows: [TableView.Row]
  private let positions: [Key: Int]
  /// Ids and aliases of measures.
  private let names: [String: Int]
  private let children: [String: [Int]]
  /// The view shows one region: then nothing is added up over regions.
  private let isOneRegion: Bool

  init(plan: PlanState, columns: [ViewSheet.Column], rows: [TableView.Row], isOneRegion: Bool) {
    self.plan = plan
    self.columns = columns
    self.rows = rows
    self.isOneRegion = isOneRegion
    positions = Dictionary(
      rows.enumerated().map { (Key(measure: $1.measureIndex, member: $1.member), $0) }, uniquingKeysWith: { first, _ in first })
    let measures = plan.engine.model.measures
    let aliases = measures.enumerated().flatMap { index, measure in measure.names.all.map { ($0, index) } }
    names = Dictionary(measures.enumerated().map { ($1.id, $0) } + aliases, uniquingKeysWith: { first, _ in first })
    var children: [String: [Int]] = [:]
    for (place, row) in rows.enumerated() { if let parent = row.parent { children[parent, default: []].append(place) } }
    self.children = children
  }

  func hasChildren(_ row: Int) -> Bool { children[rows[row].address] != nil }

  /// Candidates for a figure, the plainest first.
  func candidates(_ row: Int, _ column: Int) -> [SheetFormula] {
    let measure = plan.engine.model.measures[rows[row].measureIndex]
    var found: [SheetFormula] = []
    if let formula = ofMonths(measure, row, column) { found.append(formula) }
    if let below = children[rows[row].address], measure.total == .sum {
      found.append(.sum(below.map { SheetFormula.Place(row: $0, column: column) }))
    }
    if let formula = ofModel(measure, row, column) { found.append(formula) }
    return found
  }

  /// The months of a quarter or a year, where they stand before it.
  func months(before column: Int) -> Range<Int> {
    guard !columns[column].isPart, columns[column].kind == .value else { return column..<column }
    var first = column
    while first > 0, columns[first - 1].isPart { first -= 1 }
    return first..<column
  }

  private func ofMonths(_ measure: PlanningModel.Measure, _ row: Int, _ column: Int) -> SheetFormula? {
    let months = months(before: column)
    guard !months.isEmpty else { return nil }
    let places = months.map { SheetFormula.Place(row: row, column: $0) }
    switch measure.time {
    // The table adds up money as it shows it, so that a row foots.
    case .sum: return measure.unit.isMoney ? .roundedSum(places, decimals: 2) : .sum(places)
    case .last: return places.last.map { .cell($0) }
    case .first: return places.first.map { .cell($0) }
    case .average, .ratio, .none: return nil
    }
  }

  /// The formula of the model, or the quotient that stands for it where several members or months are looked at together.
  private func ofModel(_ measure: PlanningModel.Measure, _ row: Int, _ column: Int) -> SheetFormula? {
    let months = plan.calendar.indexes(of: columns[column].period, axis: .month)
    guard !months.isEmpty else { return nil }
    let place = ModelPlace(
      measure: measure, row: row, column: column, months: months, open: openDimensions(measure, rows[row]), formulas: self)
    return place.formula()
  }

  /// Dimensions that a row adds up over.
  private func openDimensions(_ measure: PlanningModel.Measure, _ row: TableView.Row) -> Swift.Set<String> {
    Swift.Set(
      measure.dimensions.filter { dimension in
        switch dimension {
        case "Item": row.member.map { plan.members.itemPositions[$0] == nil } ?? true
        case "Department": row.member == nil
        case "Region": !isOneRegion
        default: true
        }
      })
  }

  /// The column of the month before, where it stands in the view.
  func previous(_ months: Range<Int>) -> Int? {
    guard months.count == 1, months.lowerBound > 0 else { return nil }
    let before = PlanPeriod.month(plan.calendar.month(at: months.lowerBound - 1))
    return columns.indices.first { columns[$0].kind == .value && columns[$0].period == before }
  }

  func measure(named name: String) -> Int? { names[name] }

  func position(_ measure: Int, _ member: Int64?) -> Int? { positions[Key(measure: measure, member: member)] }
}
