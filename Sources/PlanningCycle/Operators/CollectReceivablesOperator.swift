// SPDX-License-Identifier: Apache-2.0
public import Calendars
public import FinancialPlanning
public import Planning

/// `collect_receivables(billings, due, profile, step_days, bill_share, bill_days, on_order, lead_days)`: billings to collections and bills.
///
/// Results: collections at face, the bills among them, bills matured. The profile has the rows' dimension and `CollectionLag`;
/// where no share is given at all, what the region's customers agreed counts literally, and without that everything comes after 30 days.
/// What customers pay with the order 定金 comes `lead_days` bank days before the billing; for what was `on_order` when the plan began it counts as received.
public struct CollectReceivablesOperator: PlanOperator {
  public let isBankDay: @Sendable (Day) -> Bool
  private let agreed: [Int64: SettlementRule]
  private var calendar: BankCalendar?
  /// For each row what its customers agreed, if that is known.
  private var rules: [SettlementRule?] = []
  /// For each row the profile's argument rows, lags ascending.
  private var profileRows: [[Int]] = []

  /// - Parameter agreements: what customers agreed, taken together, by region.
  public init(agreements: [Int64: SettlementRule] = [:], isBankDay: @escaping @Sendable (Day) -> Bool) {
    self.isBankDay = isBankDay
    agreed = agreements
  }

  enum Argument: Int { case billings, due, profile, stepDays, billShare, billDays, onOrder, leadDays }

  public let signature = OperatorSignature(
    name: "collect_receivables",
    arguments: [
      OperatorArgument("billings", axis: .day),
      OperatorArgument("due", axis: .day, unit: .sameAs("billings"), defaultValue: 0),
      OperatorArgument("profile", rows: .dimensions(["Region", "CollectionLag"]), axis: .none),
      OperatorArgument("step_days", axis: .none, defaultValue: 30),
      OperatorArgument("bill_share", axis: .none, defaultValue: 0),
      OperatorArgument("bill_days", axis: .none, defaultValue: 0),
      OperatorArgument("on_order", axis: .day, unit: .sameAs("billings"), defaultValue: 0),
      OperatorArgument("lead_days", axis: .none, defaultValue: 0),
    ],
    results: [
      OperatorResult("collections", unit: .sameAs("billings")),
      OperatorResult("bills", unit: .sameAs("billings")),
      OperatorResult("matured", unit: .sameAs("billings")),
    ],
    axis: .day, resultDimensions: ["Region"])

  public func bound(to shape: OperatorShape) throws(PlanningError) -> any PlanOperator {
    var result = self
    result.calendar = bankCalendar(of: shape, isBankDay)
    result.profileRows = rowsOfMember(of: Argument.profile.rawValue, shape: shape)
    result.rules = shape.rowMembers.map { $0.first.flatMap { agreed[$0] } }
    return result
  }

  public func dirtyImage(of slices: [OperatorSlice], argument: Int, shape: OperatorShape)
    -> OperatorDirtyImage
  {
    // A deposit comes before what it is for.
    let asks = rules.contains { $0?.countsFromOrder == true }
    switch Argument(rawValue: argument) {
    case .billings: return asks ? wholeRows(of: slices, shape: shape) : onward(of: slices, shape: shape)
    case .due: return onward(of: slices, shape: shape)
    case .onOrder, .leadDays: return asks ? wholeRows(of: slices, shape: shape) : .slices([])
    case .profile:
      let changed = Set(slices.map(\.row))
      let rows = profileRows.indices.filter { row in profileRows[row].contains { changed.contains($0) } }
      return .slices(rows.map { OperatorSlice(row: $0, periods: 0..<shape.periodCount) })
    default: return wholeRows(of: slices, shape: shape)
    }
  }

  public func evaluate(_ frame: OperatorFrame, rows: [Int], periods: Range<Int>) {
    let calendar = self.calendar ?? bankCalendar(of: frame.shape, isBankDay)
    for row in rows {
      let shares = shares(of: row, frame)
      let policy = policy(of: row, frame)
      shares.withUnsafeBufferPointer { shares in
        guard let first = shares.baseAddress else { return }
        let rows = CollectionRows(
          billings: frame.argument(Argument.billings.rawValue, row: row),
          due: frame.argument(Argument.due.rawValue, row: row), shares: first, shareCount: shares.count,
          collections: frame.result(0, row: row), bills: frame.result(1, row: row),
          maturities: frame.result(2, row: row))
        if let rule = rule(of: row, frame) {
          let (ordered, lead) = (frame.argument(Argument.onOrder.rawValue, row: row), lead(of: row, frame))
          collect(rows, ordered: ordered, leadBankDays: lead, rule: rule, policy: policy, calendar: calendar)
        } else {
          collect(rows, policy: policy, calendar: calendar)
        }
      }
    }
  }

