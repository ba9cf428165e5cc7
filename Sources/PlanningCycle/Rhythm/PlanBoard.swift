// SPDX-License-Identifier: Apache-2.0
import Access
import Approvals
import Calendars
import Journal

/// Where the forms of rounds stand: read from the approvals and the budgets they are in, never kept a second time.
struct PlanBoard {
  let workspace: Workspace
  let rhythm: PlanRhythm?
  let people: [Person]
  let names: ApprovalNames
  /// The newest day somebody was reminded, by round and form.
  private let reminded: [String: Day]
  /// Years that somebody imported a budget of.
  private let budgeted: Swift.Set<Int>

  init(_ workspace: Workspace, _ rhythm: PlanRhythm?, _ records: [PersonRecord]) {
    self.workspace = workspace
    self.rhythm = rhythm
    people = records.compactMap(\.person).filter(\.isActive).sorted { $0.id < $1.id }
    names = ApprovalNames(records, workspace.reportingLines)
    reminded = Dictionary(
      workspace.rhythms.reminders.map { ($0.key.round + "/" + $0.key.form, $0.value) }, uniquingKeysWith: { max($0, $1) })
    budgeted = Swift.Set(workspace.plan.budgets.months.map(\.year))
  }

  /// Where a form is, and since when it is handed in.
  struct Standing {
    var state = PlanCalendarView.State.notStarted
    var handedInOn: Day?
    var approval: ApprovalLedger.Case?
  }

  func standing(_ form: PlanForm, in round: PlanRound) -> Standing {
    if case .reconciliation(let region) = form { return reconciliation(region, round) }
    var standing = Standing()
    let cases = workspace.approvals.cases.filter { form.matches($0.subject, in: round) }
    // What is handed in during the round counts; else what came next, though late.
    let inside = cases.last { (round.opensOn...round.closesOn).contains($0.handedInOn) }
    let after = cases.first { $0.handedInOn > round.closesOn && $0.handedInOn <= round.acceptsUntil }
    if let found = inside ?? after {
      standing.approval = found
      switch found.run.status {
      case .running: (standing.state, standing.handedInOn) = (.submitted, found.handedInOn)
      case .approved: (standing.state, standing.handedInOn) = (.approved, found.handedInOn)
      case .returned, .withdrawn, .ended: standing.state = .draft
      }
    }
    guard case .budget(let key) = form else { return standing }
    guard let approval = workspace.budgets.approvals[BudgetApproval.Key(form: key, year: round.budgetYear)] else {
      // Its approval was taken back, or somebody imported figures to begin with.
      if standing.state == .approved { standing = Standing(state: .draft, approval: standing.approval) }
      if standing.state == .notStarted, budgeted.contains(round.budgetYear) { standing.state = .draft }
      return standing
    }
    standing.handedInOn = standing.handedInOn ?? approval.at.civilDay
    if standing.state != .submitted { standing.state = approval.release == nil ? .approved : .released }
    return standing
  }

  /// One signature is on its way, two are the end.
  private func reconciliation(_ region: String, _ round: PlanRound) -> Standing {
    let key = ReconcileLedger.Key(region: region, month: round.closedMonth)
    if let frozen = workspace.reconciled.frozen(key) { return Standing(state: .approved, handedInOn: frozen.day) }
    return Standing(state: workspace.reconciled.standing(key).isEmpty ? .notStarted : .submitted)
  }

  /// Who is asked for a form that is not handed in: whoever hands it in, or whoever of a pair did not sign.
  func asked(_ form: PlanForm, in round: PlanRound) -> [Person] {
    guard case .reconciliation(let region) = form else { return owner(of: form).map { [$0] } ?? [] }
    let signed = workspace.reconciled.standing(ReconcileLedger.Key(region: region, month: round.closedMonth))
    let signers = workspace.signers(of: region, self)
    // Both signed, but not the same figures: both look again.
    return ReconciliationSide.allCases.filter { signed.count == 2 || signed[$0] == nil }.compactMap { signers[$0] }
  }

  func form(_ form: PlanForm, in round: PlanRound) -> PlanCalendarView.Form {
    let standing = standing(form, in: round)
    let owner = owner(of: form)
    let name = owner.map { BilingualText($0.name, $0.englishName) }
    var next: [(person: BilingualText, step: BilingualText?)] = []
    if standing.state == .submitted, let one = standing.approval {
      next = one.run.openTasks.map { (names[$0.assignee], one.definition.label($0.node)) }
    } else if standing.handedInOn == nil, workspace.planningDay <= round.closesOn {
      next = asked(form, in: round).map { (BilingualText($0.name, $0.englishName), nil) }
    }
    return PlanCalendarView.Form(
      key: form.key, label: workspace.name(of: form), state: standing.state, handedInOn: standing.handedInOn,
      late: late(standing, round), owner: name, next: next, approval: standing.approval?.id, link: link(form, round),
      remindedOn: reminded[round.id + "/" + form.key])
  }

  /// Workdays past the due day; what never came is as late as its round was long.
  func late(_ standing: Standing, _ round: PlanRound) -> Int {
    round.late(on: standing.handedInOn ?? min(workspace.planningDay, round.closesOn), workspace.planDays)
  }

  func link(_ form: PlanForm, _ round: PlanRound) -> String {
    switch form {
    case .forecast(let region): "#/forecast?region=" + (region.isEmpty ? "ALL" : region)
    case .reconciliation(let region): "#/reconcile?month=\(round.closedMonth)&region=\(region)"
    case .budget(let key): "#/budgets?form=\(key)&period=\(round.budgetYear)"
    }
  }

  /// Who hands a form in: whom the calendar names, else who the roles say.
  func owner(of form: PlanForm) -> Person? {
    if let login = rhythm?.owners[form.key], let named = people.first(where: { $0.login == login }) { return named }
    return roleOwner(of: form)
  }

  /// The manager of the region; of a budget form the role that answers for it; else whoever stands above.
  func roleOwner(of form: PlanForm) -> Person? {
    func first(_ roles: [Role]) -> Person? { roles.lazy.compactMap { role in people.first { $0.role == role } }.first }
    switch form {
    case .forecast(let region):
      let places = workspace.plan.catalogue.places(region: region.isEmpty ? nil : region)
      let own = people.first { $0.role == .regionalManager && !$0.scope.isEverything && $0.scope.admits(row: places) }
      return own ?? first([.salesDirector, .generalManager])
    case .reconciliation(let region): return workspace.signers(of: region, self)[.sales]
    case .budget(let key): return first([BudgetForm.named(key)?.owner, .generalManager].compactMap { $0 })
    }
  }
}
