// SPDX-License-Identifier: Apache-2.0
import Calendars
import Formulas
import Planning

/// The rows of a form, read from a plan and its budget.
struct BudgetRows {
  let plan: PlanState
  /// Narrowed to departments, by position; nil: the whole company.
  let departments: Swift.Set<Int>?
  private let approval: BudgetApproval?
  private(set) var rows: [BudgetRow] = []

  /// - Parameter approval: of the year that is looked at; its figures take the place of the budget in that year.
  init(_ form: BudgetForm, plan: PlanState, departments: Swift.Set<Int>?, approval: BudgetApproval?) throws(PlanningError) {
    self.plan = plan
    self.departments = departments
    self.approval = approval
    switch form.content {
    case .lines(let lines):
      for line in lines { try add(line) }
      freeze()
      for line in lines { settle(line) }
    case .statement(let kind): try addStatement(kind)
    }
  }

  func position(_ key: String) -> Int? { rows.firstIndex { $0.key == key } }

  private var calendar: PlanCalendar { plan.calendar }

  // MARK: Reading

  private mutating func add(_ line: BudgetLine) throws(PlanningError) {
    switch line.source {
    case .heading: if departments == nil { rows.append(row(line)) }
    case .opening(let measure):
      guard departments == nil, let declared = declared(measure) else { return }
      var row = row(line, declared)
      row.taking = .first
      let months = try exact(measure, .total)
      row.forecast = months.indices.map { $0 == 0 ? nil : months[$0 - 1].finite.map { hundredths($0) } }
      row.hasActuals = isKnown(months)
      rows.append(row)
    case .measure(let measure): try add(line, measure)
    case .total:
      if line.split != nil {
        try addDepartments(line)
      } else {
        rows.append(row(line))
      }
    case .ratio: rows.append(row(line))
    }
  }

  /// A measure over everything, and its parts, which are rounded so that they add up to it.
  private mutating func add(_ line: BudgetLine, _ measure: String) throws(PlanningError) {
    if case .department? = line.split, departments != nil { return try addDepartments(line) }
    guard departments == nil, let declared = declared(measure) else { return }
    var whole = row(line, declared)
    whole.measure = measure
    let months = try exact(measure, .total)
    whole.forecast = months.map { $0.finite.map { hundredths($0) } }
    whole.imported = try imported(measure, .total)
    whole.hasActuals = declared.axis == .month && isKnown(months)
    let place = rows.count
    rows.append(whole)
    guard let split = line.split, let part = self.declared(line.partMeasure ?? measure) else { return }
    try addParts(of: place, members(split), part, adjusts: true)
    // Budgets of departments were imported one by one: theirs is the sum.
    if part.id == "department_cost" { importSum(place) }
  }

  /// The departments of one kind, and their sum.
  private mutating func addDepartments(_ line: BudgetLine) throws(PlanningError) {
    guard let split = line.split, let measure = line.partMeasure, let part = declared(measure) else { return }
    let members = members(split)
    guard !members.isEmpty else { return }
    let place = rows.count
    var whole = row(line, part)
    if let only = members.first, members.count == 1 {
      whole.measure = measure
      whole.coordinate = only.coordinate
    }
    rows.append(whole)
    try addParts(of: place, members, part, adjusts: false)
    rows[place].forecast = sum(rows[place].parts) { $0.forecast }
    importSum(place)
    rows[place].hasActuals = rows[place].parts.contains { rows[$0.place].hasActuals }
  }

  /// The budget of a row is that of its parts, where one was imported.
  private mutating func importSum(_ place: Int) {
    let parts = rows[place].parts
    if parts.contains(where: { rows[$0.place].imported != nil }) { rows[place].imported = sum(parts) { $0.budget } }
  }

  /// What was approved takes the place of the budget, in the months of its year; what was not there then was approved with nought.
  private mutating func freeze() {
    guard let approval else { return }
    for place in rows.indices where rows[place].isOwn {
      let frozen = approval.rows[rows[place].key] ?? [:]
      var months = rows[place].budget
      for index in months.indices where calendar.month(at: index).year == approval.key.year {
        months[index] = frozen[calendar.month(at: index)] ?? (approval.rows[rows[place].key] == nil ? 0 : nil)
      }
      rows[place].approved = months
    }
    for place in rows.indices where !rows[place].parts.isEmpty { approveSum(place) }
  }

  private mutating func approveSum(_ place: Int) {
    let parts = rows[place].parts
    if parts.contains(where: { rows[$0.place].approved != nil }) { rows[place].approved = sum(parts) { $0.budget } }
  }

