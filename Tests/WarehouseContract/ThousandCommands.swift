// SPDX-License-Identifier: Apache-2.0
import Calendars
import Commerce
import Journal
import PlanningCycle
package import Warehouse

/// A thousand commands as a year of a company has them, the same for every store: imports with new, corrected, unchanged and doubled rows,
/// decisions, members, people, forecasts, sign-ins, messages, sessions, snapshots.
package enum ThousandCommands {
  package static let count = 1_000

  package static func run(on store: some OpenedWorkspace) throws {
    var draw = Draw()
    for number in 1...count {
      let at = Samples.moment(Int64(number) * 60)
      store.act(from: number.isMultiple(of: 3) ? nil : TrailContract.home)
      switch draw.below(20) {
      case 0...1: try importOrders(number, &draw, store)
      case 2:
        for part in 0..<2 { try importMaster(number * 10 + part, at, &draw, store) }
      case 3: try addMembers(number, &draw, store)
      case 4: try changePeople(number, &draw, store)
      case 5: try forecast(number, &draw, store)
      case 6: try tell(number, &draw, store)
      case 7: try store.record(TrailContract.signIn(), at: at, from: number.isMultiple(of: 2) ? TrailContract.script : nil)
      case 8: try comeAndGo(number, &draw, store)
      case 9:
        // Sent twice, as a browser does that lost its connection.
        let draft = Samples.draft("k\(draw.below(number))", 1)
        _ = try? store.append(draft, at: at)
        _ = try? store.append(draft, at: at)
      default:
        let drafts = (0...draw.below(3)).map { Samples.draft("d\(number)-\($0)", Int64(draw.below(1_000))) }
        _ = try store.append(drafts, at: at, facts: nil)
      }
      if number.isMultiple(of: 100) {
        let head = try store.head()
        try store.save(InputSnapshot(sequence: head.sequence, eventDigest: head.digest, bytes: [UInt8(number / 100)]))
      }
    }
  }

  private static func importOrders(_ number: Int, _ draw: inout Draw, _ store: some OpenedWorkspace) throws {
    var table = Samples.orders(draw.below(200), first: 1 + draw.below(3_000), extra: Int64(draw.below(3)))
    // Some lines come twice in one file, some of them say something else the second time.
    for row in Samples.rows(Samples.orders(draw.below(20), first: 1 + draw.below(3_000), extra: Int64(draw.below(3)))) {
      table.append(row.values, line: row.line + 1_000)
    }
    let batch = FactBatch(
      table: table, entity: Int64(1 + draw.below(2)), fileName: "orders-\(number).csv", fileBytes: Array("file \(number / 7)".utf8),
      recordedOn: Samples.day.adding(days: number))
    _ = try store.record(batch, for: Samples.importDraft("i\(number)"), at: Samples.moment(Int64(number) * 60))
  }

  private static func importMaster(_ number: Int, _ at: Moment, _ draw: inout Draw, _ store: some OpenedWorkspace) throws {
    draw.turn += 1
    let kind = FactKind.allCases[draw.turn % FactKind.allCases.count]
    var table = FactTable(kind: kind)
    for line in 0...draw.below(12) {
      let code = draw.below(30)
      table.append(
        table.schema.fields.enumerated().map { index, field in
          guard field.isRequired || (code + index).isMultiple(of: 3) else { return nil }
          return field.type == .text
            ? .text(["值", "KT-", "a\u{0}", ""][code % 4] + "\(code)") : .number(field.type == .boolean ? 1 : Int64(20_000 + code))
        }, line: Int32(line + 2))
    }
    _ = try store.record(
      Samples.batch(table, file: "\(kind.rawValue).xlsx"), for: Samples.importDraft("m\(number)"), at: at)
  }

  private static func addMembers(_ number: Int, _ draw: inout Draw, _ store: some OpenedWorkspace) throws {
    let codes = (0..<draw.below(40)).map { _ in "KT-\(draw.below(500))" }
    _ = try store.identifiers(dimension: ["item", "customer"][draw.below(2)], codes: codes, at: Samples.moment(Int64(number) * 60))
  }

  private static func changePeople(_ number: Int, _ draw: inout Draw, _ store: some OpenedWorkspace) throws {
    let draft = EventDraft(
      kind: "person.changed", actor: .system, idempotencyKey: "p\(number)", payload: .map(["number": .integer(Int64(number))]))
    let details = NewPerson(
      login: "person\(draw.below(40))", name: "赵\(number)", englishName: "Zhao", passwordHash: "scrypt$\(number)", role: "planner",
      isDisabled: number.isMultiple(of: 5))
    if let known = try store.person(login: details.login) {
      try store.update(PersonRecord(id: known.id, details: details), for: draft, at: Samples.moment(Int64(number) * 60))
    } else {
      _ = try store.add(details, for: draft, at: Samples.moment(Int64(number) * 60))
    }
  }

  private static func forecast(_ number: Int, _ draw: inout Draw, _ store: some OpenedWorkspace) throws {
    let run = ForecastRun(
      purpose: ["baseline", "pipeline"][draw.below(2)], cutoff: Samples.day, inputDigest: .sha256([UInt8(number % 250)]), method: "auto",
      parameters: .map(["levels": .list([.integer(80)])]), seed: UInt64(number), programVersion: "0.1.0")
    var rows: [ForecastResultRow] = []
    for series in 0..<draw.below(30) {
      for step in 0..<12 {
        let value = Int64(draw.below(1_000_000))
        rows.append(
          ForecastResultRow(
            series: "KT-\(series)|华东", layer: "baseline", ordinal: Int32(24_000 + step), value: value,
            low: step.isMultiple(of: 4) ? nil : value - 10, high: step.isMultiple(of: 4) ? nil : value + 10))
      }
    }
    let draft = EventDraft(kind: "forecast.refreshed", actor: .system, idempotencyKey: "run-\(number)")
    _ = try store.record(run, rows: rows, for: draft, at: Samples.moment(Int64(number) * 60))
  }

  private static func tell(_ number: Int, _ draw: inout Draw, _ store: some OpenedWorkspace) throws {
    let at = Int64(number) * 60
    let entries = (0..<draw.below(6)).map { _ in
      OutboxContract.entry(
        "n\(draw.below(300))", kind: draw.below(2) == 0 ? .mention : .alert, person: Int64(draw.below(4)), at: at, due: at + 300, limit: 5)
    }
    try store.enqueue(entries, through: Int64(number))
    guard let due = try store.dueMessages(at: Samples.moment(at)).first else { return }
    let answer = CarrierAnswer(draw.below(3) == 0 ? .refusedForNow : .delivered, said: "250 ok")
    try store.note(
      OutboxAttempt(at: Samples.moment(at), answer: answer), of: due.id, state: answer.outcome == .delivered ? .sent : .queued,
      dueAt: Samples.moment(at + 600))
    if number.isMultiple(of: 5) { try store.pruneOutbox(before: Samples.moment(at - 6_000)) }
  }

  private static func comeAndGo(_ number: Int, _ draw: inout Draw, _ store: some OpenedWorkspace) throws {
    let at = Samples.moment(Int64(number) * 60)
    let digest = Digest.sha256([UInt8(draw.below(60))])
    try store.save(
      SessionRecord(
        digest: digest, person: Int64(draw.below(9)), createdAt: at, lastSeenAt: at, expiresAt: Samples.moment(Int64(number) * 60 + 7_200)))
    try store.save(
      ApiTokenRecord(
        digest: .sha256([UInt8(draw.below(60)), 1]), person: 1, name: "夜间导入", scope: "import", createdAt: at, lastSeenAt: at,
        expiresAt: Samples.moment(Int64(number) * 60 + 36_000)))
    try store.touch(session: .sha256([UInt8(draw.below(60))]), at: at)
    if number.isMultiple(of: 4) { try store.forgetExpired(at: at) }
    if number.isMultiple(of: 9) { _ = try store.forgetOrigins(before: Samples.moment(Int64(number) * 60 - 20_000)) }
  }

  /// Numbers that look drawn and are the same every time (Knuth's MMIX constants).
  struct Draw {
    private var state: UInt64 = 1
    /// The kind of master data that comes next.
    var turn = 0

    mutating func below(_ limit: Int) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int(state >> 33) % max(1, limit)
    }
  }
}
