// SPDX-License-Identifier: Apache-2.0
public import Access
import Calendars
import Commerce
import Journal

/// Everything that reading restatements takes, so that it is done beside the workspace: the store adds up every version there is.
public struct RestatementReading: Sendable {
  let store: any WorkspaceStore
  let person: Person
  let question: RestatementQuestion
  public let revision: Int64

  /// - Throws: `StoreError`.
  public func read() throws(StoreError) -> Restatements {
    let receipts = try store.batches().filter { $0.batch <= revision }
    let days = Dictionary(receipts.map { ($0.batch, $0.recordedAt.civilDay) }, uniquingKeysWith: { first, _ in first })
    var figures: [Restatements.Figure] = []
    var restating: [Int64: [Restatements.Part]] = [:]
    for known in RestatedKind.all where known.isSeen(by: person) && (question.kind == nil || question.kind == known.kind) {
      let months = RestatedMonths(
        try store.movements(known.kind, entity: 1, amount: known.amount, through: revision), days: days)
      let shown = months.figures.filter { question.month == nil || question.month == $0.month }
      if !shown.isEmpty {
        figures.append(Restatements.Figure(kind: known.kind, months: Array(shown.prefix(Restatements.monthLimit))))
      }
      for (batch, parts) in months.restating { restating[batch] = parts }
    }
    var entries: [Restatements.Entry] = []
    for receipt in receipts.reversed() where isAskedFor(receipt) {
      if let entry = try entry(receipt, restating[receipt.batch] ?? []) { entries.append(entry) }
    }
    return Restatements(
      figures: figures, entries: Array(entries.prefix(Restatements.entryLimit)), entryCount: entries.count)
  }

  private func isAskedFor(_ receipt: FactReceipt) -> Bool {
    guard question.kind == nil || question.kind == receipt.kind else { return false }
    return question.login == nil || question.login == receipt.event.draft.actor.login
  }

  private func entry(_ receipt: FactReceipt, _ parts: [Restatements.Part]) throws(StoreError) -> Restatements.Entry? {
    let known = RestatedKind.of(receipt.kind)
    if let known, !known.isSeen(by: person) { return nil }
    let shown = parts.filter { question.month == nil || question.month == $0.month }
    let others = known == nil && question.month == nil ? receipt.correctedRows : 0
    guard !shown.isEmpty || others > 0 else { return nil }
    let actor = receipt.event.draft.actor
    return Restatements.Entry(
      batch: receipt.batch, kind: receipt.kind, fileName: receipt.fileName, at: receipt.recordedAt.stampText, login: actor.login,
      name: try store.person(login: actor.login)?.name ?? BilingualText(name: actor.login), reason: receipt.event.draft.reason,
      parts: shown, otherCorrections: others)
  }
}

extension Workspace {
  /// 更正与补录, as far as this workspace knows: what is recorded while it is read is left aside.
  public func restatements(_ proof: Authorized<To.ViewCompany>, _ question: RestatementQuestion) -> RestatementReading {
    RestatementReading(store: store, person: proof.person, question: question, revision: revision)
  }
}
