// SPDX-License-Identifier: Apache-2.0

/// Nets demand through all levels of the bills of materials and writes dependent demand, planned receipts, releases and stock.
///
/// Items are planned by rising low-level code. The dependent demand of a component is summed over the lines into it
/// in the order of `BillOfMaterials.lines`; a line counts on the days it is valid for, by the day of the *release*.
///
/// - Parameters:
///   - offers: suppliers to choose among for each order; nil orders by the policy alone.
///   - policy: replenishment of the item at a position.
///   - changed: items whose demand, receipts or policy changed since the rows were last planned; nil plans everything. Rows of
///     the others must be as the last planning left them. Items below a changed one are planned again only when the
///     releases above them differ in at least one bit, so the result equals that of planning everything, bit for bit.
/// - Returns: the items that were planned, in planning order.
/// - Complexity: O(days × (items + lines)) of what is planned.
@discardableResult
public func planRequirements(
  bill: BillOfMaterials, calendar: LeadTimeCalendar, rows: RequirementsRows, changed: [Int32]? = nil,
  offers: SupplierOffers? = nil, policy: (Int) -> ItemPolicy
) -> [Int32] {
  var isDue = [Bool](repeating: changed == nil, count: bill.itemCount)
  for item in changed ?? [] { isDue[Int(item)] = true }
  var planned: [Int32] = []
  let before = UnsafeMutablePointer<Double>.allocate(capacity: max(1, calendar.dayCount))
  defer { before.deallocate() }
  for item in bill.planningOrder where isDue[Int(item)] {
    planned.append(item)
    let index = Int(item)
    let releases = rows.releases[index]
    before.update(from: releases, count: calendar.dayCount)
    sumDependentDemand(of: item, bill: bill, days: calendar.dayCount, rows: rows)
    net(rows.netting(index), policy: policy(index), calendar: calendar, offers: offers, item: index)
    guard changed != nil, !sameBits(before, releases, count: calendar.dayCount) else { continue }
    for slot in bill.firstLineOfAssembly[index]..<bill.firstLineOfAssembly[index + 1] {
      isDue[Int(bill.lines[Int(bill.linesByAssembly[Int(slot)])].component)] = true
    }
  }
  return planned
}

/// Writes the dependent demand of one component: for each line into it, the assembly's releases times what one unit needs.
public func sumDependentDemand(of item: Int32, bill: BillOfMaterials, days: Int, rows: RequirementsRows) {
  let row = rows.dependent[Int(item)]
  row.update(repeating: 0, count: days)
  bill.lines.withUnsafeBufferPointer { lines in
    for position in bill.linesInto(item) {
      let line = lines[position]
      let perUnit = line.requirementPerUnit
      let releases = rows.releases[Int(line.assembly)]
      let first = Int(max(0, line.validDays.lowerBound))
      let last = Int(min(Int32(days) - 1, line.validDays.upperBound))
      guard first <= last else { continue }
      for day in first...last { row[day] += releases[day] * perUnit }
    }
  }
}

/// Whether two rows are equal in every bit (so that a not-a-number equals itself).
private func sameBits(_ left: UnsafePointer<Double>, _ right: UnsafePointer<Double>, count: Int) -> Bool {
  for index in 0..<count where left[index].bitPattern != right[index].bitPattern { return false }
  return true
}
