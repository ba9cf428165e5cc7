// SPDX-License-Identifier: Apache-2.0
public import Calendars
public import Journal

/// 归并: from the first fact or from a day on, documents that name one code are of the member of another.
public struct MemberMerge: Hashable, Sendable {
  /// The event; its name for ever.
  public let event: Int64
  public let kind: MemberKind
  /// The code that no longer stands for a member of its own.
  public let code: String
  /// The code that stays.
  public let into: String
  /// nil: from the first fact.
  public let since: Day?
  public let by: Actor
  public let at: Moment
  public let reason: String

  /// One a code that was merged by the event.
  static func read(_ event: Event) -> [MemberMerge] {
    let payload = event.payload
    guard let kind = payload["kind"]?.text.flatMap(MemberKind.init(rawValue:)), let codes = payload["codes"]?.list,
      let into = payload["into"]?.text
    else { return [] }
    return codes.compactMap(\.text).map { code in
      MemberMerge(
        event: event.sequence, kind: kind, code: code, into: into, since: payload["since"]?.day, by: event.draft.actor,
        at: event.recordedAt, reason: event.draft.reason)
    }
  }
}

/// 不是同一个: two codes that are not to be proposed again.
public struct MembersApart: Hashable, Sendable {
  public let event: Int64
  public let kind: MemberKind
  /// In the order of their bytes.
  public let codes: [String]
  public let by: Actor
  public let at: Moment
  public let reason: String

  init?(_ event: Event) {
    let payload = event.payload
    guard let kind = payload["kind"]?.text.flatMap(MemberKind.init(rawValue:)), let codes = payload["codes"]?.list?.compactMap(\.text),
      codes.count == 2
    else { return nil }
    (self.event, self.kind, self.codes) = (event.sequence, kind, codes.sorted())
    (by, at, reason) = (event.draft.actor, event.recordedAt, event.draft.reason)
  }
}

/// 调整归属: from a day on a member lies below another parent; what lay before stays as it was.
public struct MemberMove: Hashable, Sendable {
  public let event: Int64
  public let level: HierarchyLevel
  public let code: String
  public let parent: String
  public let since: Day
  public let by: Actor
  public let at: Moment
  public let reason: String

  init?(_ event: Event) {
    let payload = event.payload
    guard let level = payload["level"]?.text.flatMap(HierarchyLevel.init(rawValue:)), let code = payload["code"]?.text,
      let parent = payload["parent"]?.text, let since = payload["since"]?.day
    else { return nil }
    (self.event, self.level, self.code, self.parent, self.since) = (event.sequence, level, code, parent, since)
    (by, at, reason) = (event.draft.actor, event.recordedAt, event.draft.reason)
  }
}
