// SPDX-License-Identifier: Apache-2.0
public import Journal
import PlanningCycle

/// The event that gives members their numbers: the same bytes in every adapter.
public enum MemberEvent {
  public static let kind = "members.seen"

  /// - Parameter first: the number of the first code; the others follow.
  public static func draft(_ dimension: String, _ codes: [String], first: Int64) -> EventDraft {
    EventDraft(
      kind: kind, actor: .system, idempotencyKey: "members:\(first)",
      payload: .map([
        "dimension": .text(dimension), "first": .integer(first), "codes": .list(codes.map { .text($0) }),
      ]))
  }

  /// The codes that are not known yet, each once, in their order; compared byte by byte.
  public static func unknown(_ codes: [String], found: [Int64?]) -> [String] {
    var seen: Swift.Set<[UInt8]> = []
    return zip(codes, found).filter { $1 == nil && seen.insert(Array($0.utf8)).inserted }.map(\.0)
  }
}
