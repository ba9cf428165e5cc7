// SPDX-License-Identifier: Apache-2.0
import Access
import Calendars
import ForecastMethods
import Forecasting
import HTTPTypes
import PlanningCycle
import Wire

extension Route {
  static let tracking: [Route] = [
    .reading(
      .get, "/api/v1/forecast-components", To.ViewPlan.self, "Level, season, calendar effects, odd months, and the parts of the forecast"
    ) {
      proof, input, workspace in
      let components = try workspace.forecastComponents(proof, item: input.query["item"] ?? "ALL", region: input.query["region"] ?? "ALL")
      let revision = workspace.revision
      return .values { components.json(revision: revision) }
    },
    .reading(
      .get, "/api/v1/forecast-tracking", To.ViewPlan.self,
      "Accuracy by months ahead and grain, lean, drift, value added by layer, person and reason"
    ) {
      proof, input, workspace in
      let tracking = try workspace.forecastTracking(proof, item: input.query["item"] ?? "ALL", region: input.query["region"] ?? "ALL")
      let revision = workspace.revision
      return .values { tracking.json(revision: revision) }
    },
    .reading(
      .get, "/api/v1/forecast-exceptions", To.ViewPlan.self, "The series that deserve a look, how methods stand, what runs chose anew"
    ) {
      proof, input, workspace in
      let count = input.query["count"] ?? "20"
      guard let count = Int(count), (1...200).contains(count) else {
        throw Problem.request(
          "request.query-not-readable", zh: "查询参数 count 应为 1 到 200 的整数", en: "the query parameter count is a whole number from 1 to 200",
          parameters: ["name": .string("count")])
      }
      let exceptions = try workspace.forecastExceptions(proof, count: count)
      let revision = workspace.revision
      return .values { exceptions.json(revision: revision) }
    },
    .reading(.get, "/api/v1/forecast-report", To.ViewPlan.self, "What a week or a month did to the forecasts, in sentences") {
      proof, input, workspace in
      guard let span = ForecastReport.Span(rawValue: input.query["span"] ?? "week") else {
        throw Problem.request(
          "request.query-not-readable", zh: "查询参数 span 应为 week 或 month", en: "the query parameter span is week or month",
          parameters: ["name": .string("span")])
      }
      let report = try workspace.forecastReport(proof, span: span)
      let revision = workspace.revision
      return .values { report.json(revision: revision) }
    },
  ]
}

extension ForecastComponents {
  fileprivate func json(revision: Int64) -> JSON {
    func figures(_ values: [Double]) -> JSON { JSON(values) { .figure($0) } }
    return .object([
      .init("revision", .integer(revision)), .init("label", .text(label)), .init("unit", .string("件")),
      .init("months", JSON(months) { .month($0) }), .init("observed", figures(observed)), .init("trend", figures(trend)),
      .init("season", figures(season)), .init("rest", figures(rest)),
      .init("seasonProfile", JSON(seasonProfile) { .object([.init("month", JSON($0.month)), .init("share", .share($0.share))]) }),
      .init("trendChange", .share(trendChange)), .init("seasonStrength", .share(seasonStrength)),
      .init("calendar", calendar?.json ?? .null),
      .init("odd", JSON(odd) { $0.json }),
      .init(
        "children",
        .object([.init("by", .string(division.rawValue)), .init("rows", JSON(children) { $0.json })])),
      .init("words", JSON(words) { .text($0) }),
    ])
  }
}

extension ForecastComponents.CalendarPart {
  fileprivate var json: JSON {
    .object([
      .init("words", .text(words)),
      .init(
        "effects",
        JSON(effects) { .object([.init("key", .string($0.key)), .init("label", .text($0.label)), .init("effect", .share($0.share))]) }),
      .init("months", JSON(months) { .object([.init("month", .month($0.month)), .init("share", .share($0.share))]) }),
    ])
  }
}

extension ForecastComponents.Odd {
  fileprivate var json: JSON {
    .object([
      .init("month", .month(month)), .init("value", .figure(value)), .init("expected", .figure(expected)),
      .init("kind", .string(kind.rawValue)),
      .init("label", .text(label)),
    ])
  }
}

extension ForecastComponents.Child {
  fileprivate var json: JSON {
    .object([
      .init("code", .string(code)), .init("label", .text(label)), .init("lastYear", .figure(lastYear)), .init("next", .figure(next)),
      .init("growth", .share(growth)), .init("part", .share(part)), .init("accuracy", .share(accuracy)),
    ])
  }
}

