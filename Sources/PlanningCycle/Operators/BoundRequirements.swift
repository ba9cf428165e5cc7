// SPDX-License-Identifier: Apache-2.0
import Planning
import SupplyPlanning

/// Requirements with the bill of materials laid out by rows and the working days of the plan.
struct BoundRequirements: PlanOperator {
  let bill: BillOfMaterials
  let calendar: LeadTimeCalendar

  enum Argument: Int {
    case demand, scheduled, open, safety, lotMinimum, lotMultiple, leadTime, lotFixed, lotEconomic, lotDays, frozen, firm
  }
  enum Result: Int { case receipts, releases, stock, dependent, late }

  var signature: OperatorSignature { RequirementsOperator.signature }

  /// An item and everything that goes into it, on all days: an order due late may be released early.
  func dirtyImage(of slices: [OperatorSlice], argument: Int, shape: OperatorShape) -> OperatorDirtyImage {
    let items = bill.withDescendants(slices.map { Int32($0.row) })
    return .slices(items.sorted().map { OperatorSlice(row: Int($0), periods: 0..<shape.periodCount) })
  }

  func evaluate(_ frame: OperatorFrame, rows: [Int], periods: Range<Int>) {
    let firm = firmReleases(frame)
    defer { firm?.deallocate() }
    let planned = planRequirements(
      bill: bill, calendar: calendar, rows: self.rows(frame, firm: firm),
      changed: rows.count == bill.itemCount ? nil : rows.map { Int32($0) }
    ) { policy(of: $0, frame) }
    for item in planned { markLate(Int(item), frame) }
  }

  /// How the item of a row is replenished.
  func policy(of row: Int, _ frame: OperatorFrame) -> ItemPolicy {
    func value(_ argument: Argument) -> Double { present(frame.argument(argument.rawValue, row: row)[0]) }
    return ItemPolicy(
      openingStock: value(.open), safetyStock: value(.safety),
      lotSize: LotSize(minimum: value(.lotMinimum), multiple: value(.lotMultiple), rule: rule(of: row, frame).rule),
      leadTimeWorkingDays: Int32(clamping: whole(value(.leadTime))), frozenDays: Int32(clamping: whole(value(.frozen))))
  }

  /// How much is ordered at once, with the argument that says so.
  func rule(of row: Int, _ frame: OperatorFrame) -> (rule: LotSize.Rule, argument: Argument?) {
    func value(_ argument: Argument) -> Double { present(frame.argument(argument.rawValue, row: row)[0]) }
    return BoundRequirements.rule(fixed: value(.lotFixed), economic: value(.lotEconomic), days: value(.lotDays))
  }

  /// A fixed lot where there is one, else an economic one, else one for some days, else what is missing.
  static func rule(fixed: Double, economic: Double, days: Double) -> (rule: LotSize.Rule, argument: Argument?) {
    if fixed > 0 { return (.fixed(fixed), .lotFixed) }
    if economic > 0 { return (.economic(economic), .lotEconomic) }
    return whole(days) > 1 ? (.period(days: Int32(clamping: whole(days))), .lotDays) : (.asNeeded, nil)
  }

  /// What firm orders release, by day, one row an item; nil where nobody has firmed any. The caller gives the memory back.
  private func firmReleases(_ frame: OperatorFrame) -> UnsafeMutablePointer<Double>? {
    let days = calendar.dayCount
    var memory: UnsafeMutablePointer<Double>?
    for row in 0..<bill.itemCount {
      let firm = frame.argument(Argument.firm.rawValue, row: row)
      for due in 0..<days where firm[due] > 0 {
        if memory == nil {
          memory = .allocate(capacity: max(1, bill.itemCount * days))
          memory?.initialize(repeating: 0, count: max(1, bill.itemCount * days))
        }
        let lead = policy(of: row, frame).leadTimeWorkingDays
        memory?[row * days + Int(calendar.release(due: due, leadTime: lead).day)] += firm[due]
      }
    }
    return memory
  }

  func rows(_ frame: OperatorFrame, firm: UnsafeMutablePointer<Double>? = nil) -> RequirementsRows {
    func read(_ argument: Argument) -> ReadRows {
      let base = frame.argument(argument.rawValue, row: 0)
      return ReadRows(base: base, stride: frame.argument(argument.rawValue, row: 1) - base)
    }
    func write(_ result: Result) -> WriteRows {
      let base = frame.result(result.rawValue, row: 0)
      return WriteRows(base: base, stride: frame.result(result.rawValue, row: 1) - base)
    }
    return RequirementsRows(
      independent: read(.demand), scheduled: read(.scheduled), dependent: write(.dependent),
      receipts: write(.receipts), releases: write(.releases), stock: write(.stock),
      firmReleases: firm.map { ReadRows(base: UnsafePointer($0), stride: calendar.dayCount) })
  }

  private func markLate(_ row: Int, _ frame: OperatorFrame) {
    let receipts = frame.result(Result.receipts.rawValue, row: row)
    let late = frame.result(Result.late.rawValue, row: row)
    let earliest = Int(calendar.earliestReceipt(leadTime: policy(of: row, frame).leadTimeWorkingDays))
    for day in 0..<calendar.dayCount { late[day] = day < earliest ? receipts[day] : 0 }
  }
}
