// SPDX-License-Identifier: Apache-2.0
public import Access
public import Calendars
import Commerce
import EntityResolution
import Journal

extension Workspace {
  /// The most codes that one command merges.
  static let mostMerged = 200

  /// Lets codes stand for the member of another, from the first fact or from a day on. No row is written anew: files, batches and documents keep
  /// the codes
  /// of their source.
  ///
  /// - Parameters:
  ///   - codes: those that no longer stand for members of their own.
  ///   - into: the one that stays.
  ///   - since: nil: from the first fact.
  /// - Throws: `CycleError.reasonMissing`; `mergeRefused` with every reason why it cannot be; `StoreError`.
  public func mergeMembers(
    _ proof: Authorized<To.ImportFacts>, _ kind: MemberKind, _ codes: [String], into: String, since: Day?, context: CommandContext
  ) throws -> CommandOutcome {
    if let earlier = try outcome(of: context) { return earlier }
    try requireMergeReason(context)
    let codes = Swift.Set(codes).sorted()
    let problems = try mergeProblems(kind, codes, into, since)
    guard problems.isEmpty else { throw Self.mergeRefused(problems, kind, into) }
    let names = codes.prefix(3).joined(separator: "、") + (codes.count > 3 ? "…" : "")
    let from = since.map { BilingualText("（自 \($0) 起）", " from \($0) on") } ?? BilingualText("", "")
    let label = BilingualText(
      "\(kind.label.chinese)归并：\(names) 归入 \(into)\(from.chinese)", "\(kind.label.english) merged: \(names) into \(into)\(from.english)")
    var payload: [String: CanonicalValue] = ["kind": .text(kind.rawValue), "codes": .list(codes.map { .text($0) }), "into": .text(into)]
    payload["since"] = since.map { .day($0) }
    return try sayOfMembers(MergeLedger.merged, payload, label, context)
  }

  /// Takes merged codes out again: everything is as if they had not been merged.
  ///
  /// - Parameter codes: nil for all that the command of this event merged.
  /// - Throws: `CycleError.mergeNotKnown`, `reasonMissing`; `StoreError`.
  public func separateMembers(
    _ proof: Authorized<To.ImportFacts>, _ merge: Int64, codes: [String]?, context: CommandContext
  ) throws -> CommandOutcome {
    if let earlier = try outcome(of: context) { return earlier }
    try requireMergeReason(context)
    let standing = ledgers.merges.standingMerges.filter { $0.event == merge && codes?.contains($0.code) ?? true }
    guard let first = standing.first, codes.map({ $0.count == standing.count }) ?? true else { throw Self.mergeNotKnown(merge) }
    let names = standing.map(\.code).joined(separator: "、")
    let label = BilingualText(
      "取消归并：\(names) 不再归入 \(first.into)", "\(first.kind.label.english) separated: \(names) out of \(first.into)")
    return try sayOfMembers(
      MergeLedger.separated, ["withdraws": .integer(merge), "codes": .list(standing.map { .text($0.code) })], label, context)
  }

  /// Keeps in mind that two codes are not one, so that they are not proposed again.
  ///
  /// - Throws: `CycleError.mergeRefused`; `StoreError`.
  public func keepApart(
    _ proof: Authorized<To.ImportFacts>, _ kind: MemberKind, _ codes: [String], context: CommandContext
  ) throws -> CommandOutcome {
    if let earlier = try outcome(of: context) { return earlier }
    let codes = Swift.Set(codes).sorted()
    let records = try memberRecords(kind)
    guard codes.count == 2, codes.allSatisfy({ records[$0] != nil }) else {
      throw Self.mergeRefused([BilingualText("要给出两个已知的编码", "two known codes are named")], kind, codes.joined(separator: " "))
    }
    let label = BilingualText("不是同一个：\(codes[0])、\(codes[1])", "not one and the same: \(codes[0]) and \(codes[1])")
    return try recordDecision(
      MergeLedger.apart, ["kind": .text(kind.rawValue), "codes": .list(codes.map { .text($0) })], label, context)
  }

  /// Lets two codes be proposed again.
  ///
  /// - Throws: `CycleError.mergeNotKnown`; `StoreError`.
  public func withdrawApart(_ proof: Authorized<To.ImportFacts>, _ apart: Int64, context: CommandContext) throws -> CommandOutcome {
    if let earlier = try outcome(of: context) { return earlier }
    guard let known = ledgers.merges.standingAparts.first(where: { $0.event == apart }) else { throw Self.mergeNotKnown(apart) }
    let label = BilingualText("可以再提示：\(known.codes[0])、\(known.codes[1])", "proposed again: \(known.codes[0]) and \(known.codes[1])")
    return try recordDecision(MergeLedger.apartWithdrawn, ["withdraws": .integer(apart)], label, context)
  }

  // MARK: - What all of them do

  /// Keeps what was said, reads the facts by it, and derives the plan again.
  func sayOfMembers(
    _ kind: String, _ payload: [String: CanonicalValue], _ label: BilingualText, _ context: CommandContext
  ) throws -> CommandOutcome {
    var payload = payload
    payload["label_zh"] = .text(label.chinese)
    payload["label_en"] = .text(label.english)
    let event = try store.append(context.draft(kind, .map(payload)), at: context.at)
    stand(at: max(revision, event.sequence))
    let former = board
    ledgers.merges.note(event)
    try adoptIdentities()
    let moved = board.moved(since: former, renames: [:], plan.engine)
    tell(
      WorkspaceChange(
        revision: revision, at: event.recordedAt, actor: context.person.actor, kind: kind, label: label, reason: context.reason,
        moved: moved, spread: [], alerts: alerts(), firstShortfall: firstShortfall()))
    return CommandOutcome(event: event.sequence, revision: revision, label: label, moved: moved, spread: [], isRepeat: false)
  }

  /// Reads the facts by what is said of members now, where they were read otherwise.
  func adoptIdentities() throws {
    let map = ledgers.merges.map
    guard map != facts.identities else { return }
    facts.adopt(map)
    forgetDocuments()
    try rebuild()
    if plan.history.months != nil, plan.baseline.map({ $0.origin < plan.cutoff }) ?? true {
      try refreshForecasts(as: .system, key: "members-\(revision)", reason: "")
    }
  }

  func requireMergeReason(_ context: CommandContext) throws(CycleError) {
    guard !context.reason.contains(where: { !$0.isWhitespace }) else { return }
    throw CycleError(
      .reasonMissing, BilingualText("需要写明理由", "a reason is needed"),
      hint: BilingualText("写下依据，历史里会看到", "write down why; the history shows it"))
  }

  static func mergeRefused(_ problems: [BilingualText], _ kind: MemberKind, _ into: String) -> CycleError {
    CycleError(
      .mergeRefused, BilingualText("不能这样归并", "they cannot be merged so"), detail: BilingualText.joined(problems),
      hint: BilingualText("改正后再提交", "correct it and try again"), parameters: ["kind": kind.rawValue, "into": into])
  }

  static func mergeNotKnown(_ event: Int64) -> CycleError {
    CycleError(
      .mergeNotKnown, BilingualText("没有这项归并决定", "there is no such decision about members"),
      detail: BilingualText("\(event) 不存在，或已取消", "\(event) is not there, or was taken back"),
      hint: BilingualText("刷新历史后再选", "look at the history again and choose"), parameters: ["event": "\(event)"])
  }
}
