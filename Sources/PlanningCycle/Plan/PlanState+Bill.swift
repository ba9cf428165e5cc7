// SPDX-License-Identifier: Apache-2.0
import Planning
import SupplyPlanning

extension PlanState {
  /// The bills of materials that requirements are netted with, by item position; day 0 is the first day of the plan.
  ///
  /// - Throws: `SupplyError` when they run in a circle.
  func billOfMaterials() throws(SupplyError) -> BillOfMaterials {
    var positions: [Int64: Int32] = [:]
    for (index, id) in members.items.enumerated() { positions[id] = Int32(index) }
    let operation = sources.operators.compactMap { $0 as? RequirementsOperator }.first
    let lines = operation?.components(firstDay: calendar.firstDay) { positions[$0] } ?? []
    return try BillOfMaterials(itemCount: catalogue.items.count, lines: lines)
  }
}
