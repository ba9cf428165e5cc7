// SPDX-License-Identifier: Apache-2.0
public import Calendars
public import Journal

/// Keeps forecasts as they were made: a run is an event plus its result rows, never refitted on replay.
public protocol ForecastRunStore: Sendable {
  /// Does for the rows of a run what takes time and needs no command: puts them in order, computes what their event says of them, and brings many of
  /// them in by small steps, between which commands of others are kept. What never becomes a run is gone when the store is opened again.
  ///
  /// - Throws: `diskFull`, `readOnly`; `incoherentRequest` for two numbers in one place.
  func prepare(_ rows: [ForecastResultRow]) throws(StoreError) -> PreparedForecast

  /// Keeps a run with its command, durable when it returns.
  ///
  /// The event's payload becomes `ForecastRun.payload` with the command's payload inside it.
  func record(
    _ run: ForecastRun, _ prepared: PreparedForecast, for draft: EventDraft, at moment: Moment
  ) throws(StoreError) -> ForecastRunRecord

  /// Every run, newest first.
  func runs(limit: Int) throws(StoreError) -> [ForecastRunRecord]

  /// The rows of a run, by series, layer and ordinal (texts byte by byte); `series` nil for all.
  func rows(run: Int64, series: String?) throws(StoreError) -> [ForecastResultRow]
}

extension ForecastRunStore {
  public func record(
    _ run: ForecastRun, rows: [ForecastResultRow], for draft: EventDraft, at moment: Moment
  ) throws(StoreError) -> ForecastRunRecord {
    try record(run, try prepare(rows), for: draft, at: moment)
  }

  public func newestRun() throws(StoreError) -> ForecastRunRecord? { try runs(limit: 1).first }
}

/// The rows of a run in their order, and their digest.
public struct PreparedForecast: Sendable {
  /// None where the store has them and somebody let them go.
  public private(set) var rows: [ForecastResultRow]
  public let rowCount: Int
  public let digest: Digest
  /// Where the store has them already, as it counts; nil where they come in with their run.
  public let stagedAs: Int64?

  public init(rows: [ForecastResultRow], digest: Digest, stagedAs: Int64? = nil) {
    self.rows = rows
    rowCount = rows.count
    self.digest = digest
    self.stagedAs = stagedAs
  }

  /// Rows that the store has need not be here as well.
  mutating func letGo() { if stagedAs != nil { rows = [] } }
}

/// What a run was made with.
public struct ForecastRun: Sendable, Equatable {
  /// `baseline`, `pipeline`, `agreed` …: what the run is for.
  public let purpose: String
  /// The last day of knowledge it was allowed.
  public let cutoff: Day
  /// SHA-256 of the input series.
  public let inputDigest: Digest
  public let method: String
  /// By series: how it was forecast, as ``record(of:)`` reads it.
  public let parameters: CanonicalValue
  public let seed: UInt64
  public let programVersion: String

  public init(
    purpose: String, cutoff: Day, inputDigest: Digest, method: String, parameters: CanonicalValue,
    seed: UInt64,
    programVersion: String
  ) {
    self.purpose = purpose
    self.cutoff = cutoff
    self.inputDigest = inputDigest
    self.method = method
    self.parameters = parameters
    self.seed = seed
    self.programVersion = programVersion
  }
}

extension ForecastRun {
  /// How each series was forecast, every one as its bytes: a run of many thousand series is one short list and no tree.
  ///
  /// - Throws: `JournalError` for a record beyond all bounds.
  public static func parameters(_ records: [String: CanonicalValue]) throws(JournalError) -> CanonicalValue {
    var kept: [String: CanonicalValue] = [:]
    kept.reserveCapacity(records.count)
    for (series, record) in records { kept[series] = .bytes(try record.encoded()) }
    return .map(kept)
  }

  /// How a series was forecast; nil for one that is not in the run.
  public func record(of series: String) -> CanonicalValue? {
    guard let kept = parameters[series] else { return nil }
    // Runs of earlier programs keep it as it is.
    guard let bytes = kept.bytes else { return kept }
    return try? CanonicalValue(decoding: bytes)
  }
}

/// One quantised number of a run.
public struct ForecastResultRow: Hashable, Sendable {
  /// `item|territory`: the series' key, as the run wrote it.
  public let series: String
  /// `baseline`, `pipeline`, `override`, `agreed`.
  public let layer: String
  /// The month's (or step's) ordinal.
  public let ordinal: Int32
  /// Four decimals.
  public let value: Int64
  public let low: Int64?
  public let high: Int64?

  public init(
    series: String, layer: String, ordinal: Int32, value: Int64, low: Int64? = nil, high: Int64? = nil
  ) {
    self.series = series
    self.layer = layer
    self.ordinal = ordinal
    self.value = value
    self.low = low
    self.high = high
  }
}

/// A run as it was kept.
public struct ForecastRunRecord: Sendable, Equatable {
  /// The run's number: the sequence of its event.
  public let id: Int64
  public let recordedAt: Moment
  public let actor: Actor
  public let run: ForecastRun
  public let rowCount: Int
  /// SHA-256 over the rows in their order; `verify` computes it again.
  public let rowsDigest: Digest
}

extension ForecastRunRecord {
  /// nil when the event is not a run.
  public init?(_ event: Event) {
    let payload = event.payload
    guard let run = payload["run"], let purpose = run["purpose"]?.text, let cutoff = run["cutoff"]?.day,
      let inputDigest = run["input_digest"]?.digest, let method = run["method"]?.text,
      let parameters = run["parameters"], let seed = run["seed"]?.integer,
      let version = run["program_version"]?.text,
      let count = run["rows"]?.integer.flatMap({ Int(exactly: $0) }),
      let rowsDigest = run["rows_digest"]?.digest
    else { return nil }
    self.init(
      id: event.sequence, recordedAt: event.recordedAt, actor: event.draft.actor,
      run: ForecastRun(
        purpose: purpose, cutoff: cutoff, inputDigest: inputDigest, method: method, parameters: parameters,
        seed: UInt64(bitPattern: seed), programVersion: version),
      rowCount: count, rowsDigest: rowsDigest)
  }
}

extension ForecastRun {
  /// The payload of a run's event: what adapters write, so that every adapter writes the same bytes.
  public func payload(command: CanonicalValue, rowCount: Int, rowsDigest: Digest) -> CanonicalValue {
    .map([
      "command": command,
      "run": .map([
        "purpose": .text(purpose), "cutoff": .day(cutoff), "input_digest": .digest(inputDigest),
        "method": .text(method), "parameters": parameters, "seed": .integer(Int64(bitPattern: seed)),
        "program_version": .text(programVersion), "rows": .integer(Int64(rowCount)),
        "rows_digest": .digest(rowsDigest),
      ]),
    ])
  }
}
