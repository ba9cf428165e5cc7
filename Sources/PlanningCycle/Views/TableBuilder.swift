// SPDX-License-Identifier: Apache-2.0
public import Access
import Calendars
import Formulas
import Planning

/// Reads the table from the engine.
struct TableBuilder {
  let plan: PlanState
  /// The running plan, to compare a scenario with; nil when the table is the running plan's.
  let running: PlanState?
  /// English for the notes of the model.
  let notes: [String: String]
  let request: TableRequest
  let region: Int64?
  let sight: PlanSight
  let columns: [TableView.Column]
  /// Checks that fail, by id.
  private let failures: [String: CheckResult]
  /// Company totals by month of a measure, where they have been read already.
  var totals: (Int) -> [Double]? = { _ in nil }

  /// Dimensions whose members have rows of their own.
  static let rowDimensions = ["Item", "Department"]

  /// Measures that unfold down to items, not only to families.
  private static let unfolding: Swift.Set<String> = ["agreed", "units", "orders", "revenue", "shipped_units"]
  /// Rows of the table, in this order; sections as in the model text.
  static let measures: [String] = [
    "units", "orders", "agreed", "baseline", "pipeline", "override", "price", "shipments", "revenue",
    "standard_cost_of_sales", "gross_margin", "gross_margin_rate", "made_units", "purchases_month", "headcount",
    "hires", "leavers", "staff", "payroll", "expense", "department_cost", "output_vat_month", "input_vat", "vat_due", "taxes_paid",
    "collections_month", "total_revenue", "total_cost_of_sales", "total_gross_margin", "total_gross_margin_rate",
    "taxes_and_surcharges", "selling_expenses", "administrative_expenses", "research_expenses", "financial_expenses",
    "profit_before_tax", "income_tax", "net_profit", "net_margin", "capex", "cash", "receivables", "bills_receivable", "prepayments",
    "inventory", "work_in_process", "vat_awaited", "fixed_assets", "total_assets", "loans", "payables", "bills_payable",
    "customer_deposits", "rebate_payable", "wage_tax_payable", "total_liabilities", "equity", "balance_check",
  ]