  private mutating func addParts(
    of place: Int, _ members: [Member], _ measure: PlanningModel.Measure, adjusts: Bool
  ) throws(PlanningError) {
    let exact = try members.map { (member) throws(PlanningError) in try self.exact(measure.id, member.coordinate) }
    var months = exact.map { $0.map { $0.finite.map { hundredths($0) } } }
    if adjusts {
      for month in rows[place].forecast.indices {
        guard let total = rows[place].forecast[month] else { continue }
        let settled = RoundedParts.settle(exact.map { month < $0.count ? $0[month] * 100 : 0 }, to: total)
        for index in members.indices where month < months[index].count { months[index][month] = settled[index] }
      }
    }
    let hasActuals = measure.axis == .month && exact.contains { isKnown($0) }
    for (index, member) in members.enumerated() {
      var row = BudgetRow(key: "\(rows[place].key)/\(member.code)", label: member.name, rank: .part)
      (row.unit, row.good, row.taking) = (rows[place].unit, rows[place].good, rows[place].taking)
      (row.measure, row.coordinate, row.isMemo) = (measure.id, member.coordinate, rows[place].isMemo)
      row.forecast = months[index]
      row.isInput = rows[place].isInput
      row.imported = try imported(measure.id, member.coordinate)
      row.hasActuals = hasActuals
      rows[place].parts.append(BudgetRow.Part(place: rows.count, sign: 1))
      rows.append(row)
    }
  }

  /// By month; a measure of days in the months that have days.
  private func exact(_ measure: String, _ coordinate: Coordinate) throws(PlanningError) -> [Double] {
    guard declared(measure)?.axis == .day else { return try plan.engine.values(measure, at: coordinate) }
    return try (0..<calendar.monthCount).map { (index) throws(PlanningError) in
      guard index >= calendar.actualCount else { return .nan }
      return try plan.engine.value(measure, at: coordinate, period: .month(calendar.month(at: index))) ?? .nan
    }
  }

  /// The imported budget of a measure; nil where none says anything of it.
  private func imported(_ measure: String, _ coordinate: Coordinate) throws(PlanningError) -> [Int64?]? {
    if measure == "department_cost" { return importedExpenses(coordinate) }
    guard BuildBudget.measures.contains(measure), let engine = plan.budgetEngine else { return nil }
    let months = try engine.values(measure, at: coordinate)
    return months.indices.map { index in
      plan.budgets.months.contains(calendar.month(at: index)) ? months[index].finite.map { hundredths($0) } : nil
    }
  }

  private func importedExpenses(_ coordinate: Coordinate) -> [Int64?]? {
    let rows = plan.budgets.expenses.filter { row in
      guard let id = coordinate["Department"] else { return true }
      return plan.members.departmentPositions[row.department].map { plan.members.departments[$0] } == id
    }
    guard !rows.isEmpty else { return nil }
    var months = [Int64?](repeating: nil, count: calendar.monthCount)
    for row in rows {
      guard let index = calendar.index(of: row.month) else { continue }
      months[index] = (months[index] ?? 0) + row.amount
    }
    return months
  }

  /// A measure that is nought in every closed month is one that no fact has filled: nothing is known of it.
  private func isKnown(_ months: [Double]) -> Bool {
    months.prefix(calendar.actualCount).contains { $0 != 0 && !$0.isNaN }
  }

  // MARK: Members

  struct Member {
    let code: String
    let name: BilingualText
    let coordinate: Coordinate
  }

  private func members(_ split: BudgetLine.Split) -> [Member] {
    let (catalogue, ids) = (plan.catalogue, plan.members)
    switch split {
    case .family:
      return zip(catalogue.families, ids.families).map { Member(code: $0.code, name: $0.name, coordinate: ["Item": $1]) }
    case .region:
      return zip(catalogue.regions, ids.regions).map { Member(code: $0.code, name: $0.name, coordinate: ["Region": $1]) }
    case .department(let kind):
      let kinds = plan.members.costKinds
      let isOne = { (index: Int) in kind == nil ? !plan.isAboveDepartments(index) : kinds[ids.departments[index]] == kind }
      return catalogue.departments.indices.filter { index in
        isOne(index) && departments?.contains(index) ?? true
      }.map {
        Member(
          code: catalogue.departments[$0].code, name: catalogue.departments[$0].name, coordinate: ["Department": ids.departments[$0]])
      }
    }
  }

  // MARK: Totals

  private mutating func settle(_ line: BudgetLine) {
    guard let place = position(line.key) else { return }
    switch line.source {
    case .total(let parts) where line.split == nil: total(place, parts)
    case .ratio(let above, let below):
      guard let a = position(above), let b = position(below) else { return }
      rows[place].ratio = (a, b)
      rows[place].unit = rows[a].unit.matches(rows[b].unit) ? .percent : rows[a].unit.over(rows[b].unit)
      rows[place].good = rows[a].good
    default: break
    }
  }

