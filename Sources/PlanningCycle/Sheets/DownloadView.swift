// SPDX-License-Identifier: Apache-2.0
public import Access
import Calendars
import Journal
import Planning

extension Workspace {
  /// The table as somebody sees it, to be taken along, changed elsewhere and brought back: live where the sheet holds what a figure is made of.
  ///
  /// - Throws: `CycleError.sheetEmpty` when none of the rows is there, `sheetTooLarge`; as ``tableView(_:_:scenario:since:only:)``.
  public func viewSheet(_ proof: Authorized<To.ViewPlan>, _ request: ViewSheetRequest) throws -> ViewSheet {
    let state = try state(of: request.scenario, proof)
    let table = try tableView(proof, request.table, scenario: request.scenario)
    let kept = table.rows.count { request.rows?.contains($0.address) ?? true }
    guard kept > 0, !table.columns.isEmpty else { throw Self.nothingToShow }
    let hasMonths = request.withMonths && request.table.grain != .month
    let span = hasMonths ? state.months(of: table.columns) : nil
    let width = table.columns.count * (1 + request.beside.count) + (span?.count ?? 0)
    guard kept * width <= ViewSheetRequest.cellLimit else { throw Self.tooLarge("\(kept) × \(width)", ViewSheetRequest.cellLimit) }
    let monthly = span.map { request.table.byMonth($0) }
    let months = try monthly.map { try tableView(proof, $0, scenario: request.scenario) }
    let sight = state.sight(of: proof.person)
    let builder = ViewSheetBuilder(
      request, plan: state, table: table, months: months,
      isOneRegion: request.table.region != nil || sight.members("Region")?.count == 1)
    let rows = builder.build()
    let entries = builder.entries(rows)
    guard entries.count <= Self.editLimit else { throw Self.tooLarge("\(entries.count)", Self.editLimit) }
    let at = environment.now().minuteText
    let scenario = try request.scenario.map { try readScenario(proof, $0).scenario.name }
    let marks = SheetMarks(
      company: try companyMark(), revision: revision, scenario: request.scenario, login: proof.person.login, name: proof.person.name,
      at: at,
      table: monthly ?? request.table, unit: request.unit, entries: entries)
    return ViewSheet(title: title(scenario, at), columns: builder.columns, rows: rows, marks: marks)
  }

  private func title(_ scenario: String?, _ at: String) -> BilingualText {
    let name = settings.name
    return BilingualText(
      "\(name.chinese) · 一张表" + (scenario.map { " · 情景 \($0)" } ?? "") + " · \(at) · 第 \(revision) 版",
      "\(name.english) · the table" + (scenario.map { " · scenario \($0)" } ?? "") + " · \(at) · revision \(revision)")
  }

  /// What tells this company's journal from any other.
  func companyMark() throws -> String { try store.events(after: 0, limit: 1).first?.digest.hex ?? "" }

  private static let nothingToShow = CycleError(
    .sheetEmpty, BilingualText("没有可以下载的行", "there are no rows to download"),
    detail: BilingualText("要的行都不在这张表里，或所选的月份不在计划之内", "none of the rows is in the table, or the months are outside the plan"),
    hint: BilingualText("刷新一张表后再下载", "load the table again and download then"))

  private static func tooLarge(_ cells: String, _ limit: Int) -> CycleError {
    CycleError(
      .sheetTooLarge, BilingualText("这个视图太大，下载不了", "this view is too large to download"),
      detail: BilingualText("\(cells) 个单元格，至多 \(limit) 个", "\(cells) cells, at most \(limit)"),
      hint: BilingualText("收起一些行，选一个地区，或缩短月份范围", "fold some rows, choose a region, or fewer months"))
  }
}

extension PlanState {
  /// The months that columns cover, all of each.
  fileprivate func months(of columns: [TableView.Column]) -> ClosedRange<Month>? {
    let indexes = columns.map { calendar.indexes(of: $0.period, axis: .month) }.filter { !$0.isEmpty }
    guard let first = indexes.first?.lowerBound, let last = indexes.last?.upperBound else { return nil }
    return calendar.month(at: first)...calendar.month(at: last - 1)
  }
}

extension TableRequest {
  /// The same rows by month, compared with nothing.
  func byMonth(_ months: ClosedRange<Month>) -> TableRequest {
    TableRequest(
      from: months.lowerBound, to: months.upperBound, grain: .month, region: region, comparesBudget: false, comparesLastYear: false)
  }
}
