// SPDX-License-Identifier: Apache-2.0
public import Calendars
public import FinancialPlanning
public import Planning
import Synchronization

/// `settle_payables(documents, cutoff_day, months, days, pay_day, bill_share, bill_days, lead_time, on_order, tax_rate)`: documents to settlement and cash days.
///
/// Results: paid by transfer, settled by a bill, bills paid at maturity. Terms are numbers a row; where none is given, what the row's partner agreed in words
/// counts literally; where there are no words either, 30 days. A number that somebody types so takes the place of the words. `on_order` × (1 + `tax_rate`) of the
/// documents was on order when the plan began: an advance for it counts as paid.
public struct SettlePayablesOperator: PlanOperator {
  public let isBankDay: @Sendable (Day) -> Bool
  private let agreed: [Int64: SettlementRule]
  private var calendar: BankCalendar?
  private var known = KnownSettlements()
  /// For each row what was agreed in words, if anything.
  private var rules: [SettlementRule?] = []

  /// - Parameter agreements: what was agreed in words, by the member of a row's first dimension.
  public init(agreements: [Int64: PaymentAgreement] = [:], isBankDay: @escaping @Sendable (Day) -> Bool) {
    self.isBankDay = isBankDay
    agreed = agreements.mapValues { SettlementRule($0) }
  }

  enum Argument: Int { case documents, cutOffDay, months, days, payDay, billShare, billDays, leadTime, onOrder, taxRate }

  public let signature = OperatorSignature(
    name: "settle_payables", arguments: SettlePayablesOperator.arguments(.rows),
    results: [
      OperatorResult("transfers", unit: .sameAs("documents")),
      OperatorResult("bills", unit: .sameAs("documents")),
      OperatorResult("bills_paid", unit: .sameAs("documents")),
    ],
    axis: .day)

  /// In the order of ``Argument``.
  static func arguments(_ rows: OperatorRows) -> [OperatorArgument] {
    [
      OperatorArgument("documents", rows: rows, axis: .day),
      OperatorArgument("cutoff_day", rows: rows, axis: .none, defaultValue: 0),
      OperatorArgument("months", rows: rows, axis: .none, defaultValue: 0),
      OperatorArgument("days", rows: rows, axis: .none, defaultValue: 30),
      OperatorArgument("pay_day", rows: rows, axis: .none, defaultValue: 0),
      OperatorArgument("bill_share", rows: rows, axis: .none, defaultValue: 0),
      OperatorArgument("bill_days", rows: rows, axis: .none, defaultValue: 0),
      OperatorArgument("lead_time", rows: rows, axis: .none, defaultValue: 0),
      OperatorArgument("on_order", rows: rows, axis: .day, defaultValue: 0),
      OperatorArgument("tax_rate", rows: rows, axis: .none, defaultValue: 0),
    ]
  }

  public func bound(to shape: OperatorShape) throws(PlanningError) -> any PlanOperator {
    var result = self
    result.known = KnownSettlements()
    result.calendar = bankCalendar(of: shape, isBankDay)
    result.rules = shape.rowMembers.map { $0.first.flatMap { agreed[$0] } }
    return result
  }

  public func dirtyImage(of slices: [OperatorSlice], argument: Int, shape: OperatorShape)
    -> OperatorDirtyImage
  {
    // A payment comes after its document; an advance comes before it.
    guard !rules.contains(where: { $0?.countsFromOrder == true }) else { return wholeRows(of: slices, shape: shape) }
    switch Argument(rawValue: argument) {
    case .documents: return onward(of: slices, shape: shape)
    case .onOrder, .taxRate: return .slices([])
    default: return wholeRows(of: slices, shape: shape)
    }
  }

  public func evaluate(_ frame: OperatorFrame, rows: [Int], periods: Range<Int>) {
    let calendar = self.calendar ?? bankCalendar(of: frame.shape, isBankDay)
    for row in rows {
      let settlement = SettlementRows(
        documents: frame.argument(Argument.documents.rawValue, row: row), ordered: frame.argument(Argument.onOrder.rawValue, row: row),
        orderedFactor: Self.orderedFactor(of: row, frame), transfers: frame.result(0, row: row), billsIssued: frame.result(1, row: row),
        billsPaid: frame.result(2, row: row))
      if let agreed = agreedRule(of: row, frame) {
        settle(settlement, rule: agreed, leadBankDays: Self.lead(of: row, frame), calendar: calendar)
      } else {
        settle(settlement, on: known.days(of: terms(of: row, frame), calendar))
      }
    }
  }

