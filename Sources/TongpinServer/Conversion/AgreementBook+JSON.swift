// SPDX-License-Identifier: Apache-2.0
import PlanningCycle
import Quantities
import Wire

extension AgreementBook {
  var json: JSON {
    .object([.init("revision", .integer(revision)), .init("agreements", JSON(lines) { $0.json })])
  }
}

extension AgreementBook.Line {
  fileprivate var json: JSON {
    .object([
      .init("number", .string(agreement.number)), .init("item", .string(agreement.item)), .init("name", .text(name)),
      .init("unit", .string(unit)), .init("supplierCode", .string(agreement.supplier)), .init("supplier", .text(supplier)),
      .init("from", .day(agreement.days.lowerBound)), .init("through", .day(agreement.days.upperBound)),
      .init("currency", .string(agreement.currency)), .init("price", .figure(price, decimals: 4)),
      .init("ordinaryPrice", JSON(ordinaryPrice?.trimmed.description)), .init("state", .string(state.rawValue)),
      .init("obstacle", JSON(agreement.obstacle?.rawValue)), .init("locked", .figure(locked, decimals: 4)),
      .init("calledOff", .figure(used + released, decimals: 4)), .init("used", .figure(used, decimals: 4)),
      .init("released", .figure(released, decimals: 4)),
      .init("planned", .figure(planned, decimals: 4)), .init("left", .figure(left, decimals: 4)), .init("spentOn", .day(spentOn)),
      .init("exceeded", .figure(exceeded, decimals: 4)), .init("unused", .figure(unused, decimals: 4)), .init("cell", .string(cell)),
    ])
  }
}