  /// A collection is the billings whose shares come on its day, and what was due from before.
  public func contributions(to cell: OperatorCell, frame: OperatorFrame) -> [OperatorContribution] {
    let calendar = self.calendar ?? bankCalendar(of: frame.shape, isBankDay)
    let shares = shares(of: cell.row, frame)
    let policy = policy(of: cell.row, frame)
    let rule = rule(of: cell.row, frame)
    let (ordered, lead) = (frame.argument(Argument.onOrder.rawValue, row: cell.row), lead(of: cell.row, frame))
    let last = rule?.countsFromOrder == true ? calendar.dayCount - 1 : cell.period
    func part(_ amount: Double, on position: Int) -> Double {
      let day = calendar.nextBankDay(position)
      switch cell.result {
      case 0: return day == cell.period ? amount : 0
      case 1: return day == cell.period ? amount * policy.billShare : 0
      default:
        return calendar.nextBankDay(day + policy.billDays) == cell.period ? amount * policy.billShare : 0
      }
    }
    var result: [OperatorContribution] = []
    for day in 0...last {
      let due = part(present(frame.argument(Argument.due.rawValue, row: cell.row)[day]), on: day)
      if due != 0 {
        result.append(
          OperatorContribution(argument: Argument.due.rawValue, row: cell.row, period: day, amount: due))
      }
      let billing = present(frame.argument(Argument.billings.rawValue, row: cell.row)[day])
      guard billing != 0 else { continue }
      var collected = 0.0
      if let rule {
        rule.collections(
          of: billing, ordered: present(ordered[day]), on: day, leadBankDays: lead, policy: policy, calendar: calendar
        ) { move in
          switch cell.result {
          case 0: if move.day == cell.period { collected += move.amount }
          case 1: if move.maturesOn != nil, move.day == cell.period { collected += move.amount }
          default: if move.maturesOn == cell.period { collected += move.amount }
          }
        }
      } else {
        for (step, share) in shares.enumerated() where share != 0 {
          collected += part(billing * share, on: day + step * policy.stepDays)
        }
      }
      if collected != 0 {
        result.append(
          OperatorContribution(
            argument: Argument.billings.rawValue, row: cell.row, period: day, amount: collected))
      }
    }
    return result
  }

  private func lead(of row: Int, _ frame: OperatorFrame) -> Int {
    max(0, whole(frame.argument(Argument.leadDays.rawValue, row: row)[0]))
  }

  /// What was agreed, where nobody gave a profile.
  private func rule(of row: Int, _ frame: OperatorFrame) -> SettlementRule? {
    let rows = row < profileRows.count ? profileRows[row] : []
    guard row < rules.count, !rows.contains(where: { present(frame.argument(Argument.profile.rawValue, row: $0)[0]) != 0 }) else {
      return nil
    }
    return rules[row]
  }

  /// Shares by step; nothing given means all after 30 days.
  private func shares(of row: Int, _ frame: OperatorFrame) -> [Double] {
    let rows = row < profileRows.count ? profileRows[row] : []
    let shares = rows.map { present(frame.argument(Argument.profile.rawValue, row: $0)[0]) }
    return shares.contains { $0 != 0 } ? shares : [0, 1]
  }

  private func policy(of row: Int, _ frame: OperatorFrame) -> CollectionPolicy {
    func value(_ argument: Argument) -> Double { present(frame.argument(argument.rawValue, row: row)[0]) }
    let rows = row < profileRows.count ? profileRows[row] : []
    let isGiven = rows.contains { present(frame.argument(Argument.profile.rawValue, row: $0)[0]) != 0 }
    let step = whole(value(.stepDays))
    return CollectionPolicy(
      stepDays: isGiven && step > 0 ? step : 30, billShare: value(.billShare),
      billDays: whole(value(.billDays)))
  }
}
