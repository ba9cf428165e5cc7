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
  /// Approves a form for a year: its figures are kept with the event, and from now on float within limits only.
  ///
  /// - Parameters:
  ///   - content: digest of the figures the person saw (`BudgetFormView.contents`), hexadecimal.
  ///   - limit: nil: every change of a figure is proposed.
  ///   - lines: limits of single lines, by key.
  /// - Throws: `CycleError.budgetFormNotKnown`; `budgetLimitNotPossible`; `budgetChanged` when the figures moved since they were seen;
  ///   `AccessError` without the right to see the form; `StoreError`.
  public func approveBudget(
    _ proof: Authorized<To.Approve>, form: String, year: Int, basis: BudgetBasis, content: String, limit: BudgetLimit?,
    lines: [String: BudgetLimit] = [:], context: CommandContext
  ) throws -> CommandOutcome {
    if let earlier = try outcome(of: context) { return earlier }
    let known = try budget(form, year, for: proof.person)
    guard limit?.isPossible ?? true, lines.values.allSatisfy(\.isPossible) else { throw Self.limitNotPossible }
    // What was handed in is decided where it lies: nobody walks around the people who are asked.
    if approvals.open(BudgetApproval.Key(form: form, year: year)) != nil {
      throw CycleError(
        .approvalRunning, BilingualText("这张预算表正在审批中", "the form is on its way to approval"),
        detail: BilingualText("\(year)年\(known.label.chinese)已上报", "\(known.label.english) \(year) was handed in"),
        hint: BilingualText("在待办里审批", "decide it in the list of approvals"))
    }
    let (rows, digest) = try budgetFigures(known, year, basis)
    guard digest.hex == content else { throw Self.figuresMoved(digest) }
    var payload: [String: CanonicalValue] = [
      "form": .text(form), "year": .integer(Int64(year)), "basis": .text(basis.rawValue), "content": .digest(digest),
      "rows": BudgetContent.canonical(rows), "lines": .map(lines.mapValues(\.canonical)),
    ]
    payload["limit"] = limit?.canonical
    let words = BilingualText("审批\(year)年\(known.label.chinese)", "\(known.label.english) \(year) approved")
    return try decide(BudgetLedger.approved, payload, words, context)
  }

  /// Takes the approval of a form away: it moves with the forecast again.
  ///
  /// - Throws: `CycleError.budgetNotApproved`; as `approveBudget`.
  public func withdrawBudget(_ proof: Authorized<To.Approve>, form: String, year: Int, context: CommandContext) throws -> CommandOutcome {
    if let earlier = try outcome(of: context) { return earlier }
    let known = try budget(form, year, for: proof.person)
    guard budgets.approvals[BudgetApproval.Key(form: form, year: year)] != nil else { throw Self.notApproved(known, year) }
    let words = BilingualText("撤回\(year)年\(known.label.chinese)的审批", "approval of \(known.label.english) \(year) withdrawn")
    return try decide(BudgetLedger.withdrawn, ["form": .text(form), "year": .integer(Int64(year))], words, context)
  }

  /// Accepts a change proposal, so that the line stands where the forecast is, or rejects it, so that it stays.
  ///
  /// - Parameter seen: the forecast the person saw, hundredths; nil when it does not matter.
  /// - Throws: `CycleError.budgetProposalNotKnown` when the line lies inside its limits; `budgetChanged` when the forecast moved since;
  ///   `reasonMissing` for a rejection without a reason.
  public func decideBudget(
    _ proof: Authorized<To.Approve>, form: String, year: Int, line: String, isAccepted: Bool, seen: Int64?, context: CommandContext
  ) throws -> CommandOutcome {
    if let earlier = try outcome(of: context) { return earlier }
    let known = try budget(form, year, for: proof.person)
    guard let approval = budgets.approvals[BudgetApproval.Key(form: form, year: year)] else { throw Self.notApproved(known, year) }
    guard let proposal = try plan.proposals(approval).first(where: { $0.line == line }) else {
      throw CycleError(
        .budgetProposalNotKnown, BilingualText("没有这条变更建议", "there is no such change proposal"),
        detail: BilingualText("\(line) 已在浮动区间内，或已有人处理", "\(line) lies within its limits, or somebody decided already"),
        hint: BilingualText("刷新后再看", "look again after a refresh"), parameters: ["line": line])
    }
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
    return try decide(BudgetLedger.decided, payload, words, context)
  }

  /// Change proposals of all approved forms the person may see.
  public func budgetProposals(_ proof: Authorized<To.ViewCompany>) throws -> [BudgetProposal] {
    try openProposals().filter { proposal in
      guard let permission = BudgetForm.named(proposal.form)?.permission else { return true }
      return Access.allows(proof.person, permission)
    }
  }

  /// Takes back an approval, a withdrawal or a decision of one's own, or does it again.
  func reverseBudget(_ event: Event, mark: String, words: BilingualText, context: CommandContext) throws -> CommandOutcome {
    try Access.require(context.person, .approve)
    let label = BilingualText(
      words.chinese + "：" + (event.payload["label_zh"]?.text ?? ""), words.english + ": " + (event.payload["label_en"]?.text ?? ""))
    let kind = mark == "undoes" ? BudgetLedger.reverted : BudgetLedger.restored
    return try decide(kind, [mark: .integer(event.sequence)], label, context)
  }

  private func decide(_ kind: String, _ payload: [String: CanonicalValue], _ words: BilingualText, _ context: CommandContext) throws
    -> CommandOutcome
  {
    var payload = payload
    payload["label_zh"] = .text(words.chinese)
    payload["label_en"] = .text(words.english)
    let event = try store.append(context.draft(kind, .map(payload)), at: context.at)
    undo.note(event)
    budgets.note(event)
    return announce(event, words, [], spread: [], reason: context.reason)
  }

  func budget(_ key: String, _ year: Int, for person: Person) throws -> BudgetForm {
    guard let form = BudgetForm.named(key), !plan.calendar.indexes(of: .year(year), axis: .month).isEmpty else {
      throw Self.budgetNotKnown("\(year)年的预算表 \(key)", "the form \(key) of \(year)", BudgetForm.all.map(\.key).joined(separator: ", "))
    }
    if let permission = form.permission { try Access.require(person, permission) }
    return form
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

  private static func notApproved(_ form: BudgetForm, _ year: Int) -> CycleError {
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
    let builder = BuildBudgetForm(plan: self, form: form, period: .year(year), department: nil, approval: approval)
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
