// SPDX-License-Identifier: Apache-2.0
import Calendars
import EntityResolution
import PlanningCycle
import Wire

extension MemberUse {
  var json: JSON {
    .object([
      .init("rows", .integer(Int64(rows))), .init("orderLines", .integer(Int64(orderLines))), .init("ordered", .money(ordered)),
      .init("invoiced", .money(invoiced)), .init("received", .money(received)), .init("receivable", .money(receivable)),
      .init("purchased", .money(purchased)), .init("series", .integer(Int64(series))), .init("first", first.map { .day($0) } ?? .null),
      .init("last", last.map { .day($0) } ?? .null),
    ])
  }
}

extension CodeRecord {
  /// - Parameter into: the code that it stands for now, where that is another one.
  func json(into: String?) -> JSON {
    func words(_ text: String?) -> JSON { text.map { .string($0) } ?? .null }
    return .object([
      .init("code", .string(code)), .init("name", name.map { .text($0) } ?? .null), .init("taxNumber", words(taxNumber)),
      .init("isTaxNumberValid", .boolean(isTaxNumberValid)), .init("phone", words(phone)), .init("bankAccount", words(bankAccount)),
      .init("specification", words(specification)), .init("unit", words(unit)), .init("group", words(group)),
      .init("isMaster", .boolean(isMaster)), .init("into", words(into)), .init("use", use.json),
    ])
  }
}

extension Reason {
  var json: JSON {
    .object([
      .init("kind", .string(kind.rawValue)), .init("words", .text(BilingualText(chinese, english))),
      .init("speaksFor", .boolean(speaksFor)),
    ])
  }
}

extension MergeProposals {
  func json(revision: Int64) -> JSON {
    .object([
      .init("revision", .integer(revision)), .init("kind", .string(kind.rawValue)), .init("total", .integer(Int64(total))),
      .init("certain", .integer(Int64(certain))), .init("codes", .integer(Int64(codes))), .init("compared", .integer(Int64(compared))),
      .init("crowded", .integer(Int64(crowded))),
      .init(
        "proposals",
        JSON(proposals) { one in
          .object([
            .init("isCertain", .boolean(one.isCertain)), .init("members", JSON(one.members) { $0.json(into: nil) }),
            .init("moves", one.moves.json),
            .init(
              "links",
              JSON(one.links) { link in
                .object([
                  .init("first", .string(link.first)), .init("second", .string(link.second)),
                  .init("score", .integer(Int64(link.judgement.score))), .init("band", .string(link.judgement.band.rawValue)),
                  .init("reasons", JSON(link.judgement.reasons) { $0.json }),
                ])
              }),
          ])
        }),
      .init(
        "branches",
        JSON(branches) {
          .object([
            .init("branch", $0.branch.json(into: nil)), .init("company", $0.company.json(into: nil)), .init("reason", $0.reason.json),
          ])
        }),
    ])
  }
}

extension MemberHistory {
  func json(revision: Int64) -> JSON {
    .object([
      .init("revision", .integer(revision)),
      .init(
        "merges",
        JSON(merges) { one in
          .object([
            .init("merge", .integer(one.merge.event)), .init("kind", .string(one.merge.kind.rawValue)),
            .init("code", .string(one.merge.code)),
            .init("into", .string(one.merge.into)), .init("since", one.merge.since.map { .day($0) } ?? .null), .init("by", .text(one.by)),
            .init("at", .string(one.merge.at.minuteText)), .init("reason", .string(one.merge.reason)), .init("ended", Self.json(one.ended)),
          ])
        }),
      .init(
        "aparts",
        JSON(aparts) { one in
          .object([
            .init("apart", .integer(one.apart.event)), .init("kind", .string(one.apart.kind.rawValue)),
            .init("codes", JSON(one.apart.codes) { .string($0) }), .init("by", .text(one.by)),
            .init("at", .string(one.apart.at.minuteText)),
            .init("reason", .string(one.apart.reason)), .init("ended", Self.json(one.ended)),
          ])
        }),
      .init(
        "moves",
        JSON(moves) { one in
          .object([
            .init("move", .integer(one.move.event)), .init("level", .string(one.move.level.rawValue)),
            .init("label", .text(one.move.level.label)), .init("code", .string(one.move.code)), .init("parent", .string(one.move.parent)),
            .init("since", .day(one.move.since)), .init("by", .text(one.by)), .init("at", .string(one.move.at.minuteText)),
            .init("reason", .string(one.move.reason)), .init("ended", Self.json(one.ended)),
          ])
        }),
    ])
  }

  private static func json(_ ended: Ending?) -> JSON {
    guard let ended else { return .null }
    return .object([.init("by", .text(ended.by)), .init("at", .string(ended.at.minuteText)), .init("reason", .string(ended.reason))])
  }
}

extension MemberPlace {
  var json: JSON {
    .object([
      .init("code", .string(code)), .init("name", .text(name)),
      .init(
        "steps",
        JSON(steps) {
          .object([
            .init("since", $0.since.map { .day($0) } ?? .null), .init("parent", .string($0.parent)), .init("isSaid", .boolean($0.isSaid)),
          ])
        }),
    ])
  }
}
