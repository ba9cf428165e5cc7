// SPDX-License-Identifier: Apache-2.0

/// What given units of items call for, level by level, scrap included: the need as such, without stock, lots or lead times.
///
/// - Parameters:
///   - units: one an item, in the item's unit, not below 0.
///   - day: the day on which lines of the bills must be valid; 0 is the first day of the plan.
/// - Returns: one an item, the given units included.
public func explodeDemand(bill: BillOfMaterials, units: [Double], day: Int32) -> [Double] {
  precondition(units.count == bill.itemCount, "one number of units an item")
  var needed = units
  for item in bill.planningOrder.map(Int.init) where needed[item] != 0 {
    for slot in bill.firstLineOfAssembly[item]..<bill.firstLineOfAssembly[item + 1] {
      let line = bill.lines[Int(bill.linesByAssembly[Int(slot)])]
      if line.validDays.contains(day) { needed[Int(line.component)] += needed[item] * line.requirementPerUnit }
    }
  }
  return needed
}