  init(
    plan: PlanState, running: PlanState? = nil, notes: [String: String], request: TableRequest,
    sight: PlanSight
  ) throws {
    self.plan = plan
    self.running = running
    self.notes = notes
    self.request = request
    self.sight = sight
    if let code = request.region {
      guard let id = plan.memberID("Region", code) else { throw PlanState.notKnown(code, code) }
      guard sight.members("Region")?.contains(id) ?? true else { throw Access.outside(sight.person, code) }
      region = id
    } else {
      region = nil
    }
    columns = Self.columns(plan.calendar, request)
    failures = Dictionary(
      plan.engine.checks().filter { !$0.passes }.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
  }

  /// Items that are on offer, were ordered, or are in a deal.
  static func soldItems(_ plan: PlanState) -> Swift.Set<Int> {
    let known = Swift.Set(plan.history.rows.keys.map(\.item)).union(plan.pipeline.shares.keys.map(\.item))
    return known.union(plan.catalogue.items.indices.filter { plan.catalogue.items[$0].isSold })
  }

  func build() throws(PlanningError) -> TableView {
    var rows: [TableView.Row] = []
    let soldItems = Dictionary(grouping: Self.soldItems(plan).sorted()) { plan.catalogue.items[$0].family }
    for name in shownMeasures() {
      guard let index = plan.engine.model.measure(named: name) else { continue }
      let measure = plan.engine.model.measures[index]
      guard sight.sees(measure.id), measure.axis == .month, region == nil || measure.dimensions.contains("Region") else { continue }
      try append(measure, index, soldItems, to: &rows)
    }
    return TableView(columns: columns, rows: rows, failing: failures.keys.sorted())
  }

  /// The table as `build` gives it, by reading only the rows of an earlier one that may have moved since; nil when it has other rows.
  /// What is compared with a budget moves with no change of the plan.
  func build(from earlier: TableView, touched: TouchedRows) throws(PlanningError) -> TableView? {
    guard earlier.failing == failures.keys.sorted() else { return nil }
    var rows = earlier.rows
    for (place, row) in earlier.rows.enumerated() where mayHaveMoved(row, touched) { rows[place] = try again(row) }
    return TableView(columns: columns, rows: rows, failing: earlier.failing)
  }

  /// Those of the named rows of an earlier table that differ now; nil when the table has other rows now.
  ///
  /// - Parameter touched: nil when it is not known what moved.
  func moved(_ addresses: Swift.Set<String>, in earlier: TableView, touched: TouchedRows?) throws(PlanningError) -> [TableView.Row]? {
    guard earlier.failing == failures.keys.sorted() else { return nil }
    var moved: [TableView.Row] = []
    for row in earlier.rows where addresses.contains(row.address) {
      if let touched, !mayHaveMoved(row, touched) { continue }
      let now = try again(row)
      if now.differs(from: row) { moved.append(now) }
    }
    return moved
  }

  private func mayHaveMoved(_ row: TableView.Row, _ touched: TouchedRows) -> Bool {
    plan.engine.model.measures[row.measureIndex].kind == .assertion || touched.contains(row.measureIndex, row.member)
  }

  /// A row of an earlier table with the figures of now.
  private func again(_ row: TableView.Row) throws(PlanningError) -> TableView.Row {
    let measure = plan.engine.model.measures[row.measureIndex]
    var members = Coordinate.total
    if let member = row.member, let dimension = Self.rowDimensions.first(where: { measure.dimensions.contains($0) }) {
      members.members[dimension] = member
    }
    return try self.row(
      measure, row.measureIndex, members, parent: row.parent, level: row.level, hasChildren: row.hasChildren,
      budget: .some(row.budget))
  }

  /// The rows of the standard table, what somebody added to the model at the end of its section, and every check that fails.
  private func shownMeasures() -> [String] {
    let model = plan.engine.model
    func section(_ id: String) -> Int? { model.measure(named: id).flatMap { model.measures[$0].section } }
    var shown = Self.measures
    let failing = failures.keys.filter { !shown.contains($0) }.sorted()
    for id in plan.landing.added + failing {
      guard let index = model.measure(named: id), !model.measures[index].isHidden, model.measures[index].axis == .month,
        model.measures[index].kind != .assertion || failures[id] != nil
      else { continue }
      let place = shown.lastIndex { section($0) == model.measures[index].section } ?? shown.count - 1
      shown.insert(id, at: place + 1)
    }
    return shown
  }

  /// Where a check fails first, and by how much.
  private func failure(_ measure: PlanningModel.Measure) -> BilingualText? {
    guard let result = failures[measure.id], let first = result.failures.first else { return nil }
    let label = plan.label(measure, first.coordinate)
    let period = first.period?.label ?? BilingualText("", "")
    let value = first.value.finite.map { "\(Double(hundredths($0)) / 100)" } ?? "–"
    let unit = measure.unit.description
    return BilingualText(
      "\(result.failureCount) 处不平；第一处：\(label.chinese) \(period.chinese)，差 \(value) \(unit)",
      "\(result.failureCount) cells fail; the first: \(label.english) \(period.english), off by \(value) \(unit)")
  }

  /// Per column: false where a check fails in one of its months; nil for what is no check.
  private func checks(_ measure: PlanningModel.Measure) -> [Bool]? {
    guard measure.kind == .assertion else { return nil }
    let failed = Swift.Set((failures[measure.id]?.failures ?? []).compactMap(\.period))
    return columns.map { column in
      let months = plan.calendar.indexes(of: column.period, axis: .month).map { PlanPeriod.month(plan.calendar.month(at: $0)) }
      return !months.contains { failed.contains($0) }
    }
  }

  /// - Parameter soldItems: by code of their family.
  private func append(
    _ measure: PlanningModel.Measure, _ index: Int, _ soldItems: [String: [Int]], to rows: inout [TableView.Row]
  ) throws(PlanningError) {
    let total = try row(measure, index, [:], parent: nil, level: 0, hasChildren: hasMembers(measure))
    rows.append(total)
    if measure.dimensions.contains("Item") {
      for (position, family) in plan.catalogue.families.enumerated() {
        let items = soldItems[family.code] ?? []
        guard !items.isEmpty || measure.id == "purchases_month" || measure.id == "made_units" else { continue }
        let unfolds = Self.unfolding.contains(measure.id) || measure.kind == .input
        let entry = try row(
          measure, index, ["Item": plan.members.families[position]], parent: total.address, level: 1,
          hasChildren: unfolds && !items.isEmpty)
        rows.append(entry)
        guard unfolds else { continue }
        for item in items {
          rows.append(
            try row(measure, index, ["Item": plan.members.items[item]], parent: entry.address, level: 2, hasChildren: false))
        }
      }
    } else if measure.dimensions.contains("Department") {
      for id in plan.members.departments where sight.sees(measure.id, at: ["Department": id]) {
        rows.append(try row(measure, index, ["Department": id], parent: total.address, level: 1, hasChildren: false))
      }
    }
  }

  private func hasMembers(_ measure: PlanningModel.Measure) -> Bool {
    measure.dimensions.contains("Item") || measure.dimensions.contains("Department")
  }

  private func row(
    _ measure: PlanningModel.Measure, _ index: Int, _ members: Coordinate, parent: String?, level: Int, hasChildren: Bool,
    budget known: [Double?]?? = nil
  ) throws(PlanningError) -> TableView.Row {
    var coordinate = members
    if let region, measure.dimensions.contains("Region") { coordinate.members["Region"] = region }
    coordinate = sight.completed(measure.id, coordinate)
    let total = coordinate.members.isEmpty && sight.isEverything ? totals(index) : nil
    let figures: [Double?]?
    if let known { figures = known } else { figures = try budget(measure, coordinate) }
    // Where a check fails may be anywhere in the company.
    let isJudged = level == 0 && sight.isEverything
    let label = members.members.first.map { plan.memberName($0.key, $0.value).name } ?? BilingualText(measure.names)
    let section = measure.section.map { BilingualText(plan.engine.model.sections[$0]) } ?? BilingualText("", "")
    return TableView.Row(
      address: plan.address(measure.id, coordinate, nil).text, parent: parent, level: level, section: section,
      measure: measure.id, label: label, unit: measure.unit.description, isPercent: measure.unit.isPercent,
      good: measure.sense.shown, isEditable: isEditable(measure) && sight.isOneRow(measure.id, coordinate),
      note: measure.note.map { BilingualText($0, notes[$0] ?? $0) }, basis: measure.basis,
      hasChildren: hasChildren, values: try values(plan.engine, measure, coordinate, shift: 0, months: total),
      budget: figures, running: running(measure, coordinate),
      lastYear: request.comparesLastYear ? try values(plan.engine, measure, coordinate, shift: -12, months: total) : nil,
      checks: isJudged ? checks(measure) : nil, failure: isJudged ? failure(measure) : nil, measureIndex: index,
      member: members.members.first?.value)
  }

  /// Blank where there is no budget to compare with: other measures, periods without one.
  private func budget(_ measure: PlanningModel.Measure, _ coordinate: Coordinate) throws(PlanningError) -> [Double?]? {
    guard request.comparesBudget, let engine = plan.budgetEngine else { return nil }
    guard BuildBudget.measures.contains(measure.id) else { return columns.map { _ in nil } }
    return zip(columns, try values(engine, measure, coordinate, shift: 0)).map { column, value in
      let covered = plan.calendar.indexes(of: column.period, axis: .month).allSatisfy {
        plan.budgets.months.contains(plan.calendar.month(at: $0))
      }
      return covered ? value : nil
    }
  }

  /// The running plan's figures, by the ids of now; blank where it has none.
  private func running(_ measure: PlanningModel.Measure, _ coordinate: Coordinate) -> [Double?]? {
    guard request.comparesPlan, let running else { return nil }
    guard let index = running.engine.model.measure(named: measure.id) else { return columns.map { _ in nil } }
    let values = try? values(running.engine, running.engine.model.measures[index], coordinate, shift: 0)
    return values ?? columns.map { _ in nil }
  }

  private func isEditable(_ measure: PlanningModel.Measure) -> Bool {
    (measure.kind == .input || measure.edit != nil) && !measure.id.hasPrefix("actual_") && measure.id != "baseline"
      && measure.id != "pipeline" && mayEdit(measure)
  }

  private func mayEdit(_ measure: PlanningModel.Measure) -> Bool {
    let target = measure.edit.map { plan.engine.model.measures[$0.input].id } ?? measure.id
    return sight.allows(plan.isSalesInput(target) ? .editForecast : .editDriver)
  }

  /// Sums of money over longer periods are sums of the months as shown, so that a row foots.
  private func values(
    _ engine: PlanEngine, _ measure: PlanningModel.Measure, _ coordinate: Coordinate, shift: Int,
    months known: [Double]? = nil
  ) throws(PlanningError) -> [Double?] {
    let months: [Double]
    if let known { months = known } else { months = try sight.values(measure, at: coordinate, in: engine) }
    return try columns.map { (column) throws(PlanningError) -> Double? in
      let period = column.period.shifted(months: shift)
      let indexes = engine.calendar.indexes(of: period, axis: .month)
      guard !indexes.isEmpty else { return nil }
      if indexes.count == 1 { return months[indexes.lowerBound].finite }
      if measure.time == .sum, measure.unit.isMoney {
        let shown = indexes.reduce(Int64(0)) { $0 &+ (months[$1].finite.map { hundredths($0) } ?? 0) }
        return Double(shown) / 100
      }
      return try sight.value(measure, at: coordinate, period: period, in: engine)
    }
  }

  private static func columns(_ calendar: PlanCalendar, _ request: TableRequest) -> [TableView.Column] {
    let first = max(request.from, calendar.firstMonth)
    let last = min(request.to, calendar.lastMonth)
    guard first <= last else { return [] }
    var periods: [PlanPeriod] = []
    for month in first...last {
      let period: PlanPeriod =
        switch request.grain {
        case .month: .month(month)
        case .quarter: .quarter(year: month.year, (month.month - 1) / 3 + 1)
        case .year: .year(month.year)
        }
      if periods.last != period { periods.append(period) }
    }
    return periods.map { period in
      let lastIndex = calendar.indexes(of: period, axis: .month).upperBound - 1
      return TableView.Column(
        period: period, id: period.column, label: period.label, isActual: lastIndex < calendar.actualCount)
    }
  }
}

extension Double {
  var finite: Double? { isFinite ? self : nil }
}

extension PlanPeriod {
  func shifted(months: Int) -> PlanPeriod {
    switch self {
    case .month(let month): .month(month.adding(months: months))
    case .quarter(let year, let quarter): .quarter(year: year + months / 12, quarter)
    case .year(let year): .year(year + months / 12)
    case .day, .week: self
    }
  }
}

extension Workspace {
  /// The table for one person: their region when they see only one, cells they may edit marked.
  ///
  /// - Parameters:
  ///   - scenario: nil for the plan.
  ///   - since: the revision of the table the reader has: only rows that moved since come back, when it is still known.
  ///   - addresses: rows the reader needs first: only those of them that moved come back, without reading the others.
  /// - Throws: `CycleError.cellNotKnown`, `scenarioNotKnown`; `StoreError`.
  public func tableView(
    _ proof: Authorized<To.ViewPlan>, _ request: TableRequest, scenario: Int64? = nil, since: Int64? = nil,
    only addresses: Swift.Set<String>? = nil
  ) throws -> TableAnswer {
    // Whether this person may see the scenario is asked every time, before any table that is kept.
    let state = try state(of: scenario, proof)
    let sight = state.sight(of: proof.person)
    let key = TableCache.Key(request: request, scenario: scenario, sight: sight.key)
    if let since, let addresses, let part = try timed(.table, { try part(of: key, sight, addresses, state, since: since) }) { return part }
    let view = try tables.view(key, revision: revision) ?? timed(.table) { try tableView(key, sight, state) }
    if let since, let earlier = tables.view(key, revision: since), let moved = view.rowsThatMoved(since: earlier) {
      return TableAnswer(columns: view.columns, rows: moved, since: since)
    }
    return TableAnswer(columns: view.columns, rows: view.rows, since: nil)
  }

