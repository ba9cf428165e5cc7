// SPDX-License-Identifier: Apache-2.0
public import Access
import Journal

extension Workspace {
  /// Says that a thread is settled, or open again: whoever sees it may.
  ///
  /// - Throws: `CycleError.threadNotKnown`; `threadRefused` when it already stands so.
  public func settleThread(
    _ proof: Authorized<To.ViewPlan>, _ id: Int64, isResolved: Bool, context: CommandContext
  ) throws -> CommandOutcome {
    if let earlier = try outcome(of: context) { return earlier }
    let thread = try thread(id, for: proof.person)
    guard (thread.resolved != nil) != isResolved else {
      throw Self.threadRefused([isResolved ? BilingualText("已经解决", "it is settled already") : BilingualText("没有解决过", "it is open already")])
    }
    return try recordDecision(
      isResolved ? ThreadLedger.resolved : ThreadLedger.reopened, ["thread": .integer(id)],
      isResolved ? BilingualText("讨论已解决", "discussion settled") : BilingualText("重新打开讨论", "discussion opened again"), context)
  }

  /// Takes note of what names one, without an answer: it leaves one's 待办.
  ///
  /// - Throws: `CycleError.threadNotKnown`; `threadRefused` when nothing waits.
  public func acknowledgeMention(
    _ proof: Authorized<To.ViewPlan>, _ id: Int64, context: CommandContext
  ) throws -> CommandOutcome {
    if let earlier = try outcome(of: context) { return earlier }
    let thread = try thread(id, for: proof.person)
    guard let comment = thread.waits(for: proof.person.id) else {
      throw Self.threadRefused([BilingualText("这里没有 @ 您的话", "nothing here waits for you")])
    }
    return try recordDecision(
      ThreadLedger.acknowledged, ["thread": .integer(id), "comment": .integer(comment.event)], BilingualText("已知悉", "taken note"), context)
  }
}
