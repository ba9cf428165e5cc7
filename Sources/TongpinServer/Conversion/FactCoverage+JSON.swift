// SPDX-License-Identifier: Apache-2.0
import Commerce
package import PlanningCycle
import Quantities
package import Wire

extension FactCoverage {
  /// - Parameters:
  ///   - revision: nil where no workspace is open.
  ///   - isDetailed: with every sum of a month, not only the one that speaks for the kind.
  package func json(revision: Int64?, isDetailed: Bool) -> JSON {
    .object([
      .init("revision", revision.map { .integer($0) } ?? .null), .init("today", .day(today)),
      .init("from", .month(months?.lowerBound)), .init("to", .month(months?.upperBound)), .init("monthLimit", JSON(Self.monthLimit)),
      .init(
        "states", JSON(CoverageState.allCases) { .object([.init("key", .string($0.rawValue)), .init("label", .text($0.label))]) }),
      .init("kinds", JSON(kinds) { $0.json(isDetailed: isDetailed) }),
      .init("absent", JSON(absent) { .object([.init("kind", .string($0.rawValue)), .init("label", .text($0.label))]) }),
    ])
  }
}

extension KindCoverage {
  fileprivate func json(isDetailed: Bool) -> JSON {
    .object([
      .init("kind", .string(kind.rawValue)), .init("label", .text(kind.label)), .init("rows", JSON(rows)),
      .init("firstDay", .day(firstDay)), .init("newestDay", .day(newestDay)),
      .init(
        "newestImport",
        newestImport.map { one in
          .object([
            .init("batch", .integer(one.batch)), .init("file", .string(one.fileName)), .init("at", .string(one.at)),
            .init("by", .object([.init("login", .string(one.login)), .init("name", .text(one.name))])),
          ])
        } ?? .null),
      .init("isRegular", JSON(isRegular)), .init("isRestated", JSON(isRestated)),
      .init("field", field.map { .object([.init("name", .string($0.name)), .init("label", .text($0.words))]) } ?? .null),
      .init("months", JSON(months) { $0.json(kind, sumOf: isDetailed ? nil : field?.name) }),
      .init(
        "findings",
        JSON(findings) { one in
          .object([
            .init("state", .string(one.state.rawValue)), .init("from", .month(one.months.lowerBound)),
            .init("to", .month(one.months.upperBound)), .init("words", .text(one.words)),
          ])
        }),
    ])
  }
}

extension KindCoverage.Covered {
  /// - Parameter sumOf: one field alone; nil: all.
  fileprivate func json(_ kind: FactKind, sumOf field: String?) -> JSON {
    let schema = FactSchema.of(kind)
    let sums = (facts?.sums ?? []).filter { field == nil || $0.field == field }
    return .object([
      .init("month", .month(month)), .init("state", .string(state.rawValue)), .init("rows", JSON(facts?.rows ?? 0)),
      .init("usual", .count(usual)), .init("batches", JSON(facts?.batches ?? 0)),
      .init("newestBatch", facts.map { .integer($0.newestBatch) } ?? .null), .init("firstDay", .day(facts?.firstDay)),
      .init("lastDay", .day(facts?.lastDay)),
      .init("sums", JSON(sums) { sum in sum.json(schema.fields.first { $0.name == sum.field }) }),
    ])
  }
}

extension FactMonth.Sum {
  fileprivate func json(_ field: FactField?) -> JSON {
    let total = total.map { FixedPoint(mantissa: $0, scale: field?.type.scale ?? 0).description }
    return .object([
      .init("field", .string(self.field)), .init("label", field.map { .text($0.words) } ?? .null),
      .init("unit", .string(field?.type == .amount ? "money" : "quantity")), .init("currency", .string(currency)),
      .init("rows", JSON(rows)), .init("total", total.map { .string($0) } ?? .null),
    ])
  }
}
