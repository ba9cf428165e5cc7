// SPDX-License-Identifier: Apache-2.0
public import Access
import Calendars
import Journal
import Planning

extension Workspace {
  /// Months to come that a meeting looks at; changes and deals that are listed; events that are looked through before the first meeting.
  static let meetingLimits = (months: 3, shown: 12, changes: 30, events: Int64(2_000))

  /// 产销协同会 as it stands now, for what the person may see.
  ///
  /// - Throws: `StoreError`; `PlanningError`.
  public func meeting(_ proof: Authorized<To.ViewPlan>) throws -> MeetingView {
    let person = proof.person
    let last = meetings.last
    let since = last?.day ?? planningDay.adding(days: -7)
    let events = try events(after: last?.event ?? max(0, revision - Self.meetingLimits.events))
    let moved = movedDeals(events, since: since, for: person)
    let changes = person.scope.isEverything ? events.compactMap { change($0) } : []
    let months = (1...Self.meetingLimits.months).map { plan.cutoff.adding(months: $0) }.filter { plan.calendar.index(of: $0) != nil }
    let people = person.scope.isEverything ? try store.people().compactMap(\.person).filter(\.isActive) : []
    let mayDecide = Access.allows(person, .approve)
    return MeetingView(
      today: planningDay, company: settings.name, since: since, lastAt: last?.at, lastBy: last.map { name(of: $0.by) },
      figures: try figures(months, last, person),
      months: months.map { comparison([$0], person, key: $0.description, label: BilingualText(name: $0.description)) },
      regions: regionComparisons(months, person), deals: Array(moved.prefix(Self.meetingLimits.shown)), dealCount: moved.count,
      changes: Array(changes.reversed().prefix(Self.meetingLimits.changes)), changeCount: changes.count,
      alerts: Array(alerts(proof).filter { !$0.isAside }.prefix(Self.meetingLimits.shown)),
      openProposals: Access.allows(person, .viewCompany) ? try openProposals().count : nil, actions: reviewTodos(for: person),
      decisions: decisions(for: person, since: last?.event ?? 0, mayDecide),
      people: people.map {
        ReviewView.Person(login: $0.login, name: BilingualText($0.name, $0.englishName), role: $0.role.label, sides: [])
      },
      mayDecide: mayDecide)
  }

  /// What was recorded after an event, oldest first.
  func events(after event: Int64) throws(StoreError) -> [Event] {
    var events: [Event] = []
    var place = event
    while place < revision {
      let next = try store.events(after: place, limit: 1_000).filter { $0.sequence <= revision }
      guard let newest = next.last else { break }
      events += next
      place = newest.sequence
    }
    return events
  }

  /// What people did; what a meeting itself recorded, and what they said, is told where it belongs.
  private func change(_ event: Event) -> MeetingView.Change? {
    let payload = event.payload["command"] ?? event.payload
    guard event.draft.actor.id > 0, !MeetingLedger.decisions.contains(event.kind), !ThreadLedger.holds(event.kind) else { return nil }
    var label = payload["label_zh"]?.text.map { BilingualText($0, payload["label_en"]?.text ?? $0) }
    if event.kind == "deal.updated", let code = payload["deal"]?.text {
      let name = plan.deals.first { $0.code == code }?.name ?? BilingualText(name: code)
      let words = DealChange(payload["change"]).words
      label = BilingualText("商机 \(name.chinese)：\(words.chinese)", "deal \(name.english): \(words.english)")
    }
    return label.map {
      MeetingView.Change(
        event: event.sequence, at: event.recordedAt, by: name(of: event.draft.actor), label: $0,
        reason: isOnItsWay(event) ? "" : event.draft.reason)
    }
  }

  /// What is written with an approval that is not decided is for those it lies with, as far as their step shows it.
  private func isOnItsWay(_ event: Event) -> Bool {
    let id = event.kind == ApprovalLedger.submitted ? event.sequence : event.payload["approval"]?["case"]?.integer
    return id.flatMap { approvals[$0] }?.isOpen ?? false
  }

  private func comparison(_ months: [Month], _ person: Person, region: Int? = nil, key: String, label: BilingualText)
    -> MeetingView.Comparison
  {
    let regions = region.map { [$0] } ?? plan.sight(of: person).regionPositions(in: plan)
    let figures = AlignmentFigures(plan: plan, inclusive: false, regions: regions)
    return MeetingView.Comparison(
      key: key, label: label, forecast: figures.value("agreed", months: months), budget: figures.value("budget", months: months))
  }

  private func regionComparisons(_ months: [Month], _ person: Person) -> [MeetingView.Comparison] {
    let own = plan.sight(of: person).regionPositions(in: plan)
    return plan.catalogue.regions.enumerated().filter { own?.contains($0.offset) ?? true }.map { index, region in
      comparison(months, person, region: index, key: region.code, label: region.name)
    }.filter { $0.forecast ?? 0 != 0 || $0.budget ?? 0 != 0 }
  }

  /// The agreed forecast of each month to come, and the lowest balance of thirteen weeks; with what the last meeting saw.
  private func figures(_ months: [Month], _ last: MeetingLedger.Meeting?, _ person: Person) throws -> [MeetingView.Figure] {
    var figures = months.map { month in
      MeetingView.Figure(
        key: "orders:\(month)", label: BilingualText("\(month) 共识预测", "Agreed forecast \(month)"),
        now: comparison([month], person, key: "", label: BilingualText("", "")).forecast,
        before: person.scope.isEverything ? last?.figures["orders:\(month)"] : nil)
    }
    if Access.allows(person, .viewCash), let lowest = try lowestBalance(of: plan) {
      figures.append(
        MeetingView.Figure(
          key: "cash", label: BilingualText("13 周最低余额", "Lowest balance in 13 weeks"), now: lowest, before: last?.figures["cash"]))
    }
    return figures
  }

  func lowestBalance(of plan: PlanState) throws -> Int64? {
    guard plan.engine.model.measure(named: "cash_balance") != nil else { return nil }
    let days = try plan.engine.values("cash_balance", at: .total)
    let coming = days.dropFirst(max(0, plan.calendar.firstDay.distance(to: planningDay))).prefix(91)
    return coming.filter(\.isFinite).min().map { hundredths($0) }
  }

  /// What a meeting keeps, so that the next one can say what moved.
  func meetingFigures(_ person: Person) throws -> [String: Int64] {
    let months = (1...Self.meetingLimits.months).map { plan.cutoff.adding(months: $0) }
    var kept: [String: Int64] = [:]
    for month in months { kept["orders:\(month)"] = comparison([month], person, key: "", label: BilingualText("", "")).forecast }
    kept["cash"] = try lowestBalance(of: plan)
    return kept
  }

  private func decisions(for person: Person, since event: Int64, _ mayDecide: Bool) -> [MeetingView.Decision] {
    meetings.standing.filter { decision in
      (person.scope.isEverything || decision.owner == person.login) && (!decision.isDone || decision.markedIn > event)
    }.map { decision in
      MeetingView.Decision(
        event: decision.event, words: decision.words, owner: name(ofLogin: decision.owner), due: decision.due, isDone: decision.isDone,
        isOverdue: !decision.isDone && decision.due < planningDay, mayMark: mayDecide || decision.owner == person.login)
    }
  }
}
