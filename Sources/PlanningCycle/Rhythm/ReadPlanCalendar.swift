// SPDX-License-Identifier: Apache-2.0
public import Access
import Approvals
public import Calendars
import Journal

extension Workspace {
  /// Months around the present one whose rounds are listed, whatever month is shown.
  private static let calendarSpan = (before: 2, after: 3)

  /// 计划日历: the rounds and forms the person sees.
  ///
  /// - Parameter month: the one that is shown as a sheet; nil for the present one.
  /// - Throws: `StoreError`.
  public func planCalendar(_ proof: Authorized<To.ViewPlan>, month: Month? = nil) throws -> PlanCalendarView {
    let (person, now) = (proof.person, planningDay.monthOf)
    let shown = month ?? now
    let records = try store.people()
    let near = now.adding(months: -Self.calendarSpan.before)...now.adding(months: Self.calendarSpan.after)
    let rhythm = rhythms.standing
    let board = PlanBoard(self, rhythm, records)
    var rounds = rhythm?.rounds(near, planDays) ?? []
    rounds += rhythm?.rounds(shown...shown, planDays).filter { !rounds.contains($0) } ?? []
    let mayEdit = Access.allows(person, .approve)
    return PlanCalendarView(
      today: planningDay, month: shown, days: sheet(of: shown), isPresumed: planDays.status(of: shown.year) == .presumed, rhythm: rhythm,
      rounds: rounds.sorted { ($0.due, $0.id) < ($1.due, $1.id) }.compactMap { round in
        let forms = forms(of: round).filter { sees(person, $0) }.map { board.form($0, in: round) }
        return forms.isEmpty ? nil : view(round, forms)
      }, todos: calendarTodos(for: person, records),
      owners: mayEdit
        ? planForms.map { ($0.key, name(of: $0), board.roleOwner(of: $0).map { BilingualText($0.name, $0.englishName) }) } : [],
      people: mayEdit
        ? records.compactMap(\.person).filter(\.isActive).map {
          ReviewView.Person(login: $0.login, name: BilingualText($0.name, $0.englishName), role: $0.role.label, sides: [])
        } : [], mayEdit: mayEdit)
  }

  /// The workdays that due days are counted in.
  var planDays: WorkingDays { .china }

  /// All forms a calendar can ask for.
  var planForms: [PlanForm] {
    let forecasts: [PlanForm] = plan.catalogue.regions.map { .forecast($0.code) } + [.forecast("")]
    return forecasts + BudgetForm.all.flatMap { form -> [PlanForm] in [.budget(form.key)] + parts(of: form) }
  }

  private func parts(of form: BudgetForm) -> [PlanForm] { departments(in: form).map { .part(form.key, $0) } }

  func forms(of round: PlanRound) -> [PlanForm] {
    switch round.kind {
    case .forecast: plan.catalogue.regions.map { .forecast($0.code) }
    case .reforecast: [.forecast("")]
    case .reconciliation: plan.catalogue.regions.map { .reconciliation($0.code) }
    case .budget: BudgetForm.all.flatMap { form -> [PlanForm] in (round.asksDepartments ? parts(of: form) : []) + [.budget(form.key)] }
    }
  }

  func name(of form: PlanForm) -> BilingualText {
    switch form {
    case .forecast(let region), .reconciliation(let region): regionName(region)
    case .budget(let key): BudgetForm.named(key)?.label ?? BilingualText(name: key)
    case .part(let key, let code): partName(key, code)
    }
  }

  private func partName(_ form: String, _ code: String) -> BilingualText {
    let (whole, place) = (name(of: .budget(form)), plan.members.departmentPositions[code])
    let department = place.map { plan.catalogue.departments[$0].name } ?? BilingualText(name: code)
    return BilingualText("\(whole.chinese)：\(department.chinese)", "\(whole.english): \(department.english)")
  }

  /// Whether somebody may know of a form: of their regions, and of budget forms with the right of the form.
  func sees(_ person: Person, _ form: PlanForm) -> Bool {
    switch form {
    case .forecast(let region): person.scope.admits(row: plan.catalogue.places(region: region.isEmpty ? nil : region))
    case .reconciliation(let region): person.scope.admits(row: plan.catalogue.places(region: region))
    case .budget(let key):
      Access.allows(person, .viewCompany) && (BudgetForm.named(key)?.permission.map { Access.allows(person, $0) } ?? true)
    case .part(let key, let code):
      (BudgetForm.named(key)?.permission.map { Access.allows(person, $0) } ?? true) && Access.allows(person, .viewPlan)
        && person.scope.admits(row: ["department": Catalogue.path(code, in: plan.catalogue.departments)])
    }
  }

  private func view(_ round: PlanRound, _ forms: [PlanCalendarView.Form]) -> PlanCalendarView.Round {
    PlanCalendarView.Round(
      id: round.id, kind: round.kind, label: round.label, month: round.month, opensOn: round.opensOn, due: round.due, rule: round.rule,
      closesOn: round.closesOn, forms: forms)
  }

  private func sheet(of month: Month) -> [(day: Day, isWorkday: Bool)] {
    let first = month.firstDay.adding(days: 1 - month.firstDay.weekday)
    let last = month.lastDay.adding(days: 7 - month.lastDay.weekday)
    return (first...last).map { ($0, planDays.isWorkday($0)) }
  }
}
