// SPDX-License-Identifier: Apache-2.0
import Access
import Approvals
import Calendars
import Journal

extension Workspace {
  /// Events looked at in one go.
  static let tellingLimit = 500

  /// Goes over the events since the last time and puts into the outbox what people are to be told of: who is named in a discussion, who is asked to
  /// approve or reminded of it, whose form is due, who is told of alerts, for whom a forecast report was written.
  ///
  /// It reads events and not moments, so that nothing is lost by a restart and nothing is told twice.
  /// - Returns: how many notices were taken, and how many there was no room for.
  /// - Throws: `StoreError`, and then the next time begins at the same event.
  @discardableResult
  public func tellOutside() throws -> (taken: Int, dropped: Int) {
    guard !channels.settings.open.isEmpty, revision > toldThrough else { return (0, 0) }
    let from = max(try store.outboxCursor() ?? revision, toldThrough)
    let events = try store.events(after: from, limit: Self.tellingLimit)
    guard let newest = events.last else {
      toldThrough = max(from, toldThrough)
      return (0, 0)
    }
    let told = try events.flatMap { try entries(of: $0) }
    // Most events tell nobody anything: where the reading stood is written with what it found, or now and then.
    let isWritten = !told.isEmpty || events.count == Self.tellingLimit
    let result = isWritten ? try store.enqueue(told, through: newest.sequence) : (0, 0)
    toldThrough = newest.sequence
    return result
  }

  private func entries(of event: Event) throws -> [OutboxEntry] {
    switch event.kind {
    case ThreadLedger.started, ThreadLedger.replied, ThreadLedger.edited: return try mentions(event)
    case RhythmLedger.reminded: return try calendarReminders(event)
    case AlertLedger.told: return try alertTellings(event)
    case ReportLedger.reported: return try reportTellings(event)
    default: return event.kind == ApprovalLedger.submitted || event.payload["approval"] != nil ? try approvalSteps(event) : []
    }
  }

  /// Who is named in a comment and may see what it is about.
  private func mentions(_ event: Event) throws -> [OutboxEntry] {
    let id = event.kind == ThreadLedger.started ? event.sequence : event.payload["thread"]?.integer ?? 0
    let comment = event.payload["comment"]?.integer ?? event.sequence
    guard let thread = threadLedger[id] else { return [] }
    let named = Swift.Set((event.payload["mentions"]?.list ?? []).compactMap(\.integer)).subtracting([event.draft.actor.id]).sorted()
    return try named.flatMap { number -> [OutboxEntry] in
      guard let record = try store.person(id: number), let person = record.person, ThreadGate(person, self).admits(thread) else {
        return []
      }
      let reader = try ThreadReader(person, self)
      guard let subject = reader.subject(thread) else { return [] }
      let (by, words) = (reader.name(event.draft.actor.id), reader.plain(event.payload["text"]?.text ?? ""))
      let notice = Notice(
        key: "mention-\(comment)", kind: .mention, subject: BilingualText("\(by.chinese) @ 了您", "\(by.english) named you"),
        text: BilingualText("\(subject.label.chinese)：\(words.chinese)", "\(subject.label.english): \(words.english)"), link: subject.link)
      return entries(for: record, notice, at: event.recordedAt)
    }
  }

  /// Whom a step of an approval asks, tells or reminds.
  private func approvalSteps(_ event: Event) throws -> [OutboxEntry] {
    let id = event.kind == ApprovalLedger.submitted ? event.sequence : event.payload["approval"]?["case"]?.integer ?? 0
    guard let one = approvals[id] else { return [] }
    let names = try approvalNames()
    let title = title(of: one.subject)
    let submitter = names[one.run.document.submitter]
    var told: [OutboxEntry] = []
    var reached: Swift.Set<Int64> = []
    for (place, entry) in one.run.history.enumerated() where entry.at == event.recordedAt {
      let number = entry.act == .finished ? one.run.document.submitter : entry.person
      // One step may name somebody twice: who gets another's task is asked as well.
      guard let number, number != event.draft.actor.id, let words = Self.words(entry.act, title), reached.insert(number).inserted,
        let record = try store.person(id: number)
      else { continue }
      let step = one.definition.label(entry.node)
      let notice = Notice(
        key: "approval-\(id)-\(place)", kind: .approval, subject: words,
        text: BilingualText("\(submitter.chinese)提交，\(step.chinese)", "handed in by \(submitter.english): \(step.english)"),
        link: "#/inbox?approval=\(id)")
      told += entries(for: record, notice, at: event.recordedAt)
    }
    return told
  }

  /// nil for what is nobody's to be told of.
  private static func words(_ act: ApprovalEntry.Act, _ title: BilingualText) -> BilingualText? {
    switch act {
    case .asked, .replaced, .transferred: BilingualText("请审批：\(title.chinese)", "Please approve: \(title.english)")
    case .told: BilingualText("抄送：\(title.chinese)", "For your information: \(title.english)")
    case .reminded: BilingualText("催办，请审批：\(title.chinese)", "Reminder, please approve: \(title.english)")
    case .escalated: BilingualText("逾期上报，请审批：\(title.chinese)", "Overdue, please approve: \(title.english)")
    case .amended: BilingualText("审批人改小了：\(title.chinese)", "Made less by whoever decides: \(title.english)")
    case .sentBack: BilingualText("退回修改：\(title.chinese)", "Sent back: \(title.english)")
    case .finished: BilingualText("审批完成：\(title.chinese)", "Approval completed: \(title.english)")
    default: nil
    }
  }

  /// Whose forms are due, all of one day together.
  private func calendarReminders(_ event: Event) throws -> [OutboxEntry] {
    let reminders = (event.payload["reminders"]?.list ?? []).compactMap { RhythmLedger.Reminder($0) }
    let records = try store.people()
    return Swift.Set(reminders.map(\.person)).sorted().flatMap { number -> [OutboxEntry] in
      guard let record = records.first(where: { $0.id == number }), let person = record.person else { return [] }
      let todos = calendarTodos(for: person, records)
      guard let first = todos.first else { return [] }
      let subject =
        todos.count == 1
        ? first.title : BilingualText("\(first.title.chinese)等 \(todos.count) 项", "\(first.title.english) and \(todos.count - 1) more")
      let notice = Notice(
        key: "calendar-\(event.sequence)", kind: .calendar, subject: subject,
        text: BilingualText(
          todos.map { "\($0.title.chinese)（\($0.detail.chinese)）" }.joined(separator: "\n"),
          todos.map { "\($0.title.english) (\($0.detail.english))" }.joined(separator: "\n")),
        link: todos.count == 1 ? first.link : "#/inbox")
      return entries(for: record, notice, at: event.recordedAt)
    }
  }
}
