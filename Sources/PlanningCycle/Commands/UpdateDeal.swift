// SPDX-License-Identifier: Apache-2.0
public import Access
import Calendars
import Commerce
import Journal
import Planning

extension Workspace {
  /// Changes a deal: a corrected fact with the event that says who and why; the pipeline and everything behind it follow.
  ///
  /// - Parameter version: the version of the deal the person was looking at; nil when it does not matter.
  /// - Throws: `CycleError.dealNotKnown`, `changedSince`, `payloadIncomplete`; `StoreError`.
  public func updateDeal(
    _ proof: Authorized<To.EditDeal>, code: String, version: Int64?, change: DealChange, context: CommandContext
  ) throws -> CommandOutcome {
    if let earlier = try outcome(of: context) { return earlier }
    let deal = try find(deal: code)
    try proof.require(row: plan.catalogue.places(of: deal))
    if let version, version != deal.batch {
      throw CycleError(
        .changedSince, BilingualText("商机已被修改", "the deal was changed meanwhile"),
        detail: BilingualText("您看到的是第 \(version) 版，现在是第 \(deal.batch) 版", "you saw version \(version), it is now \(deal.batch)"),
        hint: BilingualText("请查看新值后再改", "look at the new values and try again"), parameters: try dealConflict(deal, change))
    }
    guard !change.isEmpty else {
      throw CycleError(
        .payloadIncomplete, BilingualText("没有要修改的内容", "nothing to change"),
        hint: BilingualText(
          "给出 closesOn、deliversOn、stage、amountInclTax 或 isCommitted", "give closesOn, deliversOn, stage, amountInclTax or isCommitted"))
    }
    return try apply(change.completed(for: deal), to: deal, context: context, extra: [:])
  }

  /// Who changed the deal last, when, and to what; beside what was wanted.
  private func dealConflict(_ deal: Deal, _ change: DealChange) throws -> KeyValuePairs<String, String> {
    let event = try store.events(after: deal.batch - 1, limit: 1).first
    let theirs = DealChange((event?.payload["command"] ?? event?.payload)?["change"]).words.english
    return [
      "deal": deal.code, "theirs": theirs, "yours": change.words.english, "by": event?.draft.actor.login ?? "",
      "at": event?.recordedAt.stampText ?? "",
    ]
  }

  func find(deal code: String) throws(CycleError) -> Deal {
    guard let deal = plan.deals.first(where: { $0.code == code }) else {
      throw CycleError(
        .dealNotKnown, BilingualText("没有这个商机", "there is no such deal"),
        detail: BilingualText("商机 \(code) 不存在", "no deal has the code \(code)"), parameters: ["deal": code])
    }
    return deal
  }

  func apply(
    _ change: DealChange, to deal: Deal, context: CommandContext, extra: [String: CanonicalValue]
  ) throws -> CommandOutcome {
    // The source's own codes: a merge that is taken back finds the deal as it was.
    let deals = try facts.own(.deals)
    if let stage = change.stage, stage != deal.stage { try recordStage(stage, of: deal, change, context: context) }
    var payload = extra
    payload["deal"] = .text(deal.code)
    payload["change"] = change.canonical
    payload["inverse"] = change.inverse(of: deal).canonical
    let batch = FactBatch(table: change.row(of: deal, in: deals), recordedOn: environment.today())
    let receipt = try timed(.journal) {
      try store.record(batch, for: context.draft("deal.updated", .map(payload)), at: context.at)
    }
    undo.note(receipt.event)
    facts.forget(.deals)
    facts.forget(.dealStages)
    forgetDeals()
    let wave = try timed(.engine) { try followDeals(event: receipt.batch) }
    let label = BilingualText(
      "商机 \(deal.name.chinese)：\(change.words.chinese)", "deal \(deal.name.english): \(change.words.english)")
    return announce(receipt.event, label, wave.measures, spread: [], reason: context.reason, nodes: nodeTrace(of: deal, change))
  }

  /// A deal is a sync node when it is large and was won, lost or put off: whatever else is changed of it brings none, unless it made it large.
  private func nodeTrace(of deal: Deal, _ change: DealChange) -> NodeTrace {
    let (before, after) = (deal.amountInclTax ?? 0, change.amountInclTax ?? deal.amountInclTax ?? 0)
    let moves = change.stage != nil || change.closesOn != nil || before < meetings.large
    return NodeTrace(
      mayBring: deal.kind == .project && after >= meetings.large && moves, places: plan.catalogue.places(of: deal))
  }

  /// Reads the deals again and writes the pipeline cells that changed.
  func followDeals(event: Int64) throws -> Wave {
    plan.deals = Deal.read(deals: try facts.table(.deals), stages: try facts.table(.dealStages))
    plan.statistics = StageStatistics.learn(from: plan.deals)
    return try derivePipeline()
  }

  /// Derives the pipeline of the plan again and writes the cells that changed.
  func derivePipeline() throws -> Wave {
    let former = Swift.Set(plan.pipeline.shares.keys.map(\.item))
    let wave = try plan.derivePipeline()
    tableChanges.note(wave, plan)
    // A deal may bring an item into the table.
    if Swift.Set(plan.pipeline.shares.keys.map(\.item)) != former { tableChanges.forget() }
    return wave
  }

  private func recordStage(_ stage: String, of deal: Deal, _ change: DealChange, context: CommandContext) throws {
    var table = FactTable(kind: .dealStages)
    var values: [String: FactValue] = [
      "deal": .text(deal.code), "stage": .text(stage), "entered_on": .day(environment.today()),
    ]
    if let closes = change.closesOn ?? deal.closesOn { values["closes_on"] = .day(closes) }
    if let amount = change.amountInclTax ?? deal.amountInclTax { values["amount_incl_tax"] = .number(amount) }
    table.append(values, line: 0)
    let draft = context.draft("deal.stage-entered", .map(["deal": .text(deal.code), "stage": .text(stage)]), suffix: "/stage")
    let receipt = try store.record(FactBatch(table: table, recordedOn: environment.today()), for: draft, at: context.at)
    stand(at: max(revision, receipt.batch))
  }
}

extension DealChange {
  /// What changes, in words.
  var words: BilingualText {
    var chinese: [String] = []
    var english: [String] = []
    if let closesOn {
      chinese.append("预计成交改到 \(closesOn)")
      english.append("closing on \(closesOn)")
    }
    if let deliversOn {
      chinese.append("交付改到 \(deliversOn)")
      english.append("delivery on \(deliversOn)")
    }
    if let stage {
      let name = StageName.label(stage)
      chinese.append("阶段改为 \(name.chinese)")
      english.append("stage \(name.english)")
    }
    if amountInclTax != nil {
      chinese.append("金额调整")
      english.append("amount changed")
    }
    if let isCommitted {
      chinese.append(isCommitted ? "承诺" : "取消承诺")
      english.append(isCommitted ? "committed" : "no longer committed")
    }
    return BilingualText(chinese.joined(separator: "，"), english.joined(separator: ", "))
  }
}
