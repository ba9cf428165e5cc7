// SPDX-License-Identifier: Apache-2.0
public import Calendars
public import FinancialPlanning
import Journal

/// Who takes part in a review: both sides of a forecast, and somebody who is neither.
public enum ReviewSide: String, Sendable, CaseIterable, Hashable {
  case sales, finance, third
}

/// What a cause or an action is about: one factor of one area against one base.
public struct ReviewSubject: Sendable, Hashable {
  public let base: ReviewFigures.Base
  /// As `ReviewFigures.Area.key`.
  public let area: String
  public let factor: VarianceFactor

  public init(base: ReviewFigures.Base, area: String, factor: VarianceFactor) {
    (self.base, self.area, self.factor) = (base, area, factor)
  }
}

/// 原因: why a factor came as it did.
public struct ReviewCause: Sendable, Hashable {
  public let subject: ReviewSubject
  public let kind: CauseKind
  public let words: String

  public init(subject: ReviewSubject, kind: CauseKind, words: String) {
    (self.subject, self.kind, self.words) = (subject, kind, words)
  }
}

/// 改进行动: what somebody does about a factor by a day. The same factor is measured again in the month it was due in, or the one after the
/// reviewed month where it was due earlier.
public struct ReviewAction: Sendable, Hashable {
  /// 1, 2, … within the review; an action keeps it.
  public let number: Int
  public let subject: ReviewSubject
  public let words: String
  /// A login.
  public let owner: String
  public let due: Day

  public init(number: Int, subject: ReviewSubject, words: String, owner: String, due: Day) {
    (self.number, self.subject, self.words, self.owner, self.due) = (number, subject, words, owner, due)
  }

  /// 跟踪节点: a month after it was due.
  public var followUp: Day {
    let month = due.monthOf.adding(months: 1)
    return month.firstDay.adding(days: min(due.dayOfMonth, month.dayCount) - 1)
  }

  /// In which month its factor is measured again.
  public func measured(after month: Month) -> Month { max(month.adding(months: 1), due.monthOf) }
}

/// What people write into a review; the figures are not theirs to write.
public struct ReviewSheet: Sendable, Hashable {
  /// Logins by side.
  public var participants: [ReviewSide: String] = [:]
  public var summary = ""
  public var causes: [ReviewCause] = []
  public var actions: [ReviewAction] = []

  public init(participants: [ReviewSide: String] = [:], summary: String = "", causes: [ReviewCause] = [], actions: [ReviewAction] = []) {
    (self.participants, self.summary, self.causes, self.actions) = (participants, summary, causes, actions)
  }
}

extension ReviewSheet {
  var canonical: CanonicalValue {
    .map([
      "participants": .map(Dictionary(uniqueKeysWithValues: participants.map { ($0.key.rawValue, .text($0.value)) })),
      "summary": .text(summary),
      "causes": .list(
        causes.map { .map(["subject": $0.subject.canonical, "kind": .text($0.kind.rawValue), "words": .text($0.words)]) }),
      "actions": .list(
        actions.map {
          .map([
            "number": .integer(Int64($0.number)), "subject": $0.subject.canonical, "words": .text($0.words), "owner": .text($0.owner),
            "due": .day($0.due),
          ])
        }),
    ])
  }

  init(_ value: CanonicalValue?) {
    for side in ReviewSide.allCases { participants[side] = value?["participants"]?[side.rawValue]?.text }
    summary = value?["summary"]?.text ?? ""
    causes = (value?["causes"]?.list ?? []).compactMap { one in
      guard let subject = ReviewSubject(one["subject"]), let kind = one["kind"]?.text.flatMap({ CauseKind(rawValue: $0) }) else {
        return nil
      }
      return ReviewCause(subject: subject, kind: kind, words: one["words"]?.text ?? "")
    }
    actions = (value?["actions"]?.list ?? []).compactMap { one in
      guard let subject = ReviewSubject(one["subject"]), let number = one["number"]?.integer, let due = one["due"]?.day,
        let owner = one["owner"]?.text
      else { return nil }
      return ReviewAction(number: Int(number), subject: subject, words: one["words"]?.text ?? "", owner: owner, due: due)
    }
  }
}

extension ReviewSubject {
  fileprivate var canonical: CanonicalValue {
    .map(["base": .text(base.rawValue), "area": .text(area), "factor": .text(factor.rawValue)])
  }

  fileprivate init?(_ value: CanonicalValue?) {
    guard let base = value?["base"]?.text.flatMap({ ReviewFigures.Base(rawValue: $0) }), let area = value?["area"]?.text,
      let factor = value?["factor"]?.text.flatMap({ VarianceFactor(rawValue: $0) })
    else { return nil }
    self.init(base: base, area: area, factor: factor)
  }
}
