// SPDX-License-Identifier: Apache-2.0
import Access
import HTTPTypes
import Planning
package import PlanningCycle
package import Wire

extension Route {
  static let probability: [Route] = [
    .inBackground(
      .get, "/api/v1/probability", To.ViewCash.self, "Bands of revenue, purchases and cash over 26 weeks, from joint paths"
    ) { proof, input, workspace in
      let scenario = try input.query["scenario"].map { text in
        guard let id = Int64(text) else { throw unreadable("scenario", text) }
        return id
      }
      let task = try workspace.pathTask(proof, try options(input), scenario: scenario)
      // One thread: the other cores stay with whoever edits.
      return { try task.run(work: SerialWork()).json }
    }
  ]

  private static func options(_ input: RouteInput) throws -> PathOptions {
    var options = PathOptions()
    if let text = input.query["paths"] {
      guard let paths = Int(text), PathOptions.pathCounts.contains(paths) else { throw unreadable("paths", text) }
      options.paths = paths
    }
    if let text = input.query["seed"] {
      guard let seed = UInt64(text) else { throw unreadable("seed", text) }
      options.seed = seed
    }
    return options
  }

  private static func unreadable(_ name: String, _ text: String) -> Problem {
    .request(
      "request.query-not-readable", zh: "查询参数 \(name) 不能是 \(text)", en: "the query parameter \(name) cannot be \(text)",
      parameters: ["name": .string(name)])
  }
}

extension ProbabilityView {
  /// As the HTTP contract and the command line write it.
  package var json: JSON {
    .object([
      .init("revision", .integer(revision)), .init("paths", JSON(paths)), .init("seed", .string(String(seed))),
      .init("planningDay", .day(planningDay)), .init("minimum", .money(minimum)), .init("underWithin", .share(underWithin)),
      .init("planGoesUnder", JSON(planGoesUnder)), .init("reductionGap", .money(reductionGap)),
      .init("weeks", JSON(weeks) { $0.json }), .init("months", JSON(months) { $0.json }),
      .init("targets", JSON(targets) { $0.json }), .init("knowledge", JSON(knowledge) { $0.json }),
    ])
  }
}

extension ProbabilityView.Period {
  fileprivate var json: JSON {
    .object([
      .init("id", .string(id)), .init("label", .text(label)), .init("cash", cash.json), .init("revenue", revenue.json),
      .init("purchases", purchases.json), .init("under", .share(under)), .init("underSoFar", .share(underSoFar)),
    ])
  }
}

extension ProbabilityView.Band {
  fileprivate var json: JSON {
    .object([
      .init("plan", .money(plan)), .init("mean", .money(mean)), .init("p10", .money(p10)), .init("p50", .money(p50)),
      .init("p90", .money(p90)),
    ])
  }
}

extension ProbabilityView.Target {
  fileprivate var json: JSON {
    .object([
      .init("key", .string(key.rawValue)), .init("label", .text(key.label)), .init("band", band.json),
      .init(
        "drivers",
        JSON(drivers) { driver in
          .object([
            .init("source", .string(driver.source.rawValue)), .init("label", .text(driver.source.label)),
            .init("share", .share(driver.share)), .init("shift", .money(driver.shift)), .init("low", .money(driver.low)),
            .init("high", .money(driver.high)),
          ])
        }),
    ])
  }
}

extension ProbabilityView.Knowledge {
  fileprivate var json: JSON {
    .object([
      .init("source", .string(source.rawValue)), .init("label", .text(source.label)), .init("isLearnt", JSON(isLearnt)),
      .init("words", .text(words)),
    ])
  }
}
