// SPDX-License-Identifier: Apache-2.0
import Access
import Approvals
import Calendars
import HTTPTypes
import PlanningCycle
import Wire

extension Route {
  static let approvals: [Route] = [
    .route(.get, "/api/v1/approvals", To.ViewPlan.self, "待办: approvals that lie with the reader, that he handed in, was told of or decided")
    {
      proof, input, workspace in
      let list = try workspace.approvalList(proof)
      return .object([.init("revision", .integer(workspace.revision)), .init("approvals", JSON(list) { $0.json })])
    },
    .route(
      .get, "/api/v1/approvals/preview", To.ViewPlan.self, "Who would get a budget form, or a change of it, if the reader handed it in now"
    ) {
      proof, input, workspace in
      if input.query["purpose"] == FlowPurpose.forecast.rawValue {
        let preview = try workspace.previewForecast(proof, region: input.query["region"] ?? "")
        return .object([.init("revision", .integer(workspace.revision))] + preview.members)
      }
      guard let year = input.query["year"].flatMap({ Int($0) }), let form = input.query["form"] else {
        throw Problem.request(
          "request.query-not-readable", zh: "需要参数 form 和 year", en: "the parameters form and year are needed",
          parameters: ["name": .string("form, year")])
      }
      let name = input.query["purpose"] ?? FlowPurpose.budget.rawValue
      guard let purpose = FlowPurpose(rawValue: name) else { throw notOneOf("purpose", FlowPurpose.allCases.map(\.rawValue)) }
      let lines = (input.query["lines"] ?? "").split(separator: ",").map(String.init)
      let preview = try workspace.previewApproval(
        proof, form: form, year: year, as: purpose, lines: lines, transfer: purpose == .transfer ? try transfer { input.query[$0] } : nil)
      return .object([.init("revision", .integer(workspace.revision))] + preview.members)
    },
    .route(.get, "/api/v1/forecast-reviews", To.ViewPlan.self, "Forecasts by region: what was countersigned, and how far they moved since")
    {
      proof, input, workspace in
      let reviews = try workspace.forecastReviews(proof)
      return .object([.init("revision", .integer(workspace.revision)), .init("reviews", JSON(reviews) { $0.json })])
    },
    .route(.get, "/api/v1/data-releases", To.ViewCompany.self, "Closed months: whether their figures are released, and what moved since") {
      proof, input, workspace in
      let releases = try workspace.dataReleases(proof)
      return .object([.init("revision", .integer(workspace.revision)), .init("releases", JSON(releases) { $0.json })])
    },
  ]
}

extension DataReleaseView {
  fileprivate var json: JSON {
    .object([
      .init("month", .month(month)),
      .init(
        "released",
        released.map { .object([.init("by", .text($0.by)), .init("at", .integer($0.at.millisecondsSinceEpoch))]) } ?? .null),
      .init(
        "moved",
        JSON(moved) {
          .object([
            .init("label", .text($0.label)), .init("unit", .string($0.unit)), .init("before", .money($0.before)),
            .init("now", .money($0.now)),
          ])
        }),
      .init("running", running.map { .integer($0) } ?? .null), .init("mayHandIn", JSON(mayHandIn)),
    ])
  }
}

extension ForecastReviewView {
  fileprivate var json: JSON {
    .object([
      .init("region", .string(region)), .init("label", .text(label)), .init("from", .month(from)), .init("months", JSON(months)),
      .init("pieces", .money(pieces)),
      .init(
        "signed",
        signed.map {
          .object([
            .init("by", .text($0.by)), .init("at", .integer($0.at.millisecondsSinceEpoch)), .init("from", .month($0.from)),
            .init("months", JSON($0.months)), .init("pieces", .money($0.pieces)), .init("change", .money(pieces - $0.pieces)),
          ])
        } ?? .null),
      .init("running", running.map { .integer($0) } ?? .null), .init("mayHandIn", JSON(mayHandIn)),
    ])
  }
}

