// SPDX-License-Identifier: Apache-2.0
import Commerce
import Journal
public import PlanningCycle
public import Warehouse

extension PostgresWorkspace {
  /// Checks both chains, the rows of every import and forecast against their digests, kept files, members, and the pages of the database
  /// where the server keeps sums of them. Reads on one snapshot; commands go on meanwhile.
  public func verify() throws(StoreError) -> VerificationReport {
    try read { connection in
      var run = VerificationRun(connection, key: key)
      return try run.run()
    }
  }
}

/// One pass over a database.
private struct VerificationRun {
  private let connection: Connection
  private let key: ChainKey
  private var report = VerificationReport()

  init(_ connection: Connection, key: ChainKey) {
    self.connection = connection
    self.key = key
  }

  mutating func run() throws -> VerificationReport {
    try checkChain()
    try checkTrail()
    for chain in AuditChain.allCases {
      for sequence in try OriginRows.changed(connection, chain, in: 1...Int64.max, key: key).sequences {
        fault("origin", "\(chain) event \(sequence)", "From where it came is not what was sealed with it.")
      }
    }
    for batch in try connection.query("SELECT event FROM batches ORDER BY event").all { try checkBatch(batch.integer(0)) }
    for run in try connection.query("SELECT event FROM forecast_runs ORDER BY event").all { try checkRun(run.integer(0)) }
    let months = try FactMonthCheck(MonthRows(connection))
    report.months = months.months
    report.findings += months.faults
    return report
  }

  private mutating func fault(_ witness: String, _ subject: String, _ detail: String) {
    report.findings.append(.init(witness: witness, subject: subject, detail: detail))
  }

  /// The chain from the first event, and its side rows in their number.
  private mutating func checkChain() throws {
    var chain = ChainReading(key: key)
    var faults: [VerificationReport.Fault] = []
    try connection.stream("SELECT sequence, body FROM events ORDER BY sequence") { row in
      if let fault = chain.read(row.bytes(1), at: row.integer(0)) { faults.append(fault) }
    }
    report.events = chain.events
    report.findings += faults
    for (table, expected) in [("members", chain.members), ("batches", chain.batches), ("forecast_runs", chain.runs)] {
      let found = Int(try connection.query("SELECT count(*) FROM \(table)").first?.integer(0) ?? 0)
      if found != expected { fault("members", table, "There are \(found) rows; the events tell of \(expected).") }
    }
  }

  private mutating func checkTrail() throws {
    var verifier = ChainVerifier(key: key.ofTrail)
    var broken: Int64?
    var count: Int64 = 0
    try connection.stream("SELECT sequence, body FROM trail ORDER BY sequence") { row in
      guard broken == nil else { return }
      if verifier.accept(encoded: row.bytes(1)) == nil { broken = row.integer(0) } else { count += 1 }
    }
    report.trailEvents = count
    if let broken { fault("trail", "event \(broken)", "It is not what was signed, or does not follow the event before.") }
  }

  /// nil when it is gone or cannot be read as one.
  private func event(_ sequence: Int64) throws -> Event? {
    do { return try EventRows.event(connection, sequence: sequence) } catch is JournalError { return nil }
  }

  private mutating func checkBatch(_ sequence: Int64) throws {
    guard let event = try event(sequence), let receipt = FactReceipt(event) else {
      return fault("facts", "batch \(sequence)", "Its event is gone or no import.")
    }
    report.batches += 1
    let batch = try FactRows.kept(connection, receipt)
    report.factRows += batch.table.rowCount
    if let fault = batch.fault() { report.findings.append(fault) }
    guard let digest = receipt.fileDigest else { return }
    report.files += 1
    guard let bytes = try KeptFileRows.read(connection, digest), Digest.sha256(bytes) == digest else {
      return fault("file", digest.hex, "The kept file is gone or changed.")
    }
  }

  private mutating func checkRun(_ sequence: Int64) throws {
    guard let event = try event(sequence), let record = ForecastRunRecord(event) else {
      return fault("forecast", "run \(sequence)", "Its event is gone or no forecast.")
    }
    report.runs += 1
    let rows = try ForecastRows.all(connection, run: sequence, series: nil)
    if Digest.sha256(ForecastRowCoder.bytes(ForecastRowCoder.sorted(rows))) != record.rowsDigest {
      fault("forecast", "run \(sequence)", "Its \(rows.count) rows are not the \(record.rowCount) that were kept.")
    }
  }
}
