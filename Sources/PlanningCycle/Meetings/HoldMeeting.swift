// SPDX-License-Identifier: Apache-2.0
public import Access
public import Calendars
import Journal

extension Workspace {
  /// Records what was decided, who does it and until when.
  ///
  /// - Throws: `CycleError.meetingRefused` with every reason.
  public func decideInMeeting(
    _ proof: Authorized<To.Approve>, words: String, owner: String, due: Day, context: CommandContext
  ) throws -> CommandOutcome {
    if let earlier = try outcome(of: context) { return earlier }
    var reasons: [BilingualText] = []
    let limit = Self.reviewLimits.words
    let words = String(words.drop { $0 == " " })
    if words.isEmpty { reasons.append(BilingualText("没有写决定什么", "it does not say what is decided")) }
    if words.count > limit { reasons.append(BilingualText("超过 \(limit) 字", "it is longer than \(limit) characters")) }
    if try store.person(login: owner)?.person?.isActive != true {
      reasons.append(BilingualText("没有负责人“\(owner)”", "nobody has the login “\(owner)”"))
    }
    if due < planningDay { reasons.append(BilingualText("期限 \(due) 已经过去", "\(due) is past")) }
    if due > planningDay.adding(days: 366) { reasons.append(BilingualText("期限 \(due) 超过一年", "\(due) is more than a year away")) }
    guard reasons.isEmpty else { throw meetingRefused(reasons) }
    return try recordDecision(
      MeetingLedger.decided, ["words": .text(words), "owner": .text(owner), "due": .day(due)],
      BilingualText("协同会决定：\(words)", "decided in the meeting: \(words)"), context)
  }

  /// Says that a decision is carried out, or not yet: its owner, or whoever approves.
  ///
  /// - Throws: `CycleError.meetingRefused` for one that is not there; `AccessError`.
  public func markDecision(
    _ proof: Authorized<To.ViewPlan>, _ decision: Int64, isDone: Bool, context: CommandContext
  ) throws -> CommandOutcome {
    if let earlier = try outcome(of: context) { return earlier }
    guard let known = meetings.standing.first(where: { $0.event == decision }) else {
      throw meetingRefused([BilingualText("没有决定 \(decision)", "there is no decision \(decision)")])
    }
    if known.owner != proof.person.login { try Access.require(proof.person, .approve) }
    return try recordDecision(
      MeetingLedger.marked, ["decision": .integer(decision), "done": .boolean(isDone)],
      BilingualText("协同会决定\(isDone ? "完成" : "未完成")：\(known.words)", "decision \(isDone ? "done" : "not done"): \(known.words)"), context)
  }

  /// Closes the meeting: the next one looks at what happened from here on, and at what its figures were.
  public func holdMeeting(_ proof: Authorized<To.Approve>, context: CommandContext) throws -> CommandOutcome {
    if let earlier = try outcome(of: context) { return earlier }
    let figures = try meetingFigures(proof.person).mapValues { CanonicalValue.integer($0) }
    return try recordDecision(
      MeetingLedger.held, ["day": .day(planningDay), "figures": .map(figures)],
      BilingualText("\(planningDay) 协同会结束", "meeting of \(planningDay) closed"), context)
  }

  /// Takes back what one recorded of a meeting, or does it again.
  func reverseMeeting(_ event: Event, mark: String, words: BilingualText, context: CommandContext) throws -> CommandOutcome {
    if event.kind != MeetingLedger.marked { try Access.require(context.person, .approve) }
    return try recordReversal(
      of: event, as: mark == "undoes" ? MeetingLedger.reverted : MeetingLedger.restored, mark: mark, words: words, context: context)
  }

  func meetingRefused(_ reasons: [BilingualText]) -> CycleError {
    CycleError(
      .meetingRefused, BilingualText("不能这样记录", "it cannot be recorded so"), detail: BilingualText.joined(reasons),
      hint: BilingualText("改正后再提交", "correct it and try again"))
  }
}
