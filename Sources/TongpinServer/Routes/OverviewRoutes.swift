// SPDX-License-Identifier: Apache-2.0
import Access
import HTTPTypes
import PlanningCycle
import Wire

extension Route {
  static let overview: [Route] = [
    .reading(.get, "/api/v1/overview", To.ViewPlan.self, "Whose number is right: forecasts, budget and actual side by side") {
      proof, input, workspace in
      let grain = TableView.Grain(rawValue: input.query["grain"] ?? "month") ?? .month
      let view = try workspace.overview(
        proof, grain: grain, period: input.query["period"], inclusive: input.query["tax"] == "incl")
      return .ready(view.json(revision: workspace.revision))
    }
  ]
}

extension Overview {
  /// Alerts that are shown beside figures; the list of alerts has all of them.
  static let alertLimit = 30

  func json(revision: Int64) -> JSON {
    .object([
      .init("revision", .integer(revision)),
      .init(
        "period",
        .object([.init("id", .string(period.id)), .init("grain", .string(period.grain)), .init("label", .text(period.label))])),
      .init(
        "basis",
        .object([.init("measure", .bilingual("订单额", "Orders")), .init("tax", .string(inclusive ? "incl" : "excl"))])),
      .init("lines", JSON(lines) { $0.json }),
      .init(
        "series",
        .object(
          [.init("months", JSON(months) { .month($0) })]
            + series.map { .init($0.key, JSON($0.values) { .money($0) }) })),
      .init("bridge", bridge?.json ?? .null),
      .init("attainment", attainment?.json ?? .null),
      .init("cash", cashJSON),
      .init("todos", JSON(todos) { $0.json }), .init("alerts", JSON(Array(alerts.prefix(Self.alertLimit))) { $0.json }),
      .init("alertsTotal", JSON(alerts.count)),
    ])
  }

  private var cashJSON: JSON {
    guard let cashOpening else { return .null }
    return .object([
      .init("opening", .money(cashOpening)), .init("minimum", .money(cashMinimum)),
      .init("firstShortfall", firstShortfall?.json ?? .null),
      .init(
        "spark", JSON(spark) { .object([.init("day", .day($0.day)), .init("balance", .money($0.balance))]) }),
    ])
  }
}

extension Overview.Line {
  fileprivate var json: JSON {
    .object([
      .init("key", .string(key)), .init("label", .text(label)), .init("value", .money(value)), .init("cell", JSON(cell)),
      .init("madeOn", .day(madeOn)), .init("owner", .null), .init("accuracy", score?.json ?? .null),
    ])
  }
}

extension ForecastScore {
  var json: JSON {
    .object([
      .init("rate", .share(accuracy)), .init("bias", .share(bias)),
      .init("direction", .string(bias > 0.005 ? "high" : bias < -0.005 ? "low" : "even")),
      .init(
        "months",
        JSON(months) { month in
          .object([
            .init("month", .month(month.month)), .init("forecast", .money(month.forecast)),
            .init("actual", .money(month.actual)), .init("rate", .share(month.accuracy)), .init("bias", .share(month.bias)),
          ])
        }),
    ])
  }
}

extension Overview.Bridge {
  fileprivate var json: JSON {
    .object([
      .init("from", .string(from)), .init("to", .string(to)), .init("fromValue", .money(fromValue)),
      .init("toValue", .money(toValue)),
      .init(
        "parts",
        JSON(parts) { .object([.init("label", .text($0.label)), .init("value", .money($0.value)), .init("cell", .null)]) }),
      .init("residual", .money(residual)),
    ])
  }
}

extension Overview.Attainment {
  fileprivate var json: JSON {
    .object([
      .init("label", .text(label)), .init("actual", .money(actual)), .init("target", .money(target)), .init("rate", .share(rate)),
      .init("timeProgress", .share(timeProgress)),
    ])
  }
}

extension Todo {
  var json: JSON {
    .object([
      .init("id", .string(id)), .init("kind", .string(kind)), .init("title", .text(title)), .init("detail", .text(detail)),
      .init("dueOn", .day(dueOn)), .init("isOverdue", JSON(isOverdue)), .init("link", .string(link)),
    ])
  }
}
