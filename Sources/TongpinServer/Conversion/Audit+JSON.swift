// SPDX-License-Identifier: Apache-2.0
import Calendars
import Journal
package import PlanningCycle
package import Wire

extension AuditPage {
  /// - Parameter people: of the filter; of the first page only.
  func json(people: [(login: String, name: BilingualText)]) -> JSON {
    .object([
      .init("rows", JSON(rows) { $0.json }), .init("next", JSON(next?.description)),
      .init("searchedBackTo", searchedBackTo.map { .integer($0.millisecondsSinceEpoch) } ?? .null),
      .init("people", JSON(people) { .object([.init("login", .string($0.login)), .init("label", .text($0.name))]) }),
      .init(
        "groups", JSON(AuditGroup.allCases) { .object([.init("key", .string($0.rawValue)), .init("label", .text($0.label))]) }),
    ])
  }
}

extension AuditRow {
  package var json: JSON {
    .object([
      .init("chain", .string(chain == .journal ? "journal" : "trail")), .init("event", .integer(sequence)),
      .init("at", .integer(at.millisecondsSinceEpoch)), .init("kind", .string(kind)), .init("group", .string(group.rawValue)),
      .init("groupLabel", .text(group.label)),
      .init("actor", .object([.init("login", .string(actor.login)), .init("label", .text(actor.name))])),
      .init("inPlaceOf", inPlaceOf.map { .text($0) } ?? .null), .init("origin", origin.map { $0.json } ?? .null),
      .init("label", .text(label)),
      .init(
        "subject",
        subject.map { .object([.init("key", .string($0.key)), .init("label", .text($0.label)), .init("link", .string($0.link))]) } ?? .null),
      .init("changes", JSON(changes) { $0.json }), .init("changeCount", JSON(changeCount)), .init("isComparison", JSON(isComparison)),
      .init("isHidden", JSON(isHidden)),
      .init("reason", .string(reason)),
      .init(
        "evidence",
        JSON(evidence) { .object([.init("kind", .string($0.kind)), .init("text", .string($0.text)), .init("link", .string($0.link))]) }),
      .init("hash", .string(digest)),
    ])
  }
}

extension AuditRow.Change {
  /// A number is the same in both languages and travels once.
  private static func json(_ value: BilingualText?) -> JSON {
    value.map { $0.chinese == $0.english ? .string($0.chinese) : .text($0) } ?? .null
  }

  fileprivate var json: JSON {
    .object([
      .init("label", .text(label)), .init("old", Self.json(old)), .init("new", Self.json(new)), .init("unit", .string(unit)),
      .init("isHidden", JSON(isHidden)),
    ])
  }
}

extension Origin {
  var json: JSON {
    .object([
      .init("channel", .string(channel.rawValue)), .init("session", .string(session)), .init("address", .string(address)),
      .init("agent", .string(agent)),
    ])
  }
}

extension ChainCheckView {
  var json: JSON {
    .object([
      .init("journal", Self.json(journal)), .init("trail", Self.json(trail)),
      .init(
        "running",
        running.map { running in
          .object([
            .init("by", .string(running.by)), .init("since", .integer(running.since.millisecondsSinceEpoch)),
            .init("done", .integer(running.done)), .init("total", .integer(running.total)),
          ])
        } ?? .null),
      .init("last", last.map { $0.json } ?? .null),
    ])
  }

  fileprivate static func json(_ head: ChainHead) -> JSON {
    .object([
      .init("event", .integer(head.sequence)), .init("hash", .string(head.digest.hex)),
      .init("at", head.sequence > 0 ? .integer(head.recordedAt.millisecondsSinceEpoch) : .null),
    ])
  }
}

extension ChainCheckView.Outcome {
  fileprivate var json: JSON {
    .object([
      .init("by", .string(by)), .init("at", .integer(at.millisecondsSinceEpoch)), .init("journal", ChainCheckView.json(journal)),
      .init("trail", ChainCheckView.json(trail)), .init("origins", .integer(origins)), .init("isSound", JSON(isSound)),
      .init("faultCount", .integer(faultCount)),
      .init(
        "faults",
        JSON(faults) {
          .object([.init("witness", .string($0.witness)), .init("subject", .string($0.subject)), .init("detail", .string($0.detail))])
        }),
    ])
  }
}
