// SPDX-License-Identifier: Apache-2.0
public import Access
import Calendars
import Journal
import Planning

/// Which figures of a form somebody approves.
public enum BudgetBasis: String, Sendable {
  /// The budget as it stands: imported, approved before, or moving with the forecast.
  case budget
  /// The rolling forecast.
  case forecast
}

extension Workspace {
  /// Approves a form for a year alone, where no flow is in force: its figures are kept with the event, and from now on float within limits only.
  ///
  /// - Parameters:
  ///   - content: digest of the figures the person saw (`BudgetFormView.contents`), hexadecimal.
  /// - Throws: `CycleError.budgetFormNotKnown`; `budgetLimitNotPossible`; `budgetChanged` when the figures moved since they were seen;
  ///   `flowInForce` where a flow decides; `AccessError` without the right to see the form; `StoreError`.
  public func approveBudget(
    _ proof: Authorized<To.Approve>, form: String, year: Int, basis: BudgetBasis, content: String, limits: BudgetLimits,
    context: CommandContext
  ) throws -> CommandOutcome {
    if let earlier = try outcome(of: context) { return earlier }
    let known = try budget(form, year, for: proof.person)
    guard limits.isPossible else { throw Self.limitNotPossible }
    // What was handed in is decided where it lies, and what a flow decides nobody decides alone.
    if let running = approvals.open(.budget(BudgetApproval.Key(form: form, year: year), basis, limits)) { throw approvalRunning(running) }
    if let flow = approvals.flows.flow(for: .budget) { throw Self.flowInForce(flow) }
    let (rows, digest) = try budgetFigures(known, year, basis)
    guard digest.hex == content else { throw Self.figuresMoved(digest) }
    let figures: [String: CanonicalValue] = [
      "form": .text(form), "year": .integer(Int64(year)), "basis": .text(basis.rawValue), "content": .digest(digest),
      "rows": BudgetContent.canonical(rows),
    ]
    let payload = figures.merging(limits.canonical) { _, new in new }
    let words = BilingualText("审批\(year)年\(known.label.chinese)", "\(known.label.english) \(year) approved")
    return try recordDecision(BudgetLedger.approved, payload, words, context)
  }

  /// Takes the approval of a form away: it moves with the forecast again.
  ///
  /// - Throws: `CycleError.budgetNotApproved`; as `approveBudget`.
  public func withdrawBudget(_ proof: Authorized<To.Approve>, form: String, year: Int, context: CommandContext) throws -> CommandOutcome {
    if let earlier = try outcome(of: context) { return earlier }
    let known = try budget(form, year, for: proof.person)
    guard budgets.approvals[BudgetApproval.Key(form: form, year: year)] != nil else { throw Self.notApproved(known, year) }
    let words = BilingualText("撤回\(year)年\(known.label.chinese)的审批", "approval of \(known.label.english) \(year) withdrawn")
    return try recordDecision(BudgetLedger.withdrawn, ["form": .text(form), "year": .integer(Int64(year))], words, context)
  }

  /// Accepts a change proposal, so that the line stands where the forecast is, or rejects it, so that it stays. Where a flow is in force for
  /// changes nobody accepts one alone; to reject moves nothing.
  ///
  /// - Parameter seen: the forecast the person saw, hundredths; nil when it does not matter.
  /// - Throws: `CycleError.budgetProposalNotKnown` when the line lies inside its limits; `budgetChanged` when the forecast moved since;
  ///   `reasonMissing` for a rejection without a reason; `flowInForce`; `approvalRunning` for a line that was handed in.
  public func decideBudget(
    _ proof: Authorized<To.Approve>, form: String, year: Int, line: String, isAccepted: Bool, seen: Int64?, context: CommandContext
  ) throws -> CommandOutcome {
    if let earlier = try outcome(of: context) { return earlier }
    let known = try budget(form, year, for: proof.person)
    guard let approval = budgets.approvals[BudgetApproval.Key(form: form, year: year)] else { throw Self.notApproved(known, year) }
    if let running = approvals.open(.change(approval.key, lines: [line])) { throw approvalRunning(running) }
    if isAccepted, let flow = approvals.flows.flow(for: .change) { throw Self.flowInForce(flow) }
    guard let proposal = try plan.proposals(approval).first(where: { $0.line == line }) else { throw Self.proposalNotKnown(line) }
    if let seen, seen != proposal.forecast {
      throw CycleError(
        .budgetChanged, BilingualText("预测又变了", "the forecast moved again"),
        detail: BilingualText("建议的数不再是您看到的那个", "the proposed figure is not the one you saw"),
        hint: BilingualText("看过新的数再决定", "look at the new figure and decide again"), parameters: ["line": line])
    }
    if !isAccepted, context.reason.isEmpty {
      throw CycleError(
        .reasonMissing, BilingualText("请写明不采纳的原因", "say why it is rejected"),
        hint: BilingualText("原因会留在记录里", "the reason stays on record"))
    }
    var payload: [String: CanonicalValue] = [
      "form": .text(form), "year": .integer(Int64(year)), "line": .text(line), "accepted": .boolean(isAccepted),
      "approved": .integer(proposal.approved), "forecast": .integer(proposal.forecast),
    ]
    if isAccepted { payload["months"] = BudgetContent.canonical([line: proposal.months])[line] }
    let name = proposal.label
    let words =
      isAccepted
      ? BilingualText("采纳变更建议：\(known.label.chinese) \(name.chinese)", "change accepted: \(known.label.english), \(name.english)")
      : BilingualText("不采纳变更建议：\(known.label.chinese) \(name.chinese)", "change rejected: \(known.label.english), \(name.english)")
    return try recordDecision(BudgetLedger.decided, payload, words, context)
  }

