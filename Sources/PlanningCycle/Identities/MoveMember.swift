// SPDX-License-Identifier: Apache-2.0
public import Access
public import Calendars
import Commerce
import Journal

extension Workspace {
  /// Puts a member below another parent from a day on: reports of now see it there, those of then where it was.
  ///
  /// - Throws: `CycleError.reasonMissing`; `moveRefused` with every reason; `StoreError`.
  public func moveMember(
    _ proof: Authorized<To.ImportFacts>, _ level: HierarchyLevel, _ code: String, to parent: String, since: Day, context: CommandContext
  ) throws -> CommandOutcome {
    if let earlier = try outcome(of: context) { return earlier }
    try requireMergeReason(context)
    let problems = try moveProblems(level, code, parent, since)
    guard problems.isEmpty else {
      throw CycleError(
        .moveRefused, BilingualText("不能这样调整归属", "the member cannot be moved so"), detail: BilingualText.joined(problems),
        hint: BilingualText("改正后再提交", "correct it and try again"), parameters: ["level": level.rawValue, "code": code])
    }
    let label = BilingualText(
      "\(level.label.chinese)：\(code) 自 \(since) 起归 \(parent)", "\(level.label.english): \(code) lies below \(parent) from \(since) on")
    return try sayOfMembers(
      MergeLedger.moved,
      ["level": .text(level.rawValue), "code": .text(code), "parent": .text(parent), "since": .day(since)], label, context)
  }

  /// Takes a move back.
  ///
  /// - Throws: `CycleError.mergeNotKnown`, `reasonMissing`; `StoreError`.
  public func withdrawMove(_ proof: Authorized<To.ImportFacts>, _ move: Int64, context: CommandContext) throws -> CommandOutcome {
    if let earlier = try outcome(of: context) { return earlier }
    try requireMergeReason(context)
    guard let known = ledgers.merges.standingMoves.first(where: { $0.event == move }) else { throw Self.mergeNotKnown(move) }
    let label = BilingualText(
      "取消调整：\(known.code) 自 \(known.since) 起归 \(known.parent)", "move of \(known.code) below \(known.parent) taken back")
    return try sayOfMembers(MergeLedger.moveWithdrawn, ["withdraws": .integer(move)], label, context)
  }

  private func moveProblems(_ level: HierarchyLevel, _ code: String, _ parent: String, _ since: Day) throws -> [BilingualText] {
    var problems: [BilingualText] = []
    let table = try facts.table(level.factKind)
    if !table["code"].texts.contains(code) {
      problems.append(BilingualText("主数据里没有 \(code)", "master data have no \(code)"))
    }
    if parent.isEmpty || parent.count > 100 {
      problems.append(BilingualText("上级应为 1 到 100 个字", "a parent has 1 to 100 characters"))
    } else if level == .customerTerritory, !plan.catalogue.regions.contains(where: { $0.code == parent }) {
      problems.append(BilingualText("没有地区 \(parent)", "there is no territory \(parent)"))
    }
    if since > environment.today() {
      problems.append(BilingualText("\(since) 还没有到，请在当天或之后调整", "\(since) is to come: move it on that day or later"))
    }
    if since.year < 1970 { problems.append(BilingualText("日期 \(since) 太早", "the day \(since) is too early")) }
    return problems
  }
}
