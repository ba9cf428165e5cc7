// SPDX-License-Identifier: Apache-2.0
public import Access
import Calendars
import Journal
import Planning

extension Workspace {
  /// Hands the lines of a department in: that they are what the department stands by. They may be handed in again as long as the form of the year
  /// is not approved; what moves afterwards is said to have moved.
  ///
  /// - Parameters:
  ///   - department: code.
  ///   - content: digest of the figures the person saw, hexadecimal.
  /// - Throws: `CycleError.budgetFormNotKnown` for a form without departments, or a department without lines in it; `budgetChanged` when the
  ///   figures moved since; `budgetPartClosed` once the form is approved; `AccessError` for a department outside one's scope.
  public func handInPart(
    _ proof: Authorized<To.EditBudget>, form: String, year: Int, department: String, content: String, context: CommandContext
  ) throws -> CommandOutcome {
    if let earlier = try outcome(of: context) { return earlier }
    let known = try budget(form, year, for: proof.person)
    let key = DepartmentPart.Key(form: form, year: year, department: department)
    guard let place = plan.members.departmentPositions[department], partForms(of: department).contains(form) else {
      throw Self.budgetNotKnown("\(known.label.chinese)里的部门 \(department)", "the department \(department) in \(known.label.english)", "")
    }
    guard sees(proof.person, .part(form, department)) else { throw Access.outside(proof.person, department) }
    if budgets.approvals[BudgetApproval.Key(form: form, year: year)] != nil { throw Self.partClosed(known, year) }
    let rows = DepartmentPart.rows(of: department, try partFigures(known, year))
    let now = DepartmentPart.digest(key, rows)
    guard now.hex == content else { throw Self.figuresMoved(now) }
    let name = plan.catalogue.departments[place].name
    return try recordDecision(
      PartLedger.handedIn,
      [
        "form": .text(form), "year": .integer(Int64(year)), "department": .text(department), "content": .digest(now),
        "rows": BudgetContent.canonical(rows), "day": .day(planningDay),
      ],
      BilingualText(
        "部门上报：\(name.chinese)的\(year)年\(known.label.chinese)",
        "handed in by its department: \(known.label.english) \(year), \(name.english)"),
      context)
  }

  /// The forms that a department has lines of its own in and that are no secret of others: what it costs, by the kind of cost it is.
  func partForms(of department: String) -> [String] { BudgetForm.all.filter { departments(in: $0).contains(department) }.map(\.key) }

  /// Codes of the departments that are asked for their part of a form; none where it shows what a department's head may not see.
  func departments(in form: BudgetForm) -> [String] {
    guard form.permission == nil, case .lines(let lines) = form.content else { return [] }
    let kinds = Swift.Set(
      lines.compactMap { line in if !line.isMemo, case .department(let kind?)? = line.split { kind } else { nil } })
    return plan.catalogue.departments.indices.filter { index in
      kinds.contains(plan.members.costKinds[plan.members.departments[index]] ?? "") && !plan.isAboveDepartments(index)
    }.map { plan.catalogue.departments[$0].code }
  }

  /// Where the departments of a form stand, of those the person sees.
  ///
  /// - Parameter only: positions of departments; nil for all.
  func parts(_ form: BudgetForm, _ year: Int, for person: Person, only: Swift.Set<Int>?) throws -> [BudgetFormView.Part] {
    let codes = departments(in: form).filter { code in
      sees(person, .part(form.key, code)) && (only.map { plan.members.departmentPositions[code].map($0.contains) ?? false } ?? true)
    }
    guard !codes.isEmpty else { return [] }
    let approval = budgets.approvals[BudgetApproval.Key(form: form.key, year: year)]
    let (figures, names) = (try partFigures(form, year), try approvalNames())
    return codes.map { code in
      let key = DepartmentPart.Key(form: form.key, year: year, department: code)
      let rows = DepartmentPart.rows(of: code, figures)
      let standing = ledgers.parts[key]
      let mayHandIn = approval == nil && Access.allows(person, .editBudget)
      return BudgetFormView.Part(
        department: code, name: plan.catalogue.departments[plan.members.departmentPositions[code] ?? 0].name,
        figure: DepartmentPart.sum(rows),
        handedIn: standing.map { (names[$0.by.id], $0.at, DepartmentPart.sum($0.rows)) },
        hasMoved: approval == nil && standing?.hasMoved(from: rows) == true, mayHandIn: mayHandIn,
        content: mayHandIn ? DepartmentPart.digest(key, rows).hex : nil)
    }
  }

  /// What departments stand by in a year: the budget, line by line, where somebody imported or approved one of that year, else the forecast.
  func partFigures(_ form: BudgetForm, _ year: Int) throws(PlanningError) -> [String: [Month: Int64]] {
    let contents = try plan.budgetContents(form, year, approval: budgets.approvals[BudgetApproval.Key(form: form.key, year: year)])
    return contents.forecast.merging(contents.budget.filter { !$0.value.isEmpty }) { _, budget in budget }
  }

  /// Takes back that a department handed in, or does it again: whoever did it, while they may.
  func reversePart(_ event: Event, mark: String, words: BilingualText, context: CommandContext) throws -> CommandOutcome {
    try Access.require(context.person, .editBudget)
    let (form, year) = (event.payload["form"]?.text ?? "", Int(event.payload["year"]?.integer ?? 0))
    guard sees(context.person, .part(form, event.payload["department"]?.text ?? "")) else { throw Access.outside(context.person, form) }
    if let known = BudgetForm.named(form), budgets.approvals[BudgetApproval.Key(form: form, year: year)] != nil {
      throw Self.partClosed(known, year)
    }
    return try recordReversal(
      of: event, as: mark == "undoes" ? PartLedger.reverted : PartLedger.restored, mark: mark, words: words, context: context)
  }

  private static func partClosed(_ form: BudgetForm, _ year: Int) -> CycleError {
    CycleError(
      .budgetPartClosed, BilingualText("这张预算表已经审批", "the form is approved already"),
      detail: BilingualText("\(year)年\(form.label.chinese)的数已冻结", "the figures of \(form.label.english) \(year) are frozen"),
      hint: BilingualText("要改就提交变更或调剂", "hand in a change or a transfer"))
  }
}

extension DepartmentPart {
  static func rows(of department: String, _ form: [String: [Month: Int64]]) -> [String: [Month: Int64]] {
    form.filter { ApprovalSubject.department(of: $0.key) == department }
  }

  static func sum(_ rows: [String: [Month: Int64]]) -> Int64 { rows.values.reduce(0) { sum, months in months.values.reduce(sum, &+) } }

  static func digest(_ key: Key, _ rows: [String: [Month: Int64]]) -> Digest {
    var encoder = CanonicalEncoder()
    let whole: CanonicalValue = .map([
      "form": .text(key.form), "year": .integer(Int64(key.year)), "department": .text(key.department),
      "rows": BudgetContent.canonical(rows),
    ])
    guard (try? encoder.put(whole)) != nil else { return .zero }
    return Digest.sha256(encoder.bytes)
  }
}
