// SPDX-License-Identifier: Apache-2.0
import PlanningCycle
import Wire

extension PurchasePlan {
  func json(revision: Int64) -> JSON {
    .object([
      .init("revision", .integer(revision)), .init("grain", .string(grain.rawValue)), .init("weeks", JSON(weeks) { .day($0) }),
      .init("total", JSON(total) { .money($0) }),
      .init("suppliers", JSON(suppliers) { $0.json }),
    ])
  }
}

extension PurchasePlan.Supplier {
  fileprivate var json: JSON {
    .object([
      .init("code", JSON(code)), .init("name", .text(name)), .init("amounts", JSON(amounts) { .money($0) }),
      .init(
        "items",
        JSON(items) { item in
          .object([
            .init("code", .string(item.code)), .init("name", .text(item.name)), .init("unit", .string(item.unit)),
            .init("cell", .string(item.cell)), .init("quantities", JSON(item.quantities) { .figure($0, decimals: 2) }),
            .init("amounts", JSON(item.amounts) { .money($0) }),
          ])
        }),
    ])
  }
}