extension ForecastTracking {
  fileprivate func json(revision: Int64) -> JSON {
    .object([
      .init("revision", .integer(revision)), .init("months", JSON(months) { .month($0) }),
      .init("leads", JSON(leads) { .object([.init("lead", JSON($0.lead)), .init("sources", JSON($0.sources) { $0.json })]) }),
      .init(
        "levels",
        JSON(levels) {
          .object([
            .init("key", .string($0.level.rawValue)), .init("label", $0.level.label), .init("sources", JSON($0.sources) { $0.json }),
          ])
        }),
      .init("trend", JSON(trend) { .object([.init("month", .month($0.month)), .init("sources", JSON($0.sources) { $0.json })]) }),
      .init("ladder", JSON(ladder) { $0.json }),
      .init(
        "signal",
        .object([
          .init("value", signal.lean == .unknown ? .null : .figure(signal.value, decimals: 1)), .init("limit", .figure(signal.limit, decimals: 1)),
          .init("months", JSON(signal.count)),
          .init("state", .string(signal.lean.rawValue)), .init("words", .text(TrackingWords.signal(signal))),
        ])),
      .init(
        "drift",
        .object([
          .init("since", .month(drift?.since)), .init("share", .share(drift?.share)), .init("words", .text(TrackingWords.drift(drift))),
        ])),
      .init("reasons", JSON(typed) { $0.tracked }),
    ])
  }
}

extension ForecastTracking.Level {
  fileprivate var label: JSON {
    switch self {
    case .company: .bilingual("合计", "Total")
    case .region: .bilingual("地区", "Region")
    case .family: .bilingual("产品族", "Family")
    case .item: .bilingual("产品", "Item")
    case .place: .bilingual("产品 × 地区", "Item × region")
    }
  }
}

extension ForecastTracking.SourceScore {
  fileprivate var json: JSON {
    .object([
      .init("source", .string(source.rawValue)), .init("label", .text(source.label)), .init("accuracy", .share(score.accuracy)),
      .init("bias", .share(score.bias)), .init("months", JSON(months)),
    ])
  }
}

extension ForecastTracking.Rung {
  fileprivate var json: JSON {
    let label: JSON
    switch layer {
    case .naive: label = .bilingual("照抄去年", "Last year repeated")
    case .baseline: label = .text(ForecastSource.baseline.label)
    case .sales: label = .text(ForecastSource.salesForecast.label)
    }
    return .object([
      .init("key", .string(layer.rawValue)), .init("label", label), .init("accuracy", .share(score.accuracy)),
      .init("bias", .share(score.bias)),
      .init("cells", JSON(cells)), .init("gain", .share(gain)),
    ])
  }
}

extension OverrideScore {
  fileprivate var tracked: JSON {
    .object([
      .init("key", .string(key)), .init("kind", .string(key.hasPrefix("login:") ? "person" : "reason")), .init("label", .text(label)),
      .init("cells", JSON(cells)), .init("better", JSON(better)), .init("valueAdded", .share(valueAdded)),
      .init("keep", .share(worth.shareToKeep)),
      .init("words", .text(TrackingWords.typed(self))),
    ])
  }
}

extension ForecastExceptions {
  fileprivate func json(revision: Int64) -> JSON {
    .object([
      .init("revision", .integer(revision)), .init("of", JSON(seriesCount)), .init("flagged", JSON(flaggedCount)),
      .init("rows", JSON(rows) { $0.json }),
      .init("methods", JSON(contest) { $0.json }), .init("log", JSON(log) { $0.json }),
    ])
  }
}

extension ForecastException {
  fileprivate var json: JSON {
    .object([
      .init("item", .string(item)), .init("itemName", .text(itemName)), .init("region", .string(region)),
      .init("regionName", .text(regionName)),
      .init("money", .money(money)),
      .init("reasons", JSON(reasons) { .object([.init("kind", .string($0.kind.rawValue)), .init("label", .text($0.label))]) }),
      .init("history", JSON(history) { .figure($0) }), .init("expected", JSON(expected) { .figure($0) }),
      .init("next", JSON(next) { .figure($0) }),
      .init("method", .string(method)),
    ])
  }
}

extension MethodStanding {
  fileprivate var json: JSON {
    .object([
      .init("method", .string(method)), .init("label", .methodLabel(method)), .init("chosen", JSON(chosen)), .init("best", JSON(best)),
      .init("wape", .share(error)), .init("isChampion", JSON(isChampion)),
    ])
  }
}

extension RechoiceEntry {
  fileprivate var json: JSON {
    .object([
      .init("run", .integer(run)), .init("at", .integer(at.millisecondsSinceEpoch)), .init("by", .text(by)), .init("series", JSON(series)),
      .init("changed", JSON(changed)), .init("moved", .share(moved)),
      .init(
        "examples",
        JSON(examples) {
          .object([
            .init("item", .string($0.item)), .init("itemName", .text($0.itemName)), .init("region", .string($0.region)),
            .init("regionName", .text($0.regionName)), .init("from", .string($0.from)), .init("to", .string($0.to)),
          ])
        }),
    ])
  }
}

extension ForecastReport {
  fileprivate func json(revision: Int64) -> JSON {
    .object([
      .init("revision", .integer(revision)), .init("span", .string(span.rawValue)), .init("from", .day(from)), .init("to", .day(to)),
      .init("title", .text(title)),
      .init(
        "sections",
        JSON(sections) {
          .object([
            .init("key", .string($0.key)), .init("title", .text($0.title)), .init("sentences", JSON($0.sentences) { .text($0) }),
            .init("link", .string($0.link)),
          ])
        }),
    ])
  }
}
