// SPDX-License-Identifier: Apache-2.0
import Calendars
import Forecasting
import PlanningCycle
import Wire

extension ForecastTracking {
  func json(revision: Int64) -> JSON {
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
          .init("value", signal.lean == .unknown ? .null : .figure(signal.value, decimals: 1)),
          .init("limit", .figure(signal.limit, decimals: 1)),
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
  func json(revision: Int64) -> JSON {
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
  func json(revision: Int64) -> JSON {
    let sections = JSON(sections) {
      .object([
        .init("key", .string($0.key)), .init("title", .text($0.title)), .init("sentences", JSON($0.sentences) { .text($0) }),
        .init("link", .string($0.link)),
      ])
    }
    return .object([.init("revision", .integer(revision))] + period.fields + [.init("sections", sections)])
  }
}

extension ForecastReport.Period {
  fileprivate var fields: [JSON.Member] {
    [.init("span", .string(span.rawValue)), .init("from", .day(from)), .init("to", .day(to)), .init("title", .text(title))]
  }
}

extension WrittenReport {
  var json: JSON {
    .object([.init("id", .integer(id))] + period.fields + [.init("writtenOn", .day(writtenOn)), .init("isUnread", JSON(isUnread))])
  }
}