  private mutating func total(_ place: Int, _ keys: [(key: String, sign: Int64)]) {
    let parts = keys.compactMap { part in position(part.key).map { BudgetRow.Part(place: $0, sign: part.sign) } }
    guard parts.count == keys.count, let first = parts.first else { return }
    rows[place].parts = parts
    rows[place].forecast = sum(parts) { $0.forecast }
    importSum(place)
    approveSum(place)
    // What no fact has filled counts as nought in the plan's own totals as well.
    rows[place].hasActuals = parts.contains { rows[$0.place].hasActuals }
    rows[place].unit = rows[first.place].unit
    rows[place].good = rows[first.place].good
    if let measure = declared(rows[place].key), departments == nil { rows[place].measure = measure.id }
  }

  private func sum(_ parts: [BudgetRow.Part], _ months: (BudgetRow) -> [Int64?]) -> [Int64?] {
    (0..<calendar.monthCount).map { month in
      var sum: Int64 = 0
      for part in parts {
        let row = months(rows[part.place])
        guard month < row.count, let value = row[month] else { return nil }
        sum += part.sign * value
      }
      return sum
    }
  }

  /// `部门总费用 · 市场部`: a part with the line it belongs to.
  func name(_ place: Int) -> BilingualText {
    let row = rows[place]
    guard let slash = row.key.firstIndex(of: "/"), let parent = position(String(row.key[..<slash])) else { return row.label }
    let whole = rows[parent].label
    return BilingualText("\(whole.chinese) · \(row.label.chinese)", "\(whole.english) · \(row.label.english)")
  }

  // MARK: Statements

  /// One of the three statements: the lines and the sums that its own screen shows.
  private mutating func addStatement(_ kind: StatementView.Kind) throws(PlanningError) {
    let statement = BuildStatement(plan: plan, kind: kind, layout: .chinese, month: 0)
    let months = try statement.months()
    let budget = try statement.budget(months.lines)
    var inTotals: Swift.Set<String> = []
    for line in months.lines { if case .total(let parts, _) = line.source { inTotals.formUnion(parts.map(\.key)) } }
    for (index, line) in months.lines.enumerated() {
      if case .unplanned = line.source { continue }
      var row = BudgetRow(key: line.key, label: line.label, rank: line.rank)
      row.taking = kind == .balance ? .last : line.taking
      row.forecast = months.values[index]
      row.measure = statement.measure(of: line)
      row.good = row.measure.flatMap { declared($0)?.sense.shown }
      row.hasActuals = row.forecast.prefix(calendar.actualCount).contains { $0 != nil }
      if let values = budget?.values[index], !values.isEmpty { row.imported = values }
      row.isMemo = line.rank == .part && !inTotals.contains(line.key)
      rows.append(row)
    }
    freezeTotals(months.lines)
  }

  /// A total that the budget cannot speak of whole: what it says, and the forecast for the rest. One of approved lines is their sum.
  private mutating func freezeTotals(_ lines: [StatementLine]) {
    for line in lines {
      guard case .total(let keys, _) = line.source, let place = position(line.key) else { continue }
      let parts = keys.compactMap { part in position(part.key).map { BudgetRow.Part(place: $0, sign: part.sign) } }
      if parts.count == keys.count { rows[place].parts = parts }
    }
    freeze()
    // Totals that head their parts, then those of totals.
    for _ in 0..<2 {
      for place in rows.indices where !rows[place].parts.isEmpty {
        if rows[place].imported == nil { importSum(place) }
        approveSum(place)
      }
    }
  }

  // MARK: The model's words

  private func declared(_ measure: String) -> PlanningModel.Measure? {
    plan.engine.model.measure(named: measure).map { plan.engine.model.measures[$0] }
  }

  private func label(_ line: BudgetLine) -> BilingualText {
    if let label = line.label { return label }
    guard case .measure(let measure) = line.source, let declared = declared(measure) else { return BilingualText(name: line.key) }
    return BilingualText(declared.names)
  }

  private func row(_ line: BudgetLine) -> BudgetRow {
    var row = BudgetRow(key: line.key, label: label(line), rank: line.rank)
    row.isMemo = line.isMemo
    return row
  }

  private func row(_ line: BudgetLine, _ measure: PlanningModel.Measure) -> BudgetRow {
    var row = row(line)
    row.unit = measure.unit
    row.good = measure.sense.shown
    row.isInput = (measure.kind == .input || measure.edit != nil) && measure.axis == .month && measure.dimensions.contains("Department")
    switch measure.time {
    case .last, .none: row.taking = .last
    default: break
    }
    return row
  }
}
