// SPDX-License-Identifier: Apache-2.0
import ForecastMethods
import PlanningCycle
import Wire

extension ForecastComponents {
  func json(revision: Int64) -> JSON {
    .object([
      .init("revision", .integer(revision)), .init("label", .text(label)), .init("unit", .string("件")),
      .init("months", JSON(months) { .month($0) }), .init("observed", JSON(observed) { .figure($0) }),
      .init("trend", JSON(trend) { .figure($0) }),
      .init("season", JSON(season) { .figure($0) }), .init("rest", JSON(rest) { .figure($0) }),
      .init("seasonProfile", JSON(seasonProfile) { .object([.init("month", JSON($0.month)), .init("share", .share($0.share))]) }),
      .init("trendChange", .share(trendChange)), .init("seasonStrength", .share(seasonStrength)),
      .init("calendar", calendar?.json ?? .null),
      .init("drivers", JSON(drivers) { $0.json }),
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

extension ForecastComponents.DriverLine {
  fileprivate var json: JSON {
    .object([
      .init("name", .string(name)), .init("verdict", .string(verdict.rawValue)),
      .init("knownThrough", knownThrough.map { .month($0) } ?? .null),
      .init("usual", .figure(usual, decimals: 4)), .init("reach", .share(reach)),
      .init(
        "terms",
        JSON(terms) {
          .object([
            .init("lag", JSON($0.lag)), .init("elasticity", .boolean($0.isElasticity)),
            .init("coefficient", .figure($0.coefficient, decimals: 6)),
          ])
        }),
      .init(
        "months",
        JSON(months) {
          .object([.init("month", .month($0.month)), .init("pieces", .figure($0.pieces)), .init("share", .share($0.share))])
        }),
      .init("words", .text(words)),
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
