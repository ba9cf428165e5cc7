// SPDX-License-Identifier: Apache-2.0
import Access
import HTTPTypes
import PlanningCycle
import Wire

extension Route {
  static let explain: [Route] = [
    .reading(.get, "/api/v1/explain", To.ViewPlan.self, "Why a number is what it is") { proof, input, workspace in
      .ready(try workspace.explain(proof, cell: try input.required("cell")).json)
    },
    .reading(.get, "/api/v1/explain-change", To.ViewPlan.self, "Why a number changed since a revision, or from a period") {
      proof, input, workspace in
      let cell = try input.required("cell")
      if let earlier = input.query["from"] { return .ready(try workspace.explainChange(proof, cell: cell, from: earlier).json) }
      if let scenario = try scenario(of: input) {
        return .ready(try workspace.explainChange(proof, cell: cell, inScenario: scenario).json)
      }
      let after = Int64(try input.required("after")) ?? workspace.revision
      return .ready(try workspace.explainChange(proof, cell: cell, after: after).json)
    },
  ]
}

extension ExplainView {
  var json: JSON {
    let decimals = unit == "%" ? 6 : 2
    return .object([
      .init("cell", .string(cell)), .init("label", .text(label)),
      .init("period", period.map { .object([.init("id", .null), .init("label", .text($0))]) } ?? .null),
      .init("unit", .string(unit)), .init("value", .figure(value, decimals: decimals)),
      .init("before", .figure(before, decimals: decimals)),
      .init("formula", formula.map { .text($0) } ?? .null), .init("words", .text(words)),
      .init("parts", JSON(parts) { $0.json }), .init("source", source?.json ?? .null),
    ])
  }
}

extension ExplainView.Part {
  fileprivate var json: JSON {
    let decimals = unit == "%" ? 6 : 2
    return .object([
      .init("cell", JSON(cell)), .init("label", .text(label)), .init("period", period.map { .text($0) } ?? .null),
      .init("unit", .string(unit)), .init("value", .figure(value, decimals: decimals)),
      .init("before", .figure(before, decimals: decimals)), .init("contribution", .figure(contribution)),
      .init("hasParts", JSON(hasParts)),
    ])
  }
}

extension ExplainView.Source {
  fileprivate var json: JSON {
    .object([
      .init("kind", .string(kind)), .init("words", .text(words)), .init("file", JSON(file)),
      .init("line", line.map { JSON($0) } ?? .null), .init("recordedAt", JSON(recordedAt)), .init("by", JSON(by)),
      .init("documents", JSON(documents) { $0.json }), .init("batch", batch.map { .integer($0) } ?? .null),
    ])
  }
}
