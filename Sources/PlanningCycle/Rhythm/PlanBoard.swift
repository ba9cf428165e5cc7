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
  private let imported: [ImportedForecast]
  private let organised: ApprovalPeople
  private let figures = Figures()

  /// Forms as they are now, read once for all their departments.
  private final class Figures { var known: [BudgetApproval.Key: [String: [Month: Int64]]] = [:] }

  init(_ workspace: Workspace, _ rhythm: PlanRhythm?, _ records: [PersonRecord]) {
    self.workspace = workspace
    self.rhythm = rhythm
    people = records.compactMap(\.person).filter(\.isActive).sorted { $0.id < $1.id }
    names = ApprovalNames(records, workspace.reportingLines)
    reminded = Dictionary(
      workspace.rhythms.reminders.map { ($0.key.round + "/" + $0.key.form, $0.value) }, uniquingKeysWith: { max($0, $1) })
    budgeted = Swift.Set(workspace.plan.budgets.months.map(\.year))
    // A file that cannot be read now hands nothing in now; the next look asks again.
    imported = (try? workspace.importedForecasts()) ?? []
    organised = names.people
  }

  /// Where a form is, and since when it is handed in.
  struct Standing {
    var state = PlanCalendarView.State.notStarted
    var handedInOn: Day?
    var approval: ApprovalLedger.Case?
    /// Who brought it in from a file.
    var importedBy: Actor?
  }

  func standing(_ form: PlanForm, in round: PlanRound) -> Standing {
    if case .reconciliation(let region) = form { return reconciliation(region, round) }
    if case .part(let form, let department) = form { return part(form, department, round) }
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
    if case .forecast(let region) = form, standing.approval == nil, let found = file(region, round) {
      return Standing(state: .submitted, handedInOn: found.day, importedBy: found.by)
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

  /// What a file of months after the round's says of a region; in time before late.
  private func file(_ region: String, _ round: PlanRound) -> ImportedForecast? {
    let own = imported.filter { $0.region == region && $0.month > round.month && $0.day >= round.opensOn && $0.day <= round.acceptsUntil }
    return own.min { $0.day < $1.day }
  }

  /// Of a department: handed in by itself, and then what becomes of the whole form.
  private func part(_ form: String, _ department: String, _ round: PlanRound) -> Standing {
    let found = workspace.ledgers.parts[.init(form: form, year: round.budgetYear, department: department)]
    var standing = Standing(
      state: found != nil ? .submitted : budgeted.contains(round.budgetYear) ? .draft : .notStarted, handedInOn: found?.day)
    if let approval = workspace.budgets.approvals[BudgetApproval.Key(form: form, year: round.budgetYear)] {
      standing.state = approval.release == nil ? .approved : .released
      standing.handedInOn = found?.day ?? approval.at.civilDay
    }
    return standing
  }

  /// Whether a department's lines are others now than it handed in; once its form is approved they are frozen.
  private func hasMoved(_ form: PlanForm, _ round: PlanRound) -> Bool {
    guard case .part(let form, let department) = form, let known = BudgetForm.named(form),
      let found = workspace.ledgers.parts[.init(form: form, year: round.budgetYear, department: department)]
    else { return false }
    let key = BudgetApproval.Key(form: form, year: round.budgetYear)
    guard workspace.budgets.approvals[key] == nil else { return false }
    if figures.known[key] == nil { figures.known[key] = try? workspace.partFigures(known, key.year) }
    return figures.known[key].map { now in found.hasMoved(from: DepartmentPart.rows(of: department, now)) }
      ?? false
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
    let (standing, hasMoved) = (standing(form, in: round), hasMoved(form, round))
    let owner = owner(of: form)
    let name = owner.map { BilingualText($0.name, $0.englishName) }
    var next: [(person: BilingualText, step: BilingualText?)] = []
    if standing.state == .submitted, let one = standing.approval {
      next = one.run.openTasks.map { (names[$0.assignee], one.definition.label($0.node)) }
    } else if standing.handedInOn == nil || hasMoved, workspace.planningDay <= round.closesOn {
      next = asked(form, in: round).map { (BilingualText($0.name, $0.englishName), nil) }
    }
    return PlanCalendarView.Form(
      key: form.key, label: workspace.name(of: form), state: standing.state, handedInOn: standing.handedInOn,
      late: late(standing, round), owner: name, next: next, approval: standing.approval?.id, link: link(form, round),
      importedBy: standing.importedBy.map { workspace.name(of: $0) }, hasMoved: hasMoved,
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
    case .part(let key, let department): "#/budgets?form=\(key)&period=\(round.budgetYear)&department=\(department)"
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
    case .part(let key, let department):
      // Heading a department gives no right: a head who may not hand it in has it done by whoever answers for the form.
      let heads = Swift.Set(organised.members.filter { $0.isActive && $0.leads.contains(department) }.map(\.id))
      let able = people.first { heads.contains($0.id) && Access.allows($0, .editBudget) && workspace.sees($0, form) }
      return able ?? roleOwner(of: .budget(key))
    }
  }
}
