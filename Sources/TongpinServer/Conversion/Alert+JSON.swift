// SPDX-License-Identifier: Apache-2.0
import Calendars
import Journal
import PlanningCycle
import Wire

extension Alert {
  /// As one person sees it.
  var json: JSON {
    .object(
      members + [
        .init("isAcknowledged", JSON(isAcknowledged)), .init("rank", JSON(standing.rank)), .init("state", .string(standing.state.rawValue)),
        .init("isNew", JSON(standing.isNew)), .init("raisedOn", .day(standing.raisedOn)),
        .init("toldAt", standing.toldAt.map { .integer($0.millisecondsSinceEpoch) } ?? .null),
        .init("snoozedUntil", .day(standing.snoozedUntil)),
      ])
  }

  /// As everybody hears of it: who has taken note of it is not said.
  var liveJSON: JSON { .object(members) }

  private var members: [JSON.Member] {
    [
      .init("id", .string(id)), .init("code", .string(code)), .init("severity", .string(severity.rawValue)),
      .init("title", .text(title)), .init("detail", .text(detail)), .init("money", .money(money)), .init("since", .day(since)),
      .init("urgentBy", .day(urgentBy)),
      .init("link", .string(link)), .init("cell", JSON(cell)),
    ]
  }
}

extension CashShortfall {
  var json: JSON {
    .object([
      .init("day", .day(day)), .init("week", JSON(week)),
      .init("balance", .money(balance)), .init("gap", .money(gap)),
    ])
  }
}

extension MovedFigure {
  var json: JSON {
    .object([
      .init("cell", .string(cell)), .init("label", .text(label)),
      .init(
        "period",
        .object([
          .init("id", .month(month)), .init("label", .bilingual("\(month.year)年\(month.month)月", month.description)),
        ])),
      .init("unit", .string(unit)), .init("old", .money(old)), .init("new", .money(new)), .init("change", .money(change)),
      .init("good", JSON(good)), .init("money", JSON(isMoney)),
    ])
  }
}

extension SpreadPart {
  var json: JSON {
    .object([.init("label", .text(label)), .init("old", .figure(old)), .init("new", .figure(new))])
  }
}

extension WorkspaceChange {
  var liveEvent: LiveEvent {
    LiveEvent(revision: revision, name: "change") { concerns($0) ? heard(by: $0).liveText(pace: $1) : "" }
  }

  /// Alerts that a change brings along; whoever wants all of them asks.
  private static let toldAlerts = 30

  private func liveText(pace: Int) -> String {
    let data = JSON.object([
      .init("revision", .integer(revision)), .init("pace", JSON(pace)), .init("at", .integer(at.millisecondsSinceEpoch)),
      .init("by", .object([.init("login", .string(actor.login)), .init("name", .string(actor.login))])),
      .init("kind", .string(kind)), .init("label", .text(label)), .init("reason", reason.isEmpty ? .null : .string(reason)),
      .init("moved", JSON(Array(moved.prefix(40))) { $0.json }), .init("movedTotal", JSON(moved.count)),
      .init("alerts", JSON(Array(alerts.prefix(Self.toldAlerts))) { $0.liveJSON }), .init("alertsTotal", JSON(alerts.count)),
      .init("firstShortfall", firstShortfall?.json ?? .null), .init("scenario", scenario.map { .integer($0) } ?? .null),
      .init("mayBringNode", JSON(mayBringNode)),
    ])
    return String(decoding: data.encoded(), as: UTF8.self)
  }
}
