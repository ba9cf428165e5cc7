// SPDX-License-Identifier: Apache-2.0
import Access
import Approvals
import Calendars
import Journal

extension Workspace {
  /// Lets a day pass over the plan calendar: reminds whoever must hand in a form, some workdays before, on the day and once it is late; then their
  /// superior too. One event holds what is new; called again while nothing changed, there is none.
  ///
  /// - Returns: how many were reminded.
  /// - Throws: `StoreError`, and then the next time tries again.
  @discardableResult
  public func remindOfRounds() throws -> Int {
    guard rhythms.standing != nil else { return 0 }
    var fresh: [RhythmLedger.Reminder] = []
    for one in try dueReminders(try store.people()) where rhythms.reminders[one] == nil && !fresh.contains(one) { fresh.append(one) }
    guard !fresh.isEmpty else { return 0 }
    let now = environment.now()
    let words = BilingualText("计划日历提醒 \(fresh.count) 项", "plan calendar: \(fresh.count) reminders")
    let payload: CanonicalValue = .map([
      "day": .day(planningDay), "reminders": .list(fresh.map(\.canonical)), "label_zh": .text(words.chinese),
      "label_en": .text(words.english),
    ])
    let draft = EventDraft(
      kind: RhythmLedger.reminded, actor: .system, idempotencyKey: "calendar-reminded-\(now.millisecondsSinceEpoch)", payload: payload)
    let event = try store.append(draft, at: now)
    _ = announce(event, words, [], spread: [], reason: "")
    return fresh.count
  }

  private struct Missing {
    let round: PlanRound
    let form: PlanForm
    let owner: Person
    let mark: String
    let late: Int
  }

  /// Forms of rounds that run and that nobody handed in.
  private func missing(_ records: [PersonRecord]) -> [Missing] {
    guard let rhythm = rhythms.standing else { return [] }
    let (today, month) = (planningDay, planningDay.monthOf)
    let board = PlanBoard(self, rhythm, records)
    return rhythm.rounds(month.adding(months: -11)...month.adding(months: 11), planDays)
      .filter { $0.opensOn <= today && today <= $0.closesOn }
      .flatMap { round in
        forms(of: round).flatMap { form -> [Missing] in
          let standing = board.standing(form, in: round)
          guard standing.handedInOn == nil else { return [] }
          let attempt = standing.approval.map { "/\($0.id)/\($0.run.round)" } ?? ""
          return board.asked(form, in: round).map {
            Missing(round: round, form: form, owner: $0, mark: "\(round.due)" + attempt, late: board.late(standing, round))
          }
        }
      }
  }

  private func dueReminders(_ records: [PersonRecord]) throws -> [RhythmLedger.Reminder] {
    guard let rhythm = rhythms.standing else { return [] }
    let people = ApprovalPeople(records, reportingLines)
    return missing(records).flatMap { one -> [RhythmLedger.Reminder] in
      func reminder(_ stage: RhythmLedger.Reminder.Stage, _ person: Int64) -> RhythmLedger.Reminder {
        .init(round: one.round.id, form: one.form.key, stage: stage, person: person, mark: one.mark)
      }
      if one.late > 0 {
        let superior = one.late >= rhythm.escalateAfter ? people.member(one.owner.id)?.superior : nil
        return [reminder(.overdue, one.owner.id)] + (superior.map { [reminder(.raised, $0)] } ?? [])
      }
      if planningDay >= one.round.due { return [reminder(.today, one.owner.id)] }
      let first = planDays.adding(workdays: -rhythm.remindBefore, to: one.round.due)
      return planningDay >= first && rhythm.remindBefore > 0 ? [reminder(.soon, one.owner.id)] : []
    }
  }

  /// What somebody was reminded of and is not done: their own forms, and those of others that came up to them; forms of one round together.
  func calendarTodos(for person: Person, _ records: [PersonRecord]) -> [Todo] {
    let told = rhythms.reminders.keys.filter { $0.person == person.id }
    guard !told.isEmpty else { return [] }
    var (own, raised) = ([PlanRound: [Missing]](), [PlanRound: [Missing]]())
    for one in missing(records) {
      let known = told.filter { $0.round == one.round.id && $0.form == one.form.key && $0.mark == one.mark }
      guard !known.isEmpty else { continue }
      if one.owner.id == person.id {
        own[one.round, default: []].append(one)
      } else if known.contains(where: { $0.stage == .raised }) {
        raised[one.round, default: []].append(one)
      }
    }
    let board = PlanBoard(self, rhythms.standing, records)
    let todos = own.map { todo($0.key, $0.value, isRaised: false, board) } + raised.map { todo($0.key, $0.value, isRaised: true, board) }
    return todos.sorted { ($0.dueOn ?? planningDay, $0.id) < ($1.dueOn ?? planningDay, $1.id) }
  }

  private func todo(_ round: PlanRound, _ missing: [Missing], isRaised: Bool, _ board: PlanBoard) -> Todo {
    var single: [PlanForm] = []
    for one in missing where !single.contains(one.form) { single.append(one.form) }
    let names = single.map { name(of: $0) }
    let forms = BilingualText(
      names.prefix(4).map(\.chinese).joined(separator: "、") + (names.count > 4 ? "等 \(names.count) 张表" : ""),
      names.prefix(4).map(\.english).joined(separator: ", ") + (names.count > 4 ? " and \(names.count - 4) more" : ""))
    let late = missing.map(\.late).max() ?? 0
    let since =
      late > 0
      ? BilingualText("，已逾期 \(late) 个工作日", ", \(late) \(late == 1 ? "workday" : "workdays") late") : BilingualText("", "")
    var people: [Person] = []
    for one in missing where !people.contains(one.owner) { people.append(one.owner) }
    let owners = BilingualText(
      "，\(people.map(\.name).joined(separator: "、"))负责", ", by \(people.map(\.englishName).joined(separator: ", "))")
    return Todo(
      id: "calendar-\(round.id)\(isRaised ? "-raised" : "")", kind: "calendar",
      title: isRaised
        ? BilingualText(
          "催办：\(forms.chinese)还没有\(round.kind == .reconciliation ? "对账签字" : "提报")", "Still missing: \(forms.english)")
        : round.kind == .reconciliation
          ? BilingualText("对账签字：\(forms.chinese)", "Sign: \(forms.english)")
          : BilingualText("提报：\(forms.chinese)", "Hand in: \(forms.english)"),
      detail: BilingualText(
        "\(round.label.chinese)，\(round.due) 截止" + since.chinese + (isRaised ? owners.chinese : ""),
        "\(round.label.english), due \(round.due)" + since.english + (isRaised ? owners.english : "")),
      dueOn: round.due, isOverdue: late > 0,
      link: isRaised || single.count > 1 ? "#/calendar?round=\(round.id)" : board.link(missing[0].form, round))
  }
}
