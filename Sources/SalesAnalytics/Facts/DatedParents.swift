// SPDX-License-Identifier: Apache-2.0
public import Calendars

/// 当时口径 or 现行口径: below which parent a document counts.
public enum SalesHierarchy: String, CaseIterable, Hashable, Sendable {
  /// Of today, whatever the day of the document.
  case now
  /// Of the document's own day.
  case then
}

/// Where members of one link of a hierarchy lay, and since when.
public struct DatedParents: Sendable {
  public enum Link: String, Hashable, Sendable {
    case customerTerritory, customerChannel, itemFamily, itemSubfamily, territoryGroup
  }

  public struct Step: Hashable, Sendable {
    /// nil: from the beginning.
    public let since: Day?
    /// Empty for none.
    public let parent: String

    public init(since: Day?, parent: String) {
      self.since = since
      self.parent = parent
    }
  }

  public let link: Link
  /// By code, those alone that ever lay elsewhere; in the order of their days, the first from the beginning.
  public let steps: [String: [Step]]

  public init(_ link: Link, steps: [String: [Step]]) {
    self.link = link
    self.steps = steps
  }
}

/// The same by position, for one look a row.
struct DatedMap: Sendable {
  private var steps: [Int32: [(from: Int32, parent: Int32)]] = [:]

  init(_ dated: DatedParents?, _ members: MemberList, _ parents: MemberList) {
    for (code, said) in dated?.steps ?? [:] {
      guard let position = members.position(code) else { continue }
      steps[position] = said.map { ($0.since?.ordinal ?? .min, parents.position($0.parent) ?? 0) }
    }
  }

  /// The parent on a day; `now` for a member that never lay elsewhere.
  func parent(_ member: Int32, on day: Int32, now: [Int32]) -> Int32 {
    if steps.isEmpty { return now[Int(member)] }
    return steps[member]?.last { $0.from <= day }?.parent ?? now[Int(member)]
  }
}
