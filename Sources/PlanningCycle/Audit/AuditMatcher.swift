// SPDX-License-Identifier: Apache-2.0
import Calendars
import Journal
import Planning

/// Which events a question means.
struct AuditMatcher {
  /// Cells of one measure that lie at, or under, a place.
  private struct Cells {
    let measure: String
    let members: [String: Int64]
    let column: String
  }

  private let question: AuditQuestion
  private let reader: AuditReader
  private let words: String
  private var cells: Cells?

  /// - Throws: `CycleError` for a cell that is not there.
  init(_ question: AuditQuestion, _ reader: AuditReader, _ plan: PlanState) throws(CycleError) {
    self.question = question
    self.reader = reader
    words = question.words.lowercased().split(whereSeparator: \.isWhitespace).joined(separator: " ")
    guard let subject = question.subject, subject.hasPrefix("cell:") else { return }
    let text = String(subject.dropFirst(5))
    guard let address = CellAddress(text), let index = plan.engine.model.measure(named: address.measure) else {
      throw PlanState.notKnown(text, text)
    }
    var members: [String: Int64] = [:]
    for member in address.members {
      guard let id = plan.memberID(member.dimension, member.code) else { throw PlanState.notKnown(text, member.code) }
      members[member.dimension] = id
    }
    cells = Cells(measure: plan.engine.model.measures[index].id, members: members, column: address.column)
  }

  /// What an event says without being put into words.
  func admits(_ event: Event, in chain: AuditChain) -> Bool {
    if let person = question.person {
      let isOther = chain == .trail && event.kind == TrailKind.refused.rawValue
      guard (isOther ? event.payload["login"]?.text : event.draft.actor.login) == person else { return false }
    }
    if question.group == .system, AuditGroup.of(event.kind) != .system { return false }
    guard let subject = question.subject else { return true }
    guard let cells else { return reader.keys(of: event, in: chain).contains(subject) }
    let recorded = RecordedEdits(event) ?? RecordedEdits(inScenario: event)
    return recorded?.cells.contains { cell in
      reader.present(cell.measure, since: event.sequence) == cells.measure && cells.members.allSatisfy { cell.members[$0.key] == $0.value }
        && (cells.column.isEmpty || (cell.month?.description ?? cell.day?.description) == cells.column)
    } ?? false
  }

  func admits(_ row: AuditRow) -> Bool {
    guard !words.isEmpty else { return true }
    if words.hasPrefix("#") { return words.dropFirst() == "\(row.sequence)" }
    if words.utf8.count >= 8, row.digest.hasPrefix(words) { return true }
    let names = [row.actor.login, row.actor.name.chinese, row.actor.name.english, row.kind, row.origin?.address ?? ""]
    let said = [row.label.chinese, row.label.english, row.reason, row.subject?.key ?? "", row.subject?.label.chinese ?? ""]
    let about = row.changes.flatMap { [$0.label.chinese, $0.label.english] } + row.evidence.map(\.text)
    return (names + said + about).contains { $0.lowercased().contains(words) }
  }
}
