// SPDX-License-Identifier: Apache-2.0
import Access
import Calendars
import Commerce
import HTTPTypes
import PlanningCycle
import Wire

extension Route {
  static let restatements: [Route] = [
    .inBackground(
      .get, "/api/v1/restatements", To.ViewCompany.self, "What was corrected or came late of closed months: first known, at the close, now"
    ) { proof, input, workspace in
      let reading = workspace.restatements(proof, try restatementQuestion(input))
      return { try reading.read().json(revision: reading.revision) }
    },
    .route(.get, "/api/v1/restatements/rows", To.ViewCompany.self, "Rows of a batch beside what was known before it, page by page") {
      proof, input, workspace in
      let nature = try restatementChoice(input, "nature", ["correction", "new"])
      let page = try workspace.restatedRows(
        proof, batch: try batch(input), month: try restatementMonth(input), isCorrection: nature.map { $0 == "correction" },
        offset: Int(input.query["offset"] ?? "") ?? 0, limit: Int(input.query["limit"] ?? "") ?? 100)
      return page.json(revision: workspace.revision)
    },
    .inBackground(
      .get, "/api/v1/restatements/effect", To.ViewCompany.self,
      "What a batch did to plan, statements, cash and figures: before it and after it, on the same day"
    ) { proof, input, workspace in
      let task = try workspace.effect(proof, ofBatch: try batch(input))
      return { try task.run().json }
    },
    .reading(.get, "/api/v1/lineage", To.ViewPlan.self, "A document back to file, row, batch, time and person, with every version") {
      proof, input, workspace in
      let (lineage, revision) = (try workspace.lineage(proof, of: try input.required("document")), workspace.revision)
      return .values { lineage.json(revision: revision) }
    },
    .inBackground(
      .get, "/api/v1/lineage/effect", To.ViewCompany.self, "Every number a document touches: all that is known beside the same without it"
    ) { proof, input, workspace in
      let task = try workspace.effect(proof, ofDocument: try input.required("document"))
      return { try task.run().json }
    },
  ]

  private static func restatementQuestion(_ input: RouteInput) throws -> RestatementQuestion {
    let kind = try input.query["kind"].flatMap { $0.isEmpty ? nil : $0 }.map { text in
      guard let kind = FactKind(name: text) else {
        let known = FactKind.allCases.map(\.rawValue).joined(separator: ", ")
        throw Problem.request(
          "request.value-not-known", zh: "kind 没有 \(text)；可用：\(known)", en: "kind has no \(text); known are \(known)",
          parameters: ["name": "kind", "value": .string(text)])
      }
      return kind
    }
    return RestatementQuestion(kind: kind, month: try restatementMonth(input), login: input.query["by"].flatMap { $0.isEmpty ? nil : $0 })
  }

  private static func restatementMonth(_ input: RouteInput) throws -> Month? {
    guard let text = input.query["month"], !text.isEmpty else { return nil }
    guard let month = Month(iso: text) else {
      throw Problem.request(
        "request.query-not-readable", zh: "查询参数 month 应为 2026-10 这样的月份：\(text)",
        en: "the query parameter month is a month such as 2026-10, not \(text)",
        parameters: ["name": "month", "value": .string(text)])
    }
    return month
  }

  private static func restatementChoice(_ input: RouteInput, _ name: String, _ allowed: [String]) throws -> String? {
    guard let text = input.query[name], !text.isEmpty else { return nil }
    guard allowed.contains(text) else {
      let words = allowed.joined(separator: ", ")
      throw Problem.request(
        "request.value-not-known", zh: "\(name) 没有 \(text)；可用：\(words)", en: "\(name) has no \(text); known are \(words)",
        parameters: ["name": .string(name), "value": .string(text)])
    }
    return text
  }

  private static func batch(_ input: RouteInput) throws -> Int64 {
    let text = try input.required("batch")
    guard let batch = Int64(text), batch > 0 else {
      throw Problem.request(
        "request.query-not-readable", zh: "查询参数 batch 应为批次号：\(text)", en: "the query parameter batch is the number of a batch, not \(text)",
        parameters: ["name": "batch", "value": .string(text)])
    }
    return batch
  }
}
