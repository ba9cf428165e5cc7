// SPDX-License-Identifier: Apache-2.0
import Calendars

/// What a planned order becomes when it is released.
public enum OrderKind: String, Hashable, Sendable {
  /// 采购订单: a supplier delivers the item.
  case purchase
  /// 生产单: the item is made here.
  case work
  /// 委外订单: a supplier makes the item for a fee, from components that the company issues.
  case subcontract

  /// How its number begins.
  var prefix: String {
    switch self {
    case .purchase: "PO"
    case .work: "WO"
    case .subcontract: "SC"
    }
  }
}

extension Catalogue.Item {
  var orderKind: OrderKind { isSubcontracted ? .subcontract : isMade ? .work : .purchase }

  /// The measure that a supplier's price is held against: of what is subcontracted he is paid for the making alone.
  var paidStandard: String { isSubcontracted ? "conversion_cost" : "standard_cost" }
}

extension PlanState {
  /// What goes out with an order of so many units released on a day, by the bill of that day, scrap included; in the order of the bill.
  func issues(for quantity: Double, of index: Int, on day: Day) -> [OrderProposal.Issue] {
    let operation = sources.operators.compactMap { $0 as? RequirementsOperator }.first
    return (operation?.lines ?? []).compactMap { line in
      guard line.assembly == members.items[index], (line.validFrom ?? day) <= day, day <= (line.validTo ?? day),
        let component = members.itemPositions[line.component]
      else { return nil }
      let item = catalogue.items[component]
      return OrderProposal.Issue(
        item: item.code, name: item.name, unit: item.unit, quantity: quantity * line.quantityPer * (1 + line.scrapRate))
    }
  }
}
