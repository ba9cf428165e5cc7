// SPDX-License-Identifier: Apache-2.0
public import Access
public import Calendars
import Journal

/// A report that was written of itself.
public struct WrittenReport: Hashable, Sendable, Identifiable {
  /// Its event: what was known when it was written.
  public let id: Int64
  public let period: ForecastReport.Period
  public let writtenOn: Day
  /// It waits for the reader: the newest of its span, and not looked at.
  public let isUnread: Bool
}

extension CycleError.Code {
  public static let reportNotKnown = CycleError.Code("forecast.report-not-known")
  public static let reportRefused = CycleError.Code("forecast.report-refused")
}

extension Workspace {
  /// Reports that are listed: two years of weeks and months.
  static let reportLimit = 128

  /// Weeks and months that were reported, the newest first.
  public func writtenReports(_ proof: Authorized<To.ViewPlan>) -> [WrittenReport] {
    let unread = unreadReports(for: proof.person).map(\.event)
    return reports.written.suffix(Self.reportLimit).reversed().map {
      WrittenReport(id: $0.event, period: $0.period, writtenOn: $0.day, isUnread: unread.contains($0.event))
    }
  }

  /// One that was written, within what the person may see: as it was known then in a workspace of then, else of its days as they are known now.
  ///
  /// - Throws: `CycleError.reportNotKnown`; `StoreError`.
  public func forecastReport(_ proof: Authorized<To.ViewPlan>, written id: Int64) throws -> ForecastReport {
    try forecastReport(proof, about: try writtenReport(id).period)
  }

  /// Takes a report out of one's 待办: it was looked at.
  ///
  /// - Throws: `CycleError.reportNotKnown`; `reportRefused` when it does not wait for the person; `StoreError`.
  public func acknowledgeReport(_ proof: Authorized<To.ViewPlan>, _ id: Int64, context: CommandContext) throws -> CommandOutcome {
    if let earlier = try outcome(of: context) { return earlier }
    let one = try writtenReport(id)
    guard unreadReports(for: proof.person).contains(one) else {
      throw CycleError(
        .reportRefused, BilingualText("这份报告没有等您看", "this report does not wait for you"),
        detail: BilingualText("已经看过，或有了更新的一份", "it was read, or there is a newer one"),
        hint: BilingualText("不用再做什么", "nothing needs to be done"), parameters: ["report": "\(id)"])
    }
    let title = one.period.title
    return try recordDecision(
      ReportLedger.read, ["report": .integer(id)], BilingualText("看过\(title.chinese)", "read: \(title.english)"), context)
  }

  private func writtenReport(_ id: Int64) throws(CycleError) -> ReportLedger.Written {
    guard let one = reports[id] else {
      throw CycleError(
        .reportNotKnown, BilingualText("没有这份报告", "there is no such report"),
        detail: BilingualText("\(id) 号事件没有写过预测报告", "event \(id) wrote no forecast report"),
        hint: BilingualText("从报告列表里选一份", "choose one of the list"), parameters: ["report": "\(id)"])
    }
    return one
  }

  /// Whom reports are written for: who may change forecasts, and who runs the planning.
  func hearsReports(_ person: Person) -> Bool {
    Access.allows(person, .viewPlan) && (Access.allows(person, .editForecast) || Access.allows(person, .runCycle))
  }

  private func unreadReports(for person: Person) -> [ReportLedger.Written] {
    guard hearsReports(person) else { return [] }
    return ForecastReport.Span.allCases.compactMap { reports.newest($0) }.filter { !reports.isRead($0.event, by: person.id) }
  }

  /// What was written and not read, for the home page: the newest week and the newest month.
  func reportTodos(for person: Person) -> [Todo] {
    unreadReports(for: person).map { one in
      Todo(
        id: "report-\(one.event)", kind: "report", title: one.period.title,
        detail: BilingualText("\(one.day) 自动写成，看过后不再列出", "written of itself on \(one.day); once read it leaves this list"), dueOn: nil,
        isOverdue: false, link: one.link)
    }
  }
}

extension ReportLedger.Written {
  var link: String { "#/forecast?view=report&span=\(period.span.rawValue)&report=\(event)" }
}
