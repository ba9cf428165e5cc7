// SPDX-License-Identifier: Apache-2.0
public import Access
public import Calendars
import Journal

extension Workspace {
  /// Signs a review for one side: exactly the figures and words that were seen.
  ///
  /// - Parameter content: digest of what was seen, in hexadecimal digits.
  /// - Throws: `CycleError.reviewRefused` for somebody who is not named for the side; `reviewChanged` when it is not what was seen.
  public func signReview(
    _ proof: Authorized<To.ViewPlan>, month: Month, side: ReviewSide, content: String, context: CommandContext
  ) throws -> CommandOutcome {
    if let earlier = try outcome(of: context) { return earlier }
    try proof.requireEverything()
    let standing = try openReview(month, seen: nil)
    guard standing.sheet.participants[side] == proof.person.login else {
      throw reviewRefused(
        [BilingualText("您不是\(side.label.chinese)的参加人", "you are not named for \(side.label.english.lowercased())")],
        hint: BilingualText("由参加人本人签", "who is named signs in person"))
    }
    let now = Self.content(try reviewFigures(month, of: nil).digest, standing.sheet)
    guard now.hex == content else { throw reviewChanged(month) }
    return try recordDecision(
      ReviewLedger.signed, ["month": .month(month), "side": .text(side.rawValue), "content": .digest(now)],
      BilingualText("\(month) 复盘：\(side.label.chinese)签字", "review of \(month) signed for \(side.label.english.lowercased())"), context)
  }

  /// Closes a review: its figures stay as they are, with their hash, whatever is corrected later.
  ///
  /// - Throws: `CycleError.reviewRefused` with every signature that is missing; `reviewChanged`.
  public func closeReview(_ proof: Authorized<To.Approve>, month: Month, content: String, context: CommandContext) throws -> CommandOutcome
  {
    if let earlier = try outcome(of: context) { return earlier }
    let standing = try openReview(month, seen: nil)
    let figures = try reviewFigures(month, of: nil)
    let now = Self.content(figures.digest, standing.sheet)
    guard now.hex == content else { throw reviewChanged(month) }
    let missing = ReviewSide.allCases.compactMap { side -> BilingualText? in
      guard let login = standing.sheet.participants[side] else {
        return BilingualText("没有\(side.label.chinese)的参加人", "nobody is named for \(side.label.english.lowercased())")
      }
      guard let signed = standing.signatures[side], signed.by.login == login, signed.content == now else {
        let name = name(ofLogin: login)
        return BilingualText("\(name.chinese)还没有签现在的内容", "\(name.english) has not signed what stands now")
      }
      return nil
    }
    guard missing.isEmpty else { throw reviewRefused(missing, hint: BilingualText("三方都签后再定稿", "close it when all three have signed")) }
    return try recordDecision(
      ReviewLedger.closed, ["month": .month(month), "figures": figures.canonical(named: true), "digest": .digest(figures.digest)],
      BilingualText("\(month) 复盘定稿", "review of \(month) closed"), context)
  }

  /// Opens a closed review again; the frozen figures stay in the journal.
  ///
  /// - Throws: `CycleError.reasonMissing`; `reviewRefused` for one that is open.
  public func reopenReview(_ proof: Authorized<To.Approve>, month: Month, context: CommandContext) throws -> CommandOutcome {
    if let earlier = try outcome(of: context) { return earlier }
    guard reviewLedger[month].closing != nil else {
      throw reviewRefused([BilingualText("\(month) 的复盘没有定稿", "the review of \(month) is not closed")])
    }
    guard !context.reason.isEmpty else {
      throw CycleError(
        .reasonMissing, BilingualText("请写明原因", "a reason is needed"),
        hint: BilingualText("为什么重新打开定稿的复盘", "why a closed review is opened again"))
    }
    return try recordDecision(
      ReviewLedger.reopened, ["month": .month(month)], BilingualText("\(month) 复盘重新打开", "review of \(month) opened again"), context)
  }

  /// Says that an action is done, or not yet: its owner, or whoever approves.
  ///
  /// - Throws: `CycleError.reviewRefused` for an action that is not there; `AccessError` for somebody else's.
  public func markReviewAction(
    _ proof: Authorized<To.ViewPlan>, month: Month, action number: Int, isDone: Bool, words: String, context: CommandContext
  ) throws -> CommandOutcome {
    if let earlier = try outcome(of: context) { return earlier }
    guard let action = reviewLedger[month].sheet.actions.first(where: { $0.number == number }) else {
      throw reviewRefused([BilingualText("\(month) 的复盘没有行动 \(number)", "the review of \(month) has no action \(number)")])
    }
    if action.owner != proof.person.login { try Access.require(proof.person, .approve) }
    return try recordDecision(
      ReviewLedger.actionMarked,
      [
        "month": .month(month), "action": .integer(Int64(number)), "done": .boolean(isDone),
        "words": .text(String(words.prefix(Self.reviewLimits.words))),
      ],
      BilingualText(
        "\(month) 复盘行动 \(number)：\(isDone ? "完成" : "未完成")", "action \(number) of the review of \(month): \(isDone ? "done" : "not done")"),
      context)
  }

  /// Takes back what one did to a review, or does it again; not over what came since.
  func reverseReview(_ event: Event, mark: String, words: BilingualText, context: CommandContext) throws -> CommandOutcome {
    guard let month = event.payload["month"]?.month else {
      throw CycleError(.nothingToUndo, BilingualText("没有可撤销的操作", "there is nothing to undo"))
    }
    if ![ReviewLedger.signed, ReviewLedger.actionMarked].contains(event.kind) { try Access.require(context.person, .approve) }
    let standing = reviewLedger[month].event
    guard mark == "undoes" ? standing == event.sequence : standing < event.sequence else { throw reviewChanged(month) }
    return try recordReversal(
      of: event, as: mark == "undoes" ? ReviewLedger.reverted : ReviewLedger.restored, mark: mark, words: words, context: context)
  }
}
