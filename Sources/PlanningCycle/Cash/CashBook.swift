// SPDX-License-Identifier: Apache-2.0
import Calendars
import FinancialPlanning
import Formulas
import Planning

/// The cash plan of one state of the plan in 分: by day and line, by entry, by account; every day's entries are what its balance moves by.
struct CashBook {
  let plan: PlanState
  let facts: CashFacts
  /// The day the plan is seen from.
  let today: Day
  /// At the end of the cutoff month.
  let opening: Int64
  /// At the end of each day.
  let balance: [Int64]
  /// By day.
  let transfers: [OwnTransfer]
  /// Line × day, positive in the line's own direction.
  let amounts: [[Int64]]

  /// Figures are those of each day rounded once; what the parts of a day then miss of its balance goes to the other receipts and payments.
  ///
  /// - Throws: `PlanningError` when the model has no cash plan by day.
  init(_ plan: PlanState, _ facts: CashFacts, today: Day, transfers: [OwnTransfer] = []) throws(PlanningError) {
    self.plan = plan
    self.facts = facts
    self.today = today
    self.transfers = transfers
    let engine = plan.engine
    let balance = try engine.values("cash_balance", at: .total).map { hundredths($0) }
    let opening = hundredths((try engine.value("actual_cash", at: .total, period: .month(plan.cutoff))) ?? 0)
    var amounts: [[Int64]] = []
    for line in Workspace.cashLines {
      // A model may know fewer kinds of money: a trader pays for no conversion.
      let values = engine.model.measure(named: line.name) == nil ? [] : try engine.values(line.name, at: .total)
      amounts.append(values.count == balance.count ? values.map { hundredths($0) } : balance.map { _ in 0 })
    }
    let other = Workspace.cashLines.count - 2
    for day in balance.indices {
      let before = day == 0 ? opening : balance[day - 1]
      let sum = zip(amounts, Workspace.cashLines).reduce(Int64(0)) { $0 + $1.0[day] * Int64($1.1.sign) }
      amounts[other][day] += balance[day] - before - sum
    }
    self.balance = balance
    self.opening = opening
    self.amounts = amounts
  }

  var days: PlanDays { PlanDays(first: plan.calendar.firstDay, count: balance.count) }
  var bankDays: WorkingDays { .china }
  var bankCalendar: BankCalendar {
    BankCalendar(firstDay: days.first, isBankDay: (0..<days.count).map { bankDays.isWorkday(days.first.adding(days: $0)) })
  }

  func total(_ line: String) -> [Int64] {
    Workspace.cashLines.firstIndex { $0.name == line }.map { amounts[$0] } ?? []
  }

  func list(_ line: String) -> CashEntryList {
    let sign = Workspace.cashLines.first { $0.name == line }?.sign ?? 1
    return CashEntryList(line: line, sign: Int64(sign), calendar: days, today: today, account: facts.routing.account(line))
  }

  /// An input of the standard model in the model in force, by day, month or once; empty when that has none.
  func input(_ name: String, at coordinate: Coordinate = .total) -> [Double] {
    guard let id = plan.landing.id(name) else { return [] }
    return (try? plan.engine.values(id, at: coordinate)) ?? []
  }

  /// A measure of the standard model; empty when the model in force has none.
  func measure(_ name: String, at coordinate: Coordinate = .total) -> [Double] {
    (try? plan.engine.values(name, at: coordinate)) ?? []
  }

  /// What is one number for a member; nil when it is empty.
  func single(_ name: String, at coordinate: Coordinate = .total) -> Double? {
    guard let id = plan.landing.id(name) else { return nil }
    return (try? plan.engine.value(id, at: coordinate, period: nil)) ?? nil
  }

  /// Every entry of the plan, by day, then in the order of the lines.
  func entries() -> [CashEntry] {
    let lines =
      receiptEntries() + supplierEntries() + depositEntries() + staffEntries() + taxEntries() + financingEntries() + interestEntries()
      + otherEntries()
      + transferEntries()
    let order = Dictionary(uniqueKeysWithValues: Workspace.cashLines.enumerated().map { ($1.name, $0) })
    return lines.enumerated().sorted { left, right in
      (left.element.day, order[left.element.line] ?? 0, left.offset) < (right.element.day, order[right.element.line] ?? 0, right.offset)
    }.map(\.element)
  }

  func name(ofCustomer code: String) -> BilingualText { plan.catalogue.customers[code]?.name ?? BilingualText(name: code) }
  func name(ofSupplier code: String) -> BilingualText { plan.catalogue.suppliers[code]?.name ?? BilingualText(name: code) }

  /// Bills name their parties in words: the customer or supplier of that name is called what it is called elsewhere.
  func name(ofParty name: String) -> BilingualText { facts.parties[name] ?? BilingualText(name: name) }
}
