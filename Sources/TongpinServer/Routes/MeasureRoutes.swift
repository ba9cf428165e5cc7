// SPDX-License-Identifier: Apache-2.0
import Access
import Calendars
import HTTPTypes
import PlanningCycle
import TradeMeasures
import Wire
import Workbooks

extension Route {
  /// 口径: what every figure of trade means, the bridge between two of them, and the documents of each step.
  static let measures: [Route] = [
    .reading(.get, "/api/v1/measures", To.ViewPlan.self, "What every figure of trade means, and which documents there are of it") {
      proof, _, workspace in
      let answer = MeasureAnswer(try workspace.metricDictionary(proof), workspace, proof)
      return .values { answer.json }
    },
    .reading(.get, "/api/v1/measure-bridge", To.ViewPlan.self, "From one figure of trade to another, step by step without a remainder") {
      proof, input, workspace in
      let (bridge, revision) = (try workspace.measureBridge(proof, try measureQuestion(input, workspace)), workspace.revision)
      return .values { bridge.json(revision: revision) }
    },
    .reading(.get, "/api/v1/measure-documents", To.ViewPlan.self, "The documents of one step between two figures, page by page") {
      proof, input, workspace in
      let (question, entry) = (try measureQuestion(input, workspace), try bridgeEntry(try input.required("entry")))
      let offset = try count(input, "offset", 0...1_000_000_000, otherwise: 0)
      let limit = try count(input, "limit", 1...1_000, otherwise: 100)
      let page = try workspace.measureDocuments(proof, question, item: entry, offset: offset, limit: limit)
      let revision = workspace.revision
      return .values { page.json(question, entry, revision: revision) }
    },
    measureExport,
  ]

  /// Reads as the screens do: the documents of a step are many, and nobody waits for them.
  private static let measureExport = Route(
    method: .get, pattern: "/api/v1/exports/measure-bridge", permissions: [To.ViewPlan.permission, .exportData], bodyLimit: 1 << 10,
    summary: "A bridge between two figures, and the documents of one of its steps, as a workbook", isReading: true
  ) { input, workspace in
    try Access.require(input.person, .exportData)
    let proof = try Access.authorize(input.person, to: To.ViewPlan.self)
    let question = try measureQuestion(input, workspace)
    let bridge = try workspace.measureBridge(proof, question)
    let pages = try given(input, "entry").map { try documentPages(proof, question, try bridgeEntry($0), workspace) } ?? []
    let company = workspace.settings.name
    return .document {
      FileAnswer(
        name: fileName("measure-bridge", "\(question.months.lowerBound)-\(question.months.upperBound)"),
        bytes: try bridge.workbook(company: company, documents: pages).xlsx())
    }
  }

  /// As many documents as somebody reads in a spreadsheet: a million lines of orders are asked for with the API, page by page.
  private static let mostDocuments = 20_000

  private static func documentPages(
    _ proof: Authorized<To.ViewPlan>, _ question: MeasureBridgeQuestion, _ entry: BridgeItem, _ workspace: Workspace
  ) throws -> [MeasureDocumentsView] {
    var pages: [MeasureDocumentsView] = []
    while pages.last.map({ $0.offset + $0.rows.count < min($0.count, mostDocuments) && !$0.rows.isEmpty }) ?? true {
      let offset = pages.last.map { $0.offset + $0.rows.count } ?? 0
      pages.append(try workspace.measureDocuments(proof, question, item: entry, offset: offset, limit: 1_000))
    }
    return pages
  }
}

// What a query says of a bridge.
extension Route {
  fileprivate static func measureQuestion(_ input: RouteInput, _ workspace: Workspace) throws -> MeasureBridgeQuestion {
    let (from, to) = (try measure(input, "from"), try measure(input, "to"))
    let closed = workspace.plan.cutoff
    let (first, last) = (try month(input, "first") ?? month(input, "last") ?? closed, try month(input, "last") ?? closed)
    guard first <= last else {
      throw Problem.request(
        "request.query-not-readable", zh: "起始月 \(first) 晚于结束月 \(last)", en: "the first month, \(first), is after the last one, \(last)",
        parameters: ["name": "first", "value": .string(first.description)])
    }
    let codes = { (name: String) in given(input, name).map { [$0] } }
    return MeasureBridgeQuestion(
      from: from, to: to, months: first...last,
      slice: MeasureSlice(
        parties: codes(from.side == .sales ? "customer" : "supplier"), territories: codes("territory"), channels: codes("channel"),
        families: codes("family").map { $0.map { $0.hasPrefix("F:") ? String($0.dropFirst(2)) : $0 } }, items: codes("item")))
  }

  /// Nil where it is left out or empty.
  fileprivate static func given(_ input: RouteInput, _ name: String) -> String? { input.query[name].flatMap { $0.isEmpty ? nil : $0 } }

  private static func measure(_ input: RouteInput, _ name: String) throws -> TradeMeasure {
    let text = try input.required(name)
    guard let measure = TradeMeasure(rawValue: text) else {
      let known = TradeMeasure.allCases.map(\.rawValue).joined(separator: ", ")
      throw Problem.request(
        "request.query-not-readable", zh: "查询参数 \(name) 不是指标：\(text)；可用：\(known)",
        en: "the query parameter \(name) is no measure: \(text); there are \(known)",
        parameters: ["name": .string(name), "value": .string(text)])
    }
    return measure
  }

  private static func month(_ input: RouteInput, _ name: String) throws -> Month? {
    guard let text = given(input, name) else { return nil }
    guard let month = Month(iso: text) else {
      throw Problem.request(
        "request.query-not-readable", zh: "查询参数 \(name) 应为 2026-10 这样的月份：\(text)",
        en: "the query parameter \(name) is a month such as 2026-10, not \(text)",
        parameters: ["name": .string(name), "value": .string(text)])
    }
    return month
  }

  fileprivate static func bridgeEntry(_ text: String) throws -> BridgeItem {
    guard let entry = BridgeItem(id: text) else {
      throw Problem.request(
        "request.query-not-readable", zh: "查询参数 entry 不是桥上的步：\(text)；应为 measure-bridge 给出的 entry，如 unsettled.carriedOut",
        en: "the query parameter entry is no step of a bridge: \(text); it is one that measure-bridge gave, such as unsettled.carriedOut",
        parameters: ["name": "entry", "value": .string(text)])
    }
    return entry
  }

  static func count(_ input: RouteInput, _ name: String, _ range: ClosedRange<Int>, otherwise: Int) throws -> Int {
    guard let text = given(input, name) else { return otherwise }
    guard let count = Int(text), range.contains(count) else {
      throw Problem.request(
        "request.query-not-readable", zh: "查询参数 \(name) 应为 \(range.lowerBound) 到 \(range.upperBound) 的整数",
        en: "the query parameter \(name) is a whole number from \(range.lowerBound) to \(range.upperBound)",
        parameters: ["name": .string(name), "value": .string(text)])
    }
    return count
  }
}
