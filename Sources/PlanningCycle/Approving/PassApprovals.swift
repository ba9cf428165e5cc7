// SPDX-License-Identifier: Apache-2.0
import Approvals
import Calendars
import Journal

extension Workspace {
  /// Lets time pass over what is on its way: reminders, escalations and returns that are due, and tasks of people who left. Each approval that
  /// moved is an event of the program's own; called again at the same moment, it moves none.
  ///
  /// - Returns: how many moved.
  /// - Throws: `StoreError`, and then the rest waits for the next time.
  @discardableResult
  public func passApprovals() throws -> Int {
    let now = environment.now()
    let open = approvals.cases.filter { $0.run.status == .running }
    guard !open.isEmpty else { return 0 }
    let records = try store.people()
    var organised: [Day: ApprovalPeople] = [:]
    var moved = 0
    for one in open {
      let everybody = organised[one.organisedOn] ?? ApprovalPeople(records, reportingLines(on: one.organisedOn))
      organised[one.organisedOn] = everybody
      let people = delegated(everybody, one.subject.purpose)
      var run = one.run
      run.pass(at: now, people: people)
      guard run != one.run else { continue }
      let words = BilingualText("审批到期：\(title(of: one.subject).chinese)", "\(title(of: one.subject).english): a time limit passed")
      let payload: CanonicalValue = .map([
        "approval": .map(["case": .integer(one.id), "people": people.canonical]), "label_zh": .text(words.chinese),
        "label_en": .text(words.english),
      ])
      let draft = EventDraft(
        kind: ApprovalLedger.passed, actor: .system, idempotencyKey: "approval-passed-\(one.id)-\(now.millisecondsSinceEpoch)",
        payload: payload)
      let event = try store.append(draft, at: now)
      _ = announce(event, words, [], spread: [], reason: "")
      moved += 1
    }
    return moved
  }
}
