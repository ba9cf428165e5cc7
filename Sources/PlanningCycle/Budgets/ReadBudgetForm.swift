// SPDX-License-Identifier: Apache-2.0
public import Access
import Approvals
import Calendars
import Journal
import Planning

extension Workspace {
  /// 预算表: one form of one period, of the plan or a scenario.
  ///
  /// - Parameters:
  ///   - period: a month, quarter or year as on the wire; nil for the year of the last closed month.
  ///   - department: code; nil for the whole company, or for all departments of somebody who is narrowed to some.
  /// - Throws: `CycleError.budgetFormNotKnown` for a form, department or period that is not there, or of which somebody who is narrowed sees nothing; `AccessError` when the form shows
  ///   cash or cost that the person may not see; `scenarioNotKnown`.
  public func budgetForm(
    _ proof: Authorized<To.ViewPlan>, _ key: String, period: String? = nil, department: String? = nil, scenario: Int64? = nil
  ) throws -> BudgetFormView {
    guard let form = BudgetForm.named(key) else {
      throw Self.budgetNotKnown("预算表 \(key)", "the form \(key)", BudgetForm.all.map(\.key).joined(separator: ", "))
    }
    if let permission = form.permission { try Access.require(proof.person, permission) }
    let plan = try state(of: scenario, proof)
    let sight = plan.sight(of: proof.person)
    var only = sight.departmentPositions(in: plan)
    guard sight.isEverything || (form.hasDepartments && only?.isEmpty == false) else {
      throw Self.budgetNotKnown("预算表 \(key)", "the form \(key)", "")
    }
    if let department {
      guard let position = plan.members.departmentPositions[department], form.hasDepartments, only?.contains(position) ?? true else {
        throw Self.budgetNotKnown("部门 \(department)", "the department \(department)", "")
      }
      only = [position]
    }
    let wanted = try budgetPeriod(period, plan)
    var view = try BuildBudgetForm(
      plan: plan, form: form, period: wanted, departments: only,
      approval: budgets.approvals[BudgetApproval.Key(form: key, year: wanted.year)],
      sight: sight
    ).build()
    if case .year(let year) = wanted, scenario == nil { view.parts = try parts(form, year, for: proof.person, only: only) }
    if case .year(let year) = wanted, only == nil, scenario == nil {
      let key = BudgetApproval.Key(form: key, year: year)
      view.way = try way(key)
      guard Access.allows(proof.person, .approve) || Access.allows(proof.person, .editBudget) else { return view }
      let contents = try plan.budgetContents(form, year, approval: budgets.approvals[key])
      view.contents = BudgetFormView.Contents(
        budget: BudgetContent.digest(key, contents.budget).hex, forecast: BudgetContent.digest(key, contents.forecast).hex)
    }
    return view
  }

  /// All forms the person may see, each with the line that stands for it, in the order in which they follow from one another.
  ///
  /// - Throws: as `budgetForm`.
  public func budgetForms(_ proof: Authorized<To.ViewPlan>, period: String? = nil, scenario: Int64? = nil) throws -> [BudgetFormSummary] {
    let plan = try state(of: scenario, proof)
    let wanted = try budgetPeriod(period, plan)
    let open = try scenario == nil ? budgetProposals(proof) : []
    let sight = plan.sight(of: proof.person)
    let only = sight.departmentPositions(in: plan)
    return try BudgetForm.all.compactMap { form in
      if let permission = form.permission, !Access.allows(proof.person, permission) { return nil }
      let approval = budgets.approvals[BudgetApproval.Key(form: form.key, year: wanted.year)]
      if let only, only.isEmpty || !form.hasDepartments { return nil }
      let builder = BuildBudgetForm(
        plan: plan, form: form, period: wanted, departments: only, approval: approval, sight: only == nil ? nil : sight)
      guard let line = try builder.headline() else { return nil }
      return BudgetFormSummary(
        key: form.key, label: form.label, group: form.group, headline: line, isApproved: approval != nil,
        proposals: open.filter { $0.form == form.key && $0.year == wanted.year }.count)
    }
  }

  private func way(_ key: BudgetApproval.Key) throws(StoreError) -> BudgetFormView.Way {
    let flow = approvals.flows.flow(for: .budget)?.name
    let approval = budgets.approvals[key]
    let offers = [FlowPurpose.release, .transfer].filter { purpose in
      approval != nil && approvals.flows.flow(for: purpose) != nil && (purpose == .transfer || approval?.release == nil)
    }
    guard let open = approvals.open(key) else { return BudgetFormView.Way(flow: flow, offers: offers, running: nil) }
    let names = try approvalNames()
    let waits = open.run.openTasks.map { (step: open.definition.label($0.node), person: names[$0.assignee]) }
    return BudgetFormView.Way(
      flow: flow, offers: offers,
      running: .init(approval: open.id, purpose: open.subject.purpose, status: open.run.status.rawValue, waits: waits))
  }

  func budgetPeriod(_ text: String?, _ plan: PlanState) throws(CycleError) -> PlanPeriod {
    let wanted = text ?? PlanPeriod.year(plan.cutoff.year).column
    guard let period = PlanPeriod(column: wanted) else {
      throw Self.budgetNotKnown("期间 \(wanted)", "the period \(wanted)", "2026, 2026Q4, 2026-11")
    }
    if case .day = period { throw Self.budgetNotKnown("期间 \(wanted)", "the period \(wanted)", "2026, 2026Q4, 2026-11") }
    guard !plan.calendar.indexes(of: period, axis: .month).isEmpty else {
      throw Self.budgetNotKnown(
        "期间 \(wanted)", "the period \(wanted)", "\(plan.calendar.firstMonth) … \(plan.calendar.lastMonth)")
    }
    return period
  }

  static func budgetNotKnown(_ chinese: String, _ english: String, _ known: String) -> CycleError {
    CycleError(
      .budgetFormNotKnown, BilingualText("没有这张预算表", "there is no such budget form"),
      detail: BilingualText("计划里没有\(chinese)", "the plan does not have \(english)"),
      hint: known.isEmpty ? BilingualText("从列表里选一个", "choose one of the list") : BilingualText("可用：\(known)", "known are \(known)"),
      parameters: ["known": known])
  }
}

extension PlanPeriod {
  /// The year it lies in; of days and weeks that of their day.
  var year: Int {
    switch self {
    case .month(let month): month.year
    case .quarter(let year, _), .year(let year): year
    case .day(let day), .week(let day): day.year
    }
  }
}