  /// A payment is the documents that fall due on its day.
  public func contributions(to cell: OperatorCell, frame: OperatorFrame) -> [OperatorContribution] {
    let calendar = self.calendar ?? bankCalendar(of: frame.shape, isBankDay)
    let rule = agreedRule(of: cell.row, frame) ?? SettlementRule(terms(of: cell.row, frame))
    let (lead, factor) = (Self.lead(of: cell.row, frame), Self.orderedFactor(of: cell.row, frame))
    let documents = frame.argument(Argument.documents.rawValue, row: cell.row)
    let ordered = frame.argument(Argument.onOrder.rawValue, row: cell.row)
    // An advance is paid before the document it is for.
    return (0..<calendar.dayCount).compactMap { day in
      let amount = present(documents[day])
      guard amount != 0 else { return nil }
      var part = 0.0
      rule.moves(of: amount, ordered: present(ordered[day]) * factor, on: day, leadBankDays: lead, calendar: calendar) { move in
        switch cell.result {
        case 0: if move.maturesOn == nil, move.day == cell.period { part += move.amount }
        case 1: if move.maturesOn != nil, move.day == cell.period { part += move.amount }
        default: if move.maturesOn == cell.period { part += move.amount }
        }
      }
      guard part != 0 else { return nil }
      return OperatorContribution(argument: Argument.documents.rawValue, row: cell.row, period: day, amount: part)
    }
  }

  static func lead(of row: Int, _ frame: OperatorFrame) -> Int {
    max(0, whole(frame.argument(Argument.leadTime.rawValue, row: row)[0]))
  }

  static func orderedFactor(of row: Int, _ frame: OperatorFrame) -> Double {
    1 + present(frame.argument(Argument.taxRate.rawValue, row: row)[0])
  }

  /// A number that somebody typed stands, or came with the supplier's master data.
  static func isTyped(_ row: Int, _ frame: OperatorFrame) -> Bool {
    func value(_ argument: Argument) -> Double { frame.argument(argument.rawValue, row: row)[0] }
    return !value(.days).isNaN
      || [.cutOffDay, .months, .payDay, .billShare].contains { (argument: Argument) in present(value(argument)) != 0 }
  }

  /// What was agreed in words, where no number stands.
  private func agreedRule(of row: Int, _ frame: OperatorFrame) -> SettlementRule? {
    guard row < rules.count, let agreed = rules[row] else { return nil }
    return Self.isTyped(row, frame) ? nil : agreed
  }

  private func terms(of row: Int, _ frame: OperatorFrame) -> PaymentTerms {
    func value(_ argument: Argument) -> Double { frame.argument(argument.rawValue, row: row)[0] }
    return PaymentTerms(
      cutOffDay: whole(value(.cutOffDay)), months: whole(value(.months)), days: whole(value(.days), else: 30),
      payDay: whole(value(.payDay)), billShare: present(value(.billShare)), billDays: whole(value(.billDays)))
  }
}

/// The settlement days of terms that came before: rows by the thousand have the same few.
private final class KnownSettlements: Sendable {
  private static let limit = 1_000
  private let days = Mutex<[PaymentTerms: SettlementDays]>([:])

  func days(of terms: PaymentTerms, _ calendar: BankCalendar) -> SettlementDays {
    days.withLock { known in
      if let found = known[terms] { return found }
      let found = SettlementDays(terms: terms, calendar: calendar)
      if known.count >= KnownSettlements.limit { known.removeAll() }
      known[terms] = found
      return found
    }
  }
}

/// The bank days of a plan.
func bankCalendar(of shape: OperatorShape, _ isBankDay: (Day) -> Bool) -> BankCalendar {
  let first = shape.calendar.firstDay
  return BankCalendar(
    firstDay: first, isBankDay: (0..<shape.calendar.dayCount).map { isBankDay(first.adding(days: $0)) })
}
