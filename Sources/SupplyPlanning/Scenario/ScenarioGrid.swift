// SPDX-License-Identifier: Apache-2.0

/// The rows of the standard MRP record of one item.
public enum GridRow: String, CaseIterable, Sendable {
  /// 毛需求: independent + dependent demand.
  case gross
  case independent
  case dependent
  /// 在途: released receipts, past due ones on the first day.
  case scheduled
  /// 预计库存 at the end of the day.
  case stock
  /// 净需求: what is missing without the day's planned receipt.
  case net
  /// 计划入库: planned receipts, firm ones included.
  case receipts
  /// 计划下达: planned releases, firm ones included.
  case releases

  public var chinese: String {
    switch self {
    case .gross: "毛需求"
    case .independent: "独立需求"
    case .dependent: "相关需求"
    case .scheduled: "在途"
    case .stock: "预计库存"
    case .net: "净需求"
    case .receipts: "计划入库"
    case .releases: "计划下达"
    }
  }

  public var english: String {
    switch self {
    case .gross: "Gross requirements"
    case .independent: "Independent demand"
    case .dependent: "Dependent demand"
    case .scheduled: "Scheduled receipts"
    case .stock: "Projected on hand"
    case .net: "Net requirements"
    case .receipts: "Planned receipts"
    case .releases: "Planned releases"
    }
  }
}

extension PlannedScenario {
  /// A row of an item's record, one value a day of the plan.
  public func row(_ row: GridRow, of item: Int32) -> [Double] {
    let index = Int(item)
    let days = 0..<plan.dayCount
    switch row {
    case .gross: return days.map { plan.grossRequirement(index, $0) }
    case .independent: return days.map { plan.rows.independent[index][$0] }
    case .dependent: return days.map { plan.rows.dependent[index][$0] }
    case .scheduled:
      let firm = firmReceipts(of: item)
      return days.map { plan.rows.scheduled[index][$0] - firm[$0] }
    case .stock: return days.map { plan.rows.stock[index][$0] }
    case .net:
      let safety = plan.inputs.policies[index].safetyStock
      return days.map { max(0, safety - (plan.rows.stock[index][$0] - plan.rows.receipts[index][$0])) }
    case .receipts:
      let firm = firmReceipts(of: item)
      return days.map { plan.rows.receipts[index][$0] + firm[$0] }
    case .releases: return days.map { plan.rows.releases[index][$0] }
    }
  }

  private func firmReceipts(of item: Int32) -> [Double] {
    var result = [Double](repeating: 0, count: plan.dayCount)
    for receipt in plan.inputs.receipts where receipt.item == item && receipt.kind == .firm {
      let day = plan.inputs.receiptDay(receipt)
      if day < plan.dayCount { result[day] += receipt.quantity }
    }
    return result
  }

  /// A row by buckets: flows are summed, stock is that of the last day.
  public func bucketed(_ values: [Double], _ row: GridRow) -> [Double] {
    var result = [Double](repeating: 0, count: (bucketOfDay.last ?? -1) + 1)
    for (day, bucket) in bucketOfDay.enumerated() {
      result[bucket] = row == .stock ? values[day] : result[bucket] + values[day]
    }
    return result
  }
}