extension ApprovalPreview {
  var members: [JSON.Member] {
    [
      .init("flow", .text(flow)),
      .init(
        "steps",
        JSON(steps) {
          .object([.init("step", .text($0.step)), .init("act", .string($0.act)), .init("person", $0.person.map { .text($0) } ?? .null)])
        }),
      .init("blocks", JSON(blocks) { $0.json }), .init("wouldPass", JSON(wouldPass)),
    ]
  }
}

extension ApprovalView.Block {
  fileprivate var json: JSON {
    .object([.init("step", .text(step)), .init("reason", .string(reason)), .init("subject", .text(subject))])
  }
}

extension ApprovalView {
  fileprivate var json: JSON {
    .object([
      .init("id", .integer(id)), .init("purpose", .string(purpose.rawValue)), .init("title", .text(title)), .init("form", JSON(form)),
      .init("year", year.map { JSON($0) } ?? .null), .init("link", .string(link)), .init("flow", .text(flow)),
      .init("version", JSON(version)), .init("submitter", .text(submitter)),
      .init("submittedAt", .integer(submittedAt.millisecondsSinceEpoch)), .init("reason", .string(reason)),
      .init("status", .string(status)),
      .init("round", JSON(round)),
      .init(
        "task",
        task.map {
          .object([
            .init("id", JSON($0.id)), .init("step", .text($0.step)), .init("since", .integer($0.since.millisecondsSinceEpoch)),
            .init("behalf", $0.behalf.map { .text($0) } ?? .null),
          ])
        } ?? .null),
      .init("waits", JSON(waits) { $0.json }), .init("blocks", JSON(blocks) { $0.json }), .init("content", .string(content)),
      .init("isCurrent", JSON(isCurrent)), .init("isOwn", JSON(isOwn)), .init("isCopied", JSON(isCopied)),
      .init("isDecided", JSON(isDecided)), .init("acts", JSON(acts) { .string($0.rawValue) }),
      .init("returns", JSON(returns) { .object([.init("step", .string($0.node)), .init("label", .text($0.label))]) }),
      .init(
        "rights",
        JSON(rights) {
          .object([
            .init("part", .string($0.part.rawValue)), .init("label", .text($0.part.label)), .init("right", .string($0.right.rawValue)),
          ])
        }),
      .init("amount", .money(amount)), .init("limit", limits?.form?.json ?? .null), .init("figures", JSON(figures) { $0.json }),
      .init("history", JSON(history) { $0.json }),
    ])
  }
}

extension ApprovalView.Wait {
  fileprivate var json: JSON {
    .object([
      .init("step", .text(step)), .init("person", .text(person)), .init("login", .string(login)),
      .init("since", .integer(since.millisecondsSinceEpoch)),
    ])
  }
}

extension ApprovalView.Figure {
  fileprivate var json: JSON {
    // A percentage travels as a fraction.
    func value(_ value: Int64?) -> JSON { unit == "%" ? .share(value.map { Double($0) / 10_000 }) : .money(value) }
    return .object([
      .init("label", .text(label)), .init("unit", .string(unit)), .init("good", JSON(good)), .init("cell", JSON(cell)),
      .init("before", value(before)), .init("after", value(after)), .init("change", value(before.map { after - $0 })),
      .init(
        "months",
        JSON(months) {
          .object([.init("month", .month($0.month)), .init("before", value($0.before)), .init("after", value($0.after))])
        }),
    ])
  }
}

extension ApprovalView.Line {
  fileprivate var json: JSON {
    .object([
      .init("at", .integer(at.millisecondsSinceEpoch)), .init("by", by.map { .text($0) } ?? .null), .init("act", .string(act)),
      .init("step", .text(step)), .init("person", person.map { .text($0) } ?? .null),
      .init("behalf", behalf.map { .text($0) } ?? .null), .init("comment", .string(comment)),
    ])
  }
}
