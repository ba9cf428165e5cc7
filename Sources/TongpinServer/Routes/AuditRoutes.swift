// SPDX-License-Identifier: Apache-2.0
import Access
import Calendars
import HTTPTypes
import PlanningCycle
import Wire
import Workbooks

extension Route {
  /// Rows of one file.
  private static let auditExportLimit = 100_000

  static let audit: [Route] = [
    .reading(.get, "/api/v1/audit", To.ReadAudit.self, "Who did what, when, from where, before and after; newest first, a page at a time") {
      proof, input, workspace in
      let page = try workspace.searchAudit(proof, try auditQuestion(input))
      let people = input.query["cursor"] == nil ? try workspace.personNames(try Access.authorize(input.person, to: To.ViewPlan.self)) : []
      return .values { page.json(people: people) }
    },
    .reading(.get, "/api/v1/audit/people/{login}", To.ReadAudit.self, "What somebody may do, who let them, and what they did with it") {
      proof, input, workspace in
      let report = try workspace.accessReport(proof, login: input.path["login"] ?? "")
      return .values { report.json }
    },
    .reading(.get, "/api/v1/access/report", To.ViewPlan.self, "One's own access report") { proof, _, workspace in
      let report = try workspace.ownAccessReport(proof)
      return .values { report.json }
    },
    .route(.get, "/api/v1/audit/chain", To.ReadAudit.self, "Both chains as they stand, a check that runs, and what the last one came to") {
      proof, _, workspace in try workspace.chainState(proof).json
    },
    Route(
      method: .post, pattern: "/api/v1/audit/chain", permissions: [.readAudit], bodyLimit: 1 << 10,
      summary: "Follows both chains from their first events", isReading: false
    ) { input, workspace in
      let proof = try Access.authorize(input.person, to: To.ReadAudit.self)
      let state = try workspace.chainState(proof)
      guard state.running == nil else { return .ready(state.json) }
      let check = try workspace.checkChain(proof, from: input.origin)
      return .aside { try check().json }
    },
    .route(.get, "/api/v1/audit/chain/note", To.ReadAudit.self, "The head of the chain as a text to be kept outside") {
      proof, _, workspace in
      .object([.init("text", .string(try workspace.chainNote(proof)))])
    },
    .route(.post, "/api/v1/audit/chain/note", To.ReadAudit.self, bodyLimit: 16 << 10, "Holds such a text against the chain") {
      proof, input, workspace in
      let check = try workspace.checkChainNote(proof, try text(try input.json(), "text"))
      return .object([
        .init("isGenuine", JSON(check.isGenuine)), .init("isInChain", JSON(check.isInChain)), .init("event", .integer(check.sequence)),
      ])
    },
    Route(
      method: .get, pattern: "/api/v1/exports/audit", permissions: [.readAudit, .exportData], bodyLimit: 1 << 10,
      summary: "What was found in the audit as a workbook, or as CSV with format=csv; at most \(auditExportLimit) rows", isReading: true
    ) { input, workspace in
      try Access.require(input.person, .exportData)
      let proof = try Access.authorize(input.person, to: To.ReadAudit.self)
      let (rows, isWhole) = try auditRows(proof, input, workspace)
      let (company, isChinese) = (workspace.settings.name, input.language != "en")
      let isCSV = try auditFormat(input) == "csv"
      let name = "tongpin-audit-\(workspace.environment.today()).\(isCSV ? "csv" : "xlsx")"
      return .document {
        FileAnswer(
          name: name,
          bytes: isCSV
            ? AuditSheet.csv(rows, isChinese: isChinese, isWhole: isWhole)
            : try AuditSheet.workbook(rows, company: company, isWhole: isWhole).xlsx())
      }
    },
  ]

  private static func auditFormat(_ input: RouteInput) throws -> String {
    let format = input.query["format"] ?? "xlsx"
    guard ["csv", "xlsx"].contains(format) else { throw notReadable("format", format, known: ["csv", "xlsx"]) }
    return format
  }

  private static func auditRows(
    _ proof: Authorized<To.ReadAudit>, _ input: RouteInput, _ workspace: Workspace
  ) throws -> (rows: [AuditRow], isWhole: Bool) {
    var question = try auditQuestion(input)
    question.limit = AuditQuestion.limits.upperBound
    question.cursor = nil
    var rows: [AuditRow] = []
    while true {
      let page = try workspace.searchAudit(proof, question)
      rows += page.rows
      guard let next = page.next else { return (rows, true) }
      guard rows.count < auditExportLimit else { return (Array(rows.prefix(auditExportLimit)), false) }
      question.cursor = next
    }
  }

  private static func auditQuestion(_ input: RouteInput) throws -> AuditQuestion {
    func value(_ name: String) -> String? { input.query[name].flatMap { $0.isEmpty ? nil : $0 } }
    var question = AuditQuestion()
    question.person = value("person")?.lowercased()
    question.words = String((value("words") ?? "").prefix(200))
    question.subject = value("subject")
    if let group = value("group") {
      guard let known = AuditGroup(rawValue: group) else { throw notReadable("group", group, known: AuditGroup.allCases.map(\.rawValue)) }
      question.group = known
    }
    question.span(from: try value("from").map { try auditDay("from", $0) }, through: try value("to").map { try auditDay("to", $0) })
    if let cursor = value("cursor") {
      guard let known = AuditCursor(cursor) else { throw notReadable("cursor", cursor, known: ["next"]) }
      question.cursor = known
    }
    if let limit = value("limit") {
      guard let number = Int(limit), AuditQuestion.limits.contains(number) else { throw notReadable("limit", limit, known: ["1–200"]) }
      question.limit = number
    }
    return question
  }

  private static func auditDay(_ name: String, _ text: String) throws -> Day {
    guard let day = Day(iso: text) else {
      throw Problem.request(
        "request.day-not-known", zh: "\(name) 不是存在的日期：\(text)", en: "\(name) is no day that exists: \(text)",
        parameters: ["name": .string(name), "value": .string(text)])
    }
    return day
  }

  private static func notReadable(_ name: String, _ value: String, known: [String]) -> Problem {
    let words = known.joined(separator: ", ")
    return Problem.request(
      "request.value-not-known", zh: "\(name) 没有 \(value)；可用：\(words)", en: "\(name) has no \(value); known are \(words)",
      parameters: ["name": .string(name), "value": .string(value)])
  }
}
