// SPDX-License-Identifier: Apache-2.0
import Access
import Calendars
import HTTPTypes
import PlanningCycle
import Wire

extension Route {
  static let targets: [Route] = [
    .reading(.get, "/api/v1/targets", To.ViewPlan.self, "An annual target by place and by period, beside the bottom-up plan and what came")
    {
      proof, input, workspace in
      let view = try target(proof, input, workspace)
      let revision = workspace.revision
      return .values { view.json(revision: revision) }
    }
  ]

  /// The target that a request asks for.
  static func target(_ proof: Authorized<To.ViewPlan>, _ input: RouteInput, _ workspace: Workspace) throws -> TargetView {
    let given = input.query.filter { !$0.value.isEmpty }
    return try workspace.target(
      proof, try targetMeasure(given["measure"] ?? TargetMeasure.revenue.rawValue), year: try given["year"].map { try targetYear($0) },
      span: given["span"], place: given["place"] ?? "")
  }

  static func targetMeasure(_ text: String) throws -> TargetMeasure {
    guard let measure = TargetMeasure(rawValue: text) else {
      throw notAmong("measure", TargetMeasure.allCases.map(\.rawValue).joined(separator: ", "))
    }
    return measure
  }

  private static func targetYear(_ text: String) throws -> Int {
    guard let year = Int(text) else { throw notAmong("year", "2027") }
    return year
  }

  private static func notAmong(_ name: String, _ allowed: String) -> Problem {
    Problem.request(
      "request.query-not-readable", zh: "参数 \(name) 应为 \(allowed)", en: "the parameter \(name) is one of \(allowed)",
      parameters: ["name": .string(name)])
  }
}

extension TargetView {
  fileprivate func json(revision: Int64) -> JSON {
    .object([
      .init("revision", .integer(revision)), .init("measure", .string(measure.rawValue)), .init("label", .text(measure.label)),
      .init("measures", JSON(measures) { .object([.init("key", .string($0.rawValue)), .init("label", .text($0.label))]) }),
      .init("year", JSON(year)), .init("years", JSON(years) { JSON($0) }), .init("span", .string(span)), .init("place", .string(place)),
      .init("path", JSON(path) { .object([.init("place", .string($0.place)), .init("label", .text($0.label))]) }),
      .init("cutoff", .month(cutoff)),
      .init(
        "standing",
        standing.map {
          .object([
            .init("event", .integer($0.event)), .init("by", .text($0.by)), .init("at", .integer($0.at.millisecondsSinceEpoch)),
            .init("reason", .string($0.reason)),
          ])
        } ?? .null),
      .init(
        "imported",
        imported.map {
          .object([
            .init("rows", JSON($0.rows)), .init("leftOut", JSON($0.leftOut)), .init("files", JSON($0.files) { .string($0) }),
          ])
        } ?? .null),
      .init("mayEdit", JSON(mayEdit)), .init("hasLastYear", JSON(hasLastYear)), .init("places", JSON(places) { $0.json }),
      .init("periods", JSON(periods) { $0.json }),
    ])
  }
}

extension TargetView.Row {
  fileprivate var json: JSON {
    .object([
      .init("place", .string(place)), .init("span", .string(span)), .init("label", .text(label)), .init("level", JSON(level)),
      .init("hasParts", JSON(hasParts)), .init("isLocked", JSON(isLocked)), .init("mayEdit", JSON(mayEdit)),
      .init("target", .money(target)),
      .init("plan", .money(plan)), .init("gap", .money(gap)), .init("gapRate", .share(gapRate)), .init("lastYear", .money(lastYear)),
      .init("submitted", .money(submitted)), .init("actual", .money(actual)), .init("targetToDate", .money(targetToDate)),
      .init("difference", .money(difference)), .init("differenceRate", .share(differenceRate)), .init("attainment", .share(attainment)),
      .init("closedMonths", JSON(closedMonths)), .init("openMonths", JSON(openMonths)), .init("needed", .money(needed)),
      .init("pace", .money(pace)),
    ])
  }
}
