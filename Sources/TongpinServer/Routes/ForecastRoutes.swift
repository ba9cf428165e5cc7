// SPDX-License-Identifier: Apache-2.0
import Access
import ForecastMethods
import HTTPTypes
import PlanningCycle
import Wire

extension Route {
  static let forecasts: [Route] =
    [
      .reading(.get, "/api/v1/forecasts", To.ViewPlan.self, "Every forecast series with its method and error") {
        proof, _, workspace in
        let series = try workspace.forecastSeries(proof)
        return .values { .object([.init("series", JSON(series) { $0.json })]) }
      },
      .reading(.get, "/api/v1/forecast", To.ViewPlan.self, "History, bands, methods tried, past forecasts") {
        proof, input, workspace in
        let (item, region) = (input.query["item"] ?? "ALL", input.query["region"] ?? "ALL")
        return .ready(try workspace.forecastView(proof, item: item, region: region).json)
      },
      .route(
        .post, "/api/v1/forecast-override", To.EditForecast.self, bodyLimit: 64 << 10,
        "What each leaf would get of a number of the forecast; nothing is kept"
      ) { proof, input, workspace in
        try workspace.previewOverride(proof, try typedOverride(try input.json())).json(revision: workspace.revision)
      },
    ] + tracking
}

extension ForecastSeriesLine {
  fileprivate var json: JSON {
    .object([
      .init("item", .string(item)), .init("itemName", .text(itemName)), .init("region", .string(region)),
      .init("regionName", .text(regionName)), .init("lastYearQuantity", .figure(lastYearPieces, decimals: 0)),
      .init("method", .string(method)), .init("wape", .share(wape)), .init("bias", .share(bias)),
      .init("hasOverride", JSON(hasOverride)),
    ])
  }
}

extension ForecastView {
  fileprivate var json: JSON {
    .object([
      .init("label", .text(label)), .init("unit", .string("件")),
      .init("history", JSON(history) { .object([.init("month", .month($0.month)), .init("value", .figure($0.value))]) }),
      .init("forecast", JSON(steps) { $0.json }), .init("candidates", JSON(candidates) { $0.json }),
      .init("words", .text(words)), .init("past", JSON(past) { $0.json }),
      .init(
        "scores",
        JSON(scores) { entry in
          .object([
            .init("source", .string(entry.source.rawValue)), .init("label", .text(entry.source.label)),
            .init("rate", .share(entry.score.accuracy)), .init("bias", .share(entry.score.bias)),
            .init("months", JSON(entry.score.months.count)),
          ])
        }),
      .init(
        "overrides",
        JSON(overrides) { entry in
          .object([
            .init("month", .month(entry.month)), .init("value", .figure(entry.value)), .init("reason", .string(entry.reason)),
            .init("by", .string(entry.by)), .init("at", .string(entry.at)),
          ])
        }),
      .init("held", JSON(held) { $0.json }),
    ])
  }
}

extension HeldTotalView {
  var json: JSON {
    .object([
      .init("item", .string(item)), .init("region", .string(region)), .init("label", .text(label)), .init("month", .month(month)),
      // As it was typed, so that the same number can be typed again.
      .init("value", .figure(value, decimals: (value * 100).rounded() == value * 100 ? 2 : 4)), .init("sum", .figure(sum)),
      .init("deviation", .figure(deviation)), .init("byName", .text(by)),
      .init("by", .string(login)), .init("reason", .string(reason)), .init("at", .string(at)),
      .init("isOutdated", JSON(isOutdated)),
    ])
  }
}

extension OverridePreview {
  fileprivate func json(revision: Int64) -> JSON {
    .object([
      .init("revision", .integer(revision)), .init("label", .text(label)), .init("old", .figure(old)), .init("new", .figure(new)),
      .init(
        "parts",
        JSON(parts) { part in
          .object([
            .init("item", .string(part.item)), .init("itemName", .text(part.itemName)), .init("region", .string(part.region)),
            .init("regionName", .text(part.regionName)), .init("old", .figure(part.old)), .init("new", .figure(part.new)),
            .init("state", .string(part.state)), .init("halfWidth", .figure(part.halfWidth)),
            .init("by", part.by.map { .text($0) } ?? .null), .init("reason", part.reason.map { .string($0) } ?? .null),
          ])
        }),
      .init("missed", JSON(missed) { $0.json }),
    ])
  }
}

extension ForecastView.Step {
  fileprivate var json: JSON {
    .object([
      .init("month", .month(month)), .init("baseline", .figure(baseline)), .init("lo80", .figure(lower80)),
      .init("hi80", .figure(upper80)), .init("lo95", .figure(lower95)), .init("hi95", .figure(upper95)),
      .init("pipeline", .figure(pipeline)), .init("override", .figure(override)), .init("agreed", .figure(agreed)),
    ])
  }
}

extension ForecastView.Past {
  fileprivate var json: JSON {
    .object([
      .init("source", .string(source.rawValue)), .init("label", .text(source.label)), .init("madeOn", .day(madeOn)),
      .init("month", .month(month)), .init("forecast", .figure(forecast)), .init("actual", .figure(actual)),
    ])
  }
}

extension CandidateResult {
  fileprivate var json: JSON {
    .object([
      .init("method", .string(name)), .init("form", .string(method)), .init("label", .methodLabel(name)),
      .init("wape", .share(wape)), .init("mase", .share(mase)), .init("bias", .share(-bias)),
      .init("isChosen", JSON(isChosen)),
    ])
  }
}
