// SPDX-License-Identifier: Apache-2.0
import Access
import Calendars
import Formulas
import Planning

/// The totals of every visible measure by month, as shown: compared before and after a change, they are what moved. Of the company, or of
/// the rows that one person sees.
struct TotalsBoard {
  private struct Line {
    let measure: Int
    let id: String
    let permission: Permission?
    /// The cell of the table it stands in, without its month.
    let address: CellAddress
    /// As the engine has them, by month.
    var months: [Double]
    /// As shown.
    var values: [Int64] { months.map { $0.isFinite ? hundredths($0) : 0 } }
  }

  private var lines: [Line] = []
  /// Position in `lines` by measure.
  private let places: [Int: Int]
  /// Whose totals; nil: the company's.
  private let sight: PlanSight?

  /// - Parameter sight: of somebody who is narrowed; nil for the company.
  init(_ plan: PlanState, _ sight: PlanSight? = nil) {
    self.sight = sight
    let measures = plan.engine.model.measures
    lines = measures.indices.filter { Self.isShown(measures[$0]) && (sight?.sees(measures[$0].id) ?? true) }.map { index in
      let id = measures[index].id
      return Line(
        measure: index, id: id, permission: plan.landing.rights.permission(id),
        address: plan.address(id, sight?.completed(id, .total) ?? .total, nil), months: Self.months(index, plan.engine, sight))
    }
    places = Dictionary(lines.enumerated().map { ($1.measure, $0) }, uniquingKeysWith: { first, _ in first })
  }

  /// The total of a measure by month; nil where the board has none.
  func months(_ measure: Int) -> [Double]? { places[measure].map { lines[$0].months } }

  /// Month measures that people see, as sums or balances; ratios and prices follow from them.
  private static func isShown(_ measure: PlanningModel.Measure) -> Bool {
    guard measure.axis == .month, !measure.isHidden, measure.kind != .assertion else { return false }
    if case .sum = measure.total, !measure.unit.isRate, !measure.unit.isPercent { return true }
    return false
  }

  private static func months(_ measure: Int, _ engine: PlanEngine, _ sight: PlanSight?) -> [Double] {
    if let sight { return (try? sight.values(engine.model.measures[measure], at: .total, in: engine)) ?? [] }
    return (try? engine.values(engine.model.measures[measure].id, at: .total)) ?? []
  }

  /// Reads the changed measures again and says what moved: money first, the largest change first.
  mutating func update(_ engine: PlanEngine, changed: [Int]) -> [MovedFigure] {
    let changed = Swift.Set(changed)
    var moved: [MovedFigure] = []
    for index in lines.indices where changed.contains(lines[index].measure) {
      let old = lines[index].values
      lines[index].months = Self.months(lines[index].measure, engine, sight)
      moved += Self.moved(lines[index], engine.model.measures[lines[index].measure], old, engine.calendar)
    }
    return Self.sorted(moved)
  }

  /// What moved in the totals of measures that this board and the one of a former model both have.
  ///
  /// - Parameter renames: former id → id now.
  func moved(since former: TotalsBoard, renames: [String: String], _ engine: PlanEngine) -> [MovedFigure] {
    let old = Dictionary(
      former.lines.map { (renames[$0.id] ?? $0.id, $0.values) }, uniquingKeysWith: { first, _ in first })
    return Self.sorted(
      lines.flatMap { line in
        old[line.id].map { Self.moved(line, engine.model.measures[line.measure], $0, engine.calendar) } ?? []
      })
  }

  private static func moved(
    _ line: Line, _ measure: PlanningModel.Measure, _ old: [Int64], _ calendar: PlanCalendar
  ) -> [MovedFigure] {
    zip(old, line.values).enumerated().filter { $0.element.0 != $0.element.1 }.map { period, values in
      MovedFigure(
        cell: line.address.with(column: calendar.month(at: period).description).text,
        label: BilingualText(measure.names), month: calendar.month(at: period), unit: measure.unit.description,
        old: values.0, new: values.1, good: measure.sense.shown, isMoney: measure.unit.isMoney, permission: line.permission)
    }
  }

  private static func sorted(_ moved: [MovedFigure]) -> [MovedFigure] {
    moved.sorted { left, right in
      if left.isMoney != right.isMoney { return left.isMoney }
      if left.change.magnitude != right.change.magnitude { return left.change.magnitude > right.change.magnitude }
      return (left.month, left.cell) < (right.month, right.cell)
    }
  }
}

extension BilingualText {
  init(_ names: Names) {
    self.init(names.chinese ?? names.english ?? names.id, names.english ?? names.chinese ?? names.id)
  }
}

extension PlanningModel.Sense {
  /// As on the wire: nil for neutral.
  var shown: String? { self == .neutral ? nil : rawValue }
}
