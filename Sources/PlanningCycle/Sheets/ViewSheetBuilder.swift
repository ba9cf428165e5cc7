// SPDX-License-Identifier: Apache-2.0
import Formulas
import Planning

/// Makes a view that can be taken along out of the table as somebody sees it.
struct ViewSheetBuilder {
  let request: ViewSheetRequest
  let plan: PlanState
  let rows: [TableView.Row]
  let columns: [ViewSheet.Column]
  /// Per row: what the plan holds, by column, in the sheet's unit.
  private let values: [[Double?]]
  private let formulas: LiveFormulas

  /// - Parameters:
  ///   - table: the rows in sight.
  ///   - months: the same rows by month; nil where the view has its months itself, or none.
  init(_ request: ViewSheetRequest, plan: PlanState, table: TableAnswer, months: TableAnswer?, isOneRegion: Bool) {
    self.request = request
    self.plan = plan
    let kept = table.rows.filter { request.rows?.contains($0.address) ?? true }
    rows = kept
    let sources = Self.sources(request, table.columns, months?.columns ?? [], plan)
    columns = sources.map(\.column)
    let known = Dictionary((months?.rows ?? []).map { ($0.address, $0) }, uniquingKeysWith: { first, _ in first })
    let model = plan.engine.model
    values = kept.map { row in
      let scale = model.measures[row.measureIndex].unit.isMoney ? request.unit.scale : 1
      let monthly = known[row.address]
      return sources.map { source in
        let figures = source.column.isPart ? monthly?.values : Self.figures(row, source.column.kind)
        return figures.flatMap { $0[source.index] }.map { $0 / scale }
      }
    }
    formulas = LiveFormulas(plan: plan, columns: columns, rows: kept, isOneRegion: isOneRegion)
  }

  /// A column, and where its figures stand.
  private struct Source {
    let column: ViewSheet.Column
    let index: Int
  }

  private static func sources(
    _ request: ViewSheetRequest, _ columns: [TableView.Column], _ months: [TableView.Column], _ plan: PlanState
  ) -> [Source] {
    columns.enumerated().flatMap { index, column -> [Source] in
      let inside = plan.calendar.indexes(of: column.period, axis: .month)
      let parts = months.enumerated().filter { _, month in
        inside.contains(plan.calendar.indexes(of: month.period, axis: .month).lowerBound)
      }.map { Source(column: .init(period: $1.period, kind: .value, label: $1.label, isActual: $1.isActual, isPart: true), index: $0) }
      let own = ([.value] + request.beside).map { kind in
        Source(
          column: .init(period: column.period, kind: kind, label: column.label, isActual: column.isActual, isPart: false), index: index)
      }
      return parts + own
    }
  }

  private static func figures(_ row: TableView.Row, _ kind: ViewSheet.Column.Kind) -> [Double?]? {
    switch kind {
    case .value: row.values
    case .plan: row.running
    case .budget: row.budget
    case .lastYear: row.lastYear
    case .difference, .attainment: nil
    }
  }

  func build() -> [ViewSheet.Row] {
    rows.indices.map { row in
      let shown = rows[row]
      let isMoney = isMoney(row)
      return ViewSheet.Row(
        address: SheetMarks.plain(shown.address), level: shown.level, section: shown.section, label: shown.label,
        unit: (isMoney ? request.unit.prefix : "") + shown.unit, shown: self.shown(row), cells: columns.indices.map { cell(row, $0) })
    }
  }

  private func isMoney(_ row: Int) -> Bool { plan.engine.model.measures[rows[row].measureIndex].unit.isMoney }

  private func shown(_ row: Int) -> ViewSheet.Row.Shown {
    if rows[row].isPercent { return .share }
    if isMoney(row), request.unit == .yi { return .tenThousandths }
    let isWhole = values[row].allSatisfy { $0.map { abs($0 - $0.rounded()) < 1e-9 } ?? true }
    return !isMoney(row) && isWhole && !plan.engine.model.measures[rows[row].measureIndex].unit.isRate ? .whole : .hundredths
  }

