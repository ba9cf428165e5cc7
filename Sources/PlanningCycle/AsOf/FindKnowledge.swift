// SPDX-License-Identifier: Apache-2.0
public import Access
import Calendars
import Journal

extension CycleError.Code {
  public static let knowledgeNotReadable = CycleError.Code("as-of.not-readable")
  public static let knowledgeNotOver = CycleError.Code("as-of.day-not-over")
  public static let knowledgeTooEarly = CycleError.Code("as-of.nothing-known")
  public static let knowledgeNotThere = CycleError.Code("as-of.event-not-there")
}

extension Workspace {
  /// Which events were known at the moment that is asked for.
  ///
  /// - Throws: `CycleError.knowledgeNotOver` for a day that is not over, since more may be learnt on it; `knowledgeTooEarly` before the
  ///   workspace was made; `knowledgeNotThere`; `StoreError`.
  public func knowledge(_ proof: Authorized<To.ViewPlan>, _ question: KnowledgeQuestion) throws -> Knowledge {
    switch question {
    case .day(let day): try knowledge(atTheEndOf: day)
    case .event(let event): try knowledge(after: event)
    }
  }

  private func knowledge(atTheEndOf day: Day) throws -> Knowledge {
    let now = environment.now()
    guard day < now.civilDay else {
      throw CycleError(
        .knowledgeNotOver, BilingualText("\(day) 还没有过完", "\(day) is not over"),
        detail: BilingualText("那一天结束前还会知道新的数，今天是 \(now.civilDay)", "more may be learnt before it ends; today is \(now.civilDay)"),
        hint: BilingualText("选更早的一天，或不带 knownOn 看现在的数", "choose an earlier day, or leave knownOn out for what is known now"),
        parameters: ["day": day.description])
    }
    let end = Moment.end(of: day)
    let next = try store.firstSequence(of: .journal, from: Moment(millisecondsSinceEpoch: end.millisecondsSinceEpoch + 1))
    guard next > 1 else {
      let made = try store.events(after: 0, limit: 1).first?.recordedAt.civilDay ?? now.civilDay
      throw CycleError(
        .knowledgeTooEarly, BilingualText("\(day) 时还没有这个工作区", "there was no workspace on \(day)"),
        detail: BilingualText("它建于 \(made)，那之前什么都不知道", "it was made on \(made); nothing was known before"),
        hint: BilingualText("选 \(made) 或之后的一天", "choose \(made) or a later day"),
        parameters: ["day": day.description, "first": made.description])
    }
    return Knowledge(event: next - 1, day: lived(day), at: end)
  }

  private func knowledge(after event: Int64) throws -> Knowledge {
    guard let found = try store.events(after: event - 1, limit: 1).first, found.sequence == event else {
      throw CycleError(
        .knowledgeNotThere, BilingualText("没有 \(event) 号事件", "there is no event \(event)"),
        detail: BilingualText("最新的是 \(revision) 号", "the newest is \(revision)"),
        hint: BilingualText("事件号见导入记录和审计", "imports and the audit name events by their numbers"), parameters: ["event": "\(event)"])
    }
    return Knowledge(event: event, day: lived(found.recordedAt.civilDay), at: found.recordedAt)
  }

  /// A program that was told which day it is knows no other.
  func lived(_ day: Day) -> Day { environment.isTodayFixed ? environment.today() : day }
}
