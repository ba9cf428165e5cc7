// SPDX-License-Identifier: Apache-2.0
import Access
import HTTPTypes
import PlanningCycle
import Wire

extension Route {
  static let taxes: [Route] = [
    .reading(.get, "/api/v1/taxes", To.ViewTaxes.self, "Returns of the months to come and when which tax is paid") {
      proof, input, workspace in
      .ready(try workspace.taxView(proof).json(revision: workspace.revision))
    }
  ]
}

extension TaxView {
  fileprivate func json(revision: Int64) -> JSON {
    .object([
      .init("revision", .integer(revision)), .init("cutoff", .month(cutoff)), .init("sections", JSON(sections) { $0.json }),
      .init("payments", JSON(payments) { $0.json }),
      .init("checks", JSON(checks) { $0.json }),
    ])
  }
}

extension TaxView.Section {
  fileprivate var json: JSON {
    .object([
      .init("topic", .string(topic.rawValue)), .init("label", .text(label)),
      .init(
        "columns",
        JSON(columns) {
          .object([
            .init("key", .string($0.key)), .init("label", .text($0.label)), .init("payBy", .day($0.payBy)),
            .init("isPresumed", JSON($0.isPresumed)),
          ])
        }),
      .init("lines", JSON(lines) { $0.json }),
    ])
  }
}

extension TaxView.Line {
  fileprivate var json: JSON {
    .object([
      .init("key", .string(key)), .init("label", .text(label)), .init("rank", .string(rank.rawValue)), .init("unit", .string(unit)),
      .init(
        "figures",
        JSON(figures) { figure in
          // A percentage travels as a fraction.
          let value: JSON = unit == "%" ? .share(figure.value.map { Double($0) / 10_000 }) : .money(figure.value)
          return .object([.init("value", value), .init("cell", JSON(figure.cell))])
        }),
    ])
  }
}

extension TaxView.Payment {
  fileprivate var json: JSON {
    .object([
      .init("day", .day(day)), .init("isPresumed", JSON(isPresumed)), .init("label", .text(label)), .init("amount", .money(amount)),
      .init("certainty", .string(certainty.rawValue)), .init("cell", JSON(cell)),
    ])
  }
}