  /// Some rows of a table that was read before, as they are now; nil when it is not known any more or has other rows.
  private func part(
    of key: TableCache.Key, _ sight: PlanSight, _ addresses: Swift.Set<String>, _ state: PlanState, since: Int64
  ) throws -> TableAnswer? {
    guard let earlier = tables.view(key, revision: since, of: state.engine) else { return nil }
    let touched = key.scenario == nil ? tableChanges.touched(after: since, through: revision, plan) : nil
    guard let rows = try builder(key, sight, state).moved(addresses, in: earlier, touched: touched) else { return nil }
    return TableAnswer(columns: earlier.columns, rows: rows, since: since, isPart: true)
  }

  /// The plan's table is read where it moved since it was read last; a scenario's, which fewer people look at, is read whole.
  private func tableView(_ key: TableCache.Key, _ sight: PlanSight, _ state: PlanState) throws -> TableView {
    let builder = try builder(key, sight, state)
    var view: TableView?
    if key.scenario == nil, let (seen, earlier) = tables.newest(key),
      let touched = tableChanges.touched(after: seen, through: revision, plan)
    {
      view = try builder.build(from: earlier, touched: touched)
    }
    let table = try view ?? builder.build()
    tables.keep(table, key, revision: revision, of: state.engine)
    return table
  }

  private func builder(_ key: TableCache.Key, _ sight: PlanSight, _ state: PlanState) throws -> TableBuilder {
    let isPlan = key.scenario == nil
    var builder = try TableBuilder(
      plan: state, running: isPlan ? nil : plan, notes: environment.englishNotes, request: key.request, sight: sight)
    if isPlan { builder.totals = { self.board.months($0) } }
    return builder
  }
}
