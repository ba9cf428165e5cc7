// SPDX-License-Identifier: Apache-2.0
import Commerce
import GRDB
import Journal
import PlanningCycle
import Warehouse

/// One pass over a database.
final class VerificationRun {
  private var report = VerificationReport()
  private let key: ChainKey
  private let folder: DataFolder?
  private let journal: JournalWitness?

  init(key: ChainKey, folder: DataFolder?, journal: JournalWitness?) {
    self.key = key
    self.folder = folder
    self.journal = journal
  }

  func run(_ db: Database) throws -> VerificationReport {
    let structure = try String.fetchAll(db, sql: "PRAGMA quick_check")
    if structure != ["ok"] { fault("database", "quick_check", structure.prefix(5).joined(separator: "; ")) }
    try checkChain(db)
    // A folder that was opened for reading may be of an earlier schema.
    if try db.tableExists("trail") {
      try checkTrail(db)
      try checkOrigins(db)
    }
    for sequence in try Int64.fetchAll(db, sql: "SELECT event FROM batches ORDER BY event") {
      try checkBatch(db, sequence)
    }
    for sequence in try Int64.fetchAll(db, sql: "SELECT event FROM forecast_runs ORDER BY event") {
      try checkRun(db, sequence)
    }
    let months = try FactMonthCheck(MonthRows(db))
    report.months = months.months
    report.findings += months.faults
    return report
  }

  private func fault(_ witness: String, _ subject: String, _ detail: String) {
    report.findings.append(.init(witness: witness, subject: subject, detail: detail))
  }

  /// The chain from the first event, each beside its journal record, and its side rows in their number.
  private func checkChain(_ db: Database) throws {
    var chain = ChainReading(key: key)
    let rows = try Row.fetchCursor(db, sql: "SELECT sequence, body FROM events ORDER BY sequence")
    while let row = try rows.next() {
      let sequence: Int64 = row[0]
      let body = EventRows.bytes(row[1])
      if let fault = chain.read(body, at: sequence) { report.findings.append(fault) }
      if let journal, sequence >= 1, sequence <= journal.digests.count,
        journal.digests[Int(sequence) - 1] != Digest.sha256(body)
      {
        fault("journal", "event \(sequence)", "Database and journal file differ.")
      }
    }
    report.events = chain.events
    checkJournalEnd()
    try checkCount(db, "members", chain.members)
    try checkCount(db, "batches", chain.batches)
    try checkCount(db, "forecast_runs", chain.runs)
  }

  /// The chain of sign-ins beside the journal.
  private func checkTrail(_ db: Database) throws {
    var verifier = ChainVerifier(key: key.ofTrail)
    let rows = try Row.fetchCursor(db, sql: "SELECT sequence, body FROM trail ORDER BY sequence")
    while let row = try rows.next() {
      guard verifier.accept(encoded: EventRows.bytes(row[1])) != nil else {
        return fault("trail", "event \(row[0] as Int64)", "It is not what was signed, or does not follow the event before.")
      }
      report.trailEvents += 1
    }
  }

  /// From where the events came: each as it was sealed with its event.
  private func checkOrigins(_ db: Database) throws {
    for chain in AuditChain.allCases {
      let changed = try OriginRows.changed(db, chain, in: 1...Int64.max, key: key)
      for sequence in changed.sequences {
        fault("origin", "\(chain) event \(sequence)", "From where it came is not what was sealed with it.")
      }
    }
  }

  private func checkJournalEnd() {
    guard let journal else { return }
    if let damage = journal.damage { fault("journal", damage.subject, damage.detail) }
    if journal.tornBytes > 0 {
      fault("journal", "end", "\(journal.tornBytes) bytes of an unfinished record.")
    }
    if journal.damage == nil, Int64(journal.digests.count) > report.events {
      fault("journal", "end", "It knows \(journal.digests.count) events, the database \(report.events).")
    }
    if journal.damage == nil, Int64(journal.digests.count) < report.events {
      // A command between its commit and its journal record: not yet acknowledged, and at most the newest
      // group.
      fault("journal", "end", "It ends at event \(journal.digests.count), the database at \(report.events).")
    }
  }

  private func checkCount(_ db: Database, _ table: String, _ expected: Int) throws {
    let count = try Int.fetchOne(db, sql: "SELECT count(*) FROM \(table)") ?? 0
    if count != expected {
      fault("members", table, "There are \(count) rows; the events tell of \(expected).")
    }
  }

  private func checkBatch(_ db: Database, _ sequence: Int64) throws {
    guard let event = try? EventRows.event(db, sequence: sequence), let receipt = FactReceipt(event) else {
      return fault("facts", "batch \(sequence)", "Its event is gone or no import.")
    }
    report.batches += 1
    let batch = try FactRows.kept(db, receipt)
    report.factRows += batch.table.rowCount
    if let fault = batch.fault() { report.findings.append(fault) }
    if receipt.keptRows > 0 { checkFile(receipt.rowsDigest) }
    if let digest = receipt.fileDigest { checkFile(digest) }
  }

  private func checkRun(_ db: Database, _ sequence: Int64) throws {
    guard let event = try? EventRows.event(db, sequence: sequence), let record = ForecastRunRecord(event)
    else {
      return fault("forecast", "run \(sequence)", "Its event is gone or no forecast.")
    }
    report.runs += 1
    let rows = try ForecastRows.all(db, run: sequence, series: nil)
    if Digest.sha256(ForecastRowCoder.bytes(ForecastRowCoder.sorted(rows))) != record.rowsDigest {
      fault(
        "forecast", "run \(sequence)", "Its \(rows.count) rows are not the \(record.rowCount) that were kept."
      )
    }
    checkFile(record.rowsDigest)
  }

  private func checkFile(_ digest: Digest) {
    guard let folder else { return }
    report.files += 1
    guard let bytes = try? FileSystem.read(folder.file(digest)), Digest.sha256(bytes) == digest else {
      return fault("file", digest.hex, "The kept file is gone or changed.")
    }
  }
}