  private func cell(_ row: Int, _ column: Int) -> ViewSheet.Cell {
    let value = values[row][column]
    switch columns[column].kind {
    case .difference, .attainment: return compared(row, column)
    case .value: break
    case .plan, .budget, .lastYear: return value.map { .kept($0) } ?? .blank
    }
    if let formula = live(row, column) { return .live(formula, value) }
    if isEntry(row, column) { return .entry(value) }
    return value.map { .kept($0) } ?? .blank
  }

  /// Beside the figure stands what it is compared with: the plan, the budget or last year.
  private func compared(_ row: Int, _ column: Int) -> ViewSheet.Cell {
    let period = columns[column].period
    func place(_ kind: ViewSheet.Column.Kind) -> SheetFormula.Place? {
      columns.indices.first { columns[$0].kind == kind && columns[$0].period == period && !columns[$0].isPart }.map {
        .init(row: row, column: $0)
      }
    }
    guard let own = place(.value), let other = [.plan, .budget, .lastYear].lazy.compactMap(place).first else { return .blank }
    let formula = columns[column].kind == .difference ? SheetFormula.difference(own, other) : .share(own, other)
    if columns[column].kind == .attainment, rows[row].isPercent { return .blank }
    return .live(formula, formula.evaluated(value))
  }

  private func value(_ place: SheetFormula.Place) -> Double? { values[place.row][place.column] }

  /// The first candidate that gives the plan's figure.
  private func live(_ row: Int, _ column: Int) -> SheetFormula? {
    let wanted = values[row][column]
    return formulas.candidates(row, column).lazy.compactMap { inUnit($0, row) }.first { formula in
      // A quotient by nothing shows nothing, as the plan does; any other formula would show a 0 where the plan has none.
      if wanted == nil { return formula.isQuotient && formula.evaluated(value) == nil }
      return agrees(formula.evaluated(value), wanted, row)
    }
  }

  /// A formula between figures of the plan as one between figures of the sheet, where money is counted in tens of thousands or more.
  private func inUnit(_ formula: SheetFormula, _ row: Int) -> SheetFormula? {
    if request.unit == .yuan { return formula }
    if case .roundedSum(let places, let decimals) = formula { return .roundedSum(places, decimals: decimals + request.unit.power) }
    guard let power = formula.power({ isMoney($0.row) }) else { return nil }
    let surplus = power - (isMoney(row) ? 1 : 0)
    if surplus == 0 { return formula }
    let scale = SheetFormula.number((1..<abs(surplus)).reduce(request.unit.scale) { value, _ in value * request.unit.scale })
    return .sign(surplus > 0 ? .times : .over, formula, scale)
  }

  /// Equal but for rounding: to one in a million, or to half of the last digit that is shown.
  private func agrees(_ found: Double?, _ wanted: Double?, _ row: Int) -> Bool {
    guard let found, let wanted else { return false }
    let digit = isMoney(row) ? 0.005 / request.unit.scale : rows[row].isPercent ? 5e-7 : 0.005
    return abs(found - wanted) <= max(abs(wanted) * 1e-6, digit)
  }

  /// Forecast figures that take input, where nothing in the sheet is part of them.
  private func isEntry(_ row: Int, _ column: Int) -> Bool {
    rows[row].isEditable && !columns[column].isActual && !formulas.hasChildren(row) && formulas.months(before: column).isEmpty
  }

  /// Every cell that can be typed at, with what it holds.
  func entries(_ built: [ViewSheet.Row]) -> [SheetMarks.Entry] {
    built.flatMap { row in
      zip(columns, row.cells).compactMap { column, cell in
        guard case .entry(let value) = cell else { return nil }
        return SheetMarks.Entry(row: row.address, column: column.id, text: SheetMarks.Entry.text(value))
      }
    }
  }
}
