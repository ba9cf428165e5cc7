// SPDX-License-Identifier: Apache-2.0
import Access
import HTTPTypes
import PlanningCycle
import Wire

extension Route {
  static let scorecard: [Route] = [
    .reading(
      .get, "/api/v1/scorecard", To.ViewPlan.self,
      "How well and how timely regions and people forecast, and what they added to the baseline"
    ) { proof, _, workspace in
      let card = try workspace.scorecard(proof)
      let revision = workspace.revision
      return .values { card.json(revision: revision) }
    }
  ]
}

extension Scorecard {
  fileprivate func json(revision: Int64) -> JSON {
    .object([
      .init("revision", .integer(revision)), .init("months", JSON(months) { .month($0) }), .init("rows", JSON(rows) { $0.json }),
      .init("overrides", JSON(overrides) { $0.json }),
    ])
  }
}

extension Scorecard.Row {
  fileprivate var json: JSON {
    .object([
      .init("key", .string(key)), .init("label", .text(label)), .init("sales", sales.json), .init("finance", finance?.json ?? .null),
      .init("baseline", baseline.json), .init("compared", compared.json), .init("valueAdded", .share(valueAdded)),
      .init(
        "submissions",
        .object([
          .init("onTime", JSON(submissions.onTime)), .init("late", JSON(submissions.late)), .init("missing", JSON(submissions.missing)),
          .init("rate", .share(submissions.rate)),
        ])),
    ])
  }
}

extension OverrideScore {
  fileprivate var json: JSON {
    .object([
      .init("key", .string(key)), .init("label", .text(label)), .init("cells", JSON(cells)), .init("better", JSON(better)),
      .init("baseline", baseline.json), .init("agreed", agreed.json), .init("valueAdded", .share(valueAdded)),
    ])
  }
}

extension Scorecard.Score {
  fileprivate var json: JSON {
    .object([
      .init("error", .money(error)), .init("difference", .money(difference)), .init("actual", .money(actual)),
      .init("accuracy", .share(accuracy)), .init("bias", .share(bias)),
    ])
  }
}
