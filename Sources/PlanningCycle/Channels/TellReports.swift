// SPDX-License-Identifier: Apache-2.0
import Access
import Journal

extension Workspace {
  /// A report that was written, for everybody whom it is for and whom a channel reaches: its first sentences, each within what that person may see.
  func reportTellings(_ event: Event) throws -> [OutboxEntry] {
    guard let one = reports[event.sequence] else { return [] }
    let kind: NoticeKind =
      switch one.period.span {
      case .week: .forecastWeek
      case .month: .forecastMonth
      }
    // Who may hear the same reads the same: one report for all of them.
    var texts: [ChangeHearing: BilingualText?] = [:]
    return try store.people().flatMap { record -> [OutboxEntry] in
      guard let person = record.person, hearsReports(person), isReached(record, by: kind) else { return [] }
      let hearing = ChangeHearing(person)
      let known = try texts[hearing] ?? text(of: one, for: person)
      texts[hearing] = .some(known)
      guard let known else { return [] }
      let notice = Notice(key: "report-\(one.event)", kind: kind, subject: one.period.title, text: known, link: one.link)
      return entries(for: record, notice, at: event.recordedAt)
    }
  }

  /// nil where the person sees nothing that could be reported.
  private func text(of one: ReportLedger.Written, for person: Person) throws -> BilingualText? {
    let lines: [BilingualText]
    do {
      lines = try forecastReport(try Access.authorize(person, to: To.ViewPlan.self), about: one.period).headlines
    } catch let error as StoreError {
      throw error
    } catch {
      // What cannot be written for one person keeps nobody else from hearing.
      return nil
    }
    guard !lines.isEmpty else { return nil }
    return BilingualText(lines.map(\.chinese).joined(separator: "\n"), lines.map(\.english).joined(separator: "\n"))
  }
}