  /// Change proposals of all approved forms the person may see; of their own departments for somebody who is narrowed to some.
  public func budgetProposals(_ proof: Authorized<To.ViewPlan>) throws -> [BudgetProposal] {
    try openProposals().filter {
      sees(proof.person, .change(BudgetApproval.Key(form: $0.form, year: $0.year), lines: [$0.line]))
    }.map { proposal in
      var proposal = proposal
      // Whoever is narrowed does not hear what somebody else did to other rows.
      if !proof.person.scope.isEverything { proposal.cause = nil }
      proposal.running = approvals.open(.change(BudgetApproval.Key(form: proposal.form, year: proposal.year), lines: [proposal.line]))?.id
      return proposal
    }
  }

  /// The flow that decides about change proposals; nil: one person decides alone.
  public func changeFlow(_ proof: Authorized<To.ViewPlan>) -> BilingualText? { approvals.flows.flow(for: .change)?.name }

  /// Takes back an approval, a withdrawal or a decision of one's own, or does it again.
  func reverseBudget(_ event: Event, mark: String, words: BilingualText, context: CommandContext) throws -> CommandOutcome {
    try Access.require(context.person, .approve)
    // Done again, a lone decision would walk around a flow that came into force since.
    let isAccepted = event.kind == BudgetLedger.decided && event.payload["accepted"]?.boolean == true
    let purpose: FlowPurpose? = event.kind == BudgetLedger.approved ? .budget : isAccepted ? .change : nil
    if mark == "redoes", let flow = purpose.flatMap({ approvals.flows.flow(for: $0) }) { throw Self.flowInForce(flow) }
    let kind = mark == "undoes" ? BudgetLedger.reverted : BudgetLedger.restored
    return try recordReversal(of: event, as: kind, mark: mark, words: words, context: context)
  }

  func budgetFigures(_ form: BudgetForm, _ year: Int, _ basis: BudgetBasis) throws(PlanningError) -> (
    rows: [String: [Month: Int64]], digest: Digest
  ) {
    let key = BudgetApproval.Key(form: form.key, year: year)
    let contents = try plan.budgetContents(form, year, approval: budgets.approvals[key])
    let rows = basis == .budget ? contents.budget : contents.forecast
    return (rows, BudgetContent.digest(key, rows))
  }

  func budget(_ key: String, _ year: Int, for person: Person) throws -> BudgetForm {
    guard let form = BudgetForm.named(key), !plan.calendar.indexes(of: .year(year), axis: .month).isEmpty else {
      throw Self.budgetNotKnown("\(year)年的预算表 \(key)", "the form \(key) of \(year)", BudgetForm.all.map(\.key).joined(separator: ", "))
    }
    if let permission = form.permission { try Access.require(person, permission) }
    return form
  }

  static func proposalNotKnown(_ line: String) -> CycleError {
    CycleError(
      .budgetProposalNotKnown, BilingualText("没有这条变更建议", "there is no such change proposal"),
      detail: BilingualText("\(line) 已在浮动区间内，或已有人处理", "\(line) lies within its limits, or somebody decided already"),
      hint: BilingualText("刷新后再看", "look again after a refresh"), parameters: ["line": line])
  }

  static var limitNotPossible: CycleError {
    CycleError(
      .budgetLimitNotPossible, BilingualText("浮动区间不可能", "the limits are not possible"),
      detail: BilingualText("比例在 0 到 1000% 之间，金额不小于 0", "a share lies between 0 and 1000 %, an amount is not below 0"),
      hint: BilingualText("例如 5% 或 10000 元", "5 % or 10000, say"))
  }

  static func figuresMoved(_ digest: Digest) -> CycleError {
    CycleError(
      .budgetChanged, BilingualText("预算表的数已经变了", "the form's figures moved"),
      detail: BilingualText("您看到的和现在的不同", "what you saw is not what stands there now"),
      hint: BilingualText("看过新的数再审批", "look at the new figures and approve again"), parameters: ["content": digest.hex])
  }

  static func notApproved(_ form: BudgetForm, _ year: Int) -> CycleError {
    CycleError(
      .budgetNotApproved, BilingualText("这张预算表没有审批", "the form is not approved"),
      detail: BilingualText("\(year)年\(form.label.chinese)随预测变动", "\(form.label.english) \(year) moves with the forecast"),
      hint: BilingualText("先审批", "approve it first"))
  }
}

extension PlanState {
  /// The figures of the form's own lines by month of a year: what may be approved.
  func budgetContents(_ form: BudgetForm, _ year: Int, approval: BudgetApproval?) throws(PlanningError) -> (
    budget: [String: [Month: Int64]], forecast: [String: [Month: Int64]]
  ) {
    let builder = BuildBudgetForm(plan: self, form: form, period: .year(year), departments: nil, approval: approval)
    let indexes = calendar.indexes(of: .year(year), axis: .month)
    var budget: [String: [Month: Int64]] = [:]
    var forecast: [String: [Month: Int64]] = [:]
    for row in try builder.rows().rows where row.isOwn && row.rank != .heading {
      for index in builder.known(row, indexes) {
        let month = calendar.month(at: index)
        if index < row.budget.count, let value = row.budget[index] { budget[row.key, default: [:]][month] = value }
        if index < row.forecast.count, let value = row.forecast[index] { forecast[row.key, default: [:]][month] = value }
      }
    }
    return (budget, forecast)
  }
}
