// SPDX-License-Identifier: Apache-2.0

/// Standard cost of one item in its parts, in money per unit.
public struct StandardCost: Hashable, Sendable {
  /// What the valid bill lines put into one unit, at the components' standard cost; 0 for an item without lines.
  public let material: Double
  /// What making adds: standard cost − material, not below 0; 0 for an item without lines.
  public let conversion: Double

  public init(material: Double, conversion: Double) {
    self.material = material
    self.conversion = conversion
  }
}

/// Splits given standard costs into material and conversion, one level down, by the lines valid on `day`.
///
/// A standard cost that is below its material keeps conversion 0: the difference shows as production variance, never as negative wages.
///
/// - Parameter standardCosts: one an item, money per unit; missing (NaN) counts as 0.
/// - Returns: one an item, in the items' order.
public func rollUpCosts(bill: BillOfMaterials, standardCosts: [Double], day: Int32 = 0) -> [StandardCost] {
  precondition(standardCosts.count == bill.itemCount, "one standard cost an item")
  return (0..<bill.itemCount).map { item in
    var material = 0.0
    var hasLine = false
    for slot in bill.firstLineOfAssembly[item]..<bill.firstLineOfAssembly[item + 1] {
      let line = bill.lines[Int(bill.linesByAssembly[Int(slot)])]
      guard line.validDays.contains(day) else { continue }
      hasLine = true
      material += line.requirementPerUnit * present(standardCosts[Int(line.component)])
    }
    let standard = present(standardCosts[item])
    return StandardCost(material: material, conversion: hasLine ? max(0, standard - material) : 0)
  }
}
