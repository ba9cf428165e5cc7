// SPDX-License-Identifier: Apache-2.0
public import Access
import Calendars
public import Commerce
import DataQuality
import Journal

/// What a push came to.
public struct PushResult: Sendable {
  public let result: ImportResultRecord
  /// The same push had been kept before and was not kept again.
  public let isRepeat: Bool
}

extension Workspace {
  /// Keeps rows that somebody sends, as one batch under their own key; read as a file with the names of fields in its head would be.
  ///
  /// - Parameters:
  ///   - source: the source that they belong to; nil: whoever sends them.
  ///   - key: made by the sender: the same key is the same push.
  /// - Throws: `CycleError.sourceRefused`, `sourceNotKnown`; `StoreError.idempotencyKeyReused` for a key that came with other rows.
  public func pushFacts(
    _ proof: Authorized<To.ImportFacts>, _ rows: SourceRows, kind: FactKind, source id: Int64?, key: String
  ) throws -> PushResult {
    let known = try id.map { try source($0) }
    if let known, known.content.feed != .push || known.isPaused {
      throw Self.sourceRefused([
        SourceProblem(
          "source",
          known.isPaused
            ? BilingualText("数据源已暂停", "the source is paused") : BilingualText("这个数据源不接收推送", "rows are not sent to this source"))
      ])
    }
    let (began, key) = (environment.now(), "push-\(kind.rawValue)-\(key)")
    let (earlier, request) = (try store.event(actor: proof.person.id, key: key).flatMap { FactReceipt($0) }, rows.digest)
    if let earlier, earlier.kind != kind || earlier.command["request"]?.digest != request {
      throw StoreError(
        .idempotencyKeyReused, subject: key, detail: "The key came before with batch \(earlier.batch) and other rows.",
        hint: "Use a fresh key for other rows.")
    }
    let reading: FactFileReading
    do throws(SourceFault) {
      reading = try environment.sources.connector.take(rows, kind: kind, columns: nil, knows: knownCodes(for: kind).knows)
    } catch {
      throw Self.sourceRefused([SourceProblem("rows", error.sentence)])
    }
    // What was found then is found again as far as nothing was imported since; what was kept is what was kept then.
    if let earlier {
      let result = ImportResultRecord(
        batch: earlier.batch, reading: reading.withoutRows(), accepted: reading.table.rowCount, added: earlier.newRows,
        corrected: earlier.correctedRows, unchanged: earlier.unchangedRows, report: QualityReport(earlier), isHeld: earlier.isHeld)
      return PushResult(result: result, isRepeat: true)
    }
    let stamp = known.map { source in
      var stamp = SourceStamp(
        source: source.id, kind: kind, startedAt: began, rows: reading.rowsRead, digest: reading.table.contentDigest)
      (stamp.rejected, stamp.newestDay) = (reading.rejected, reading.table.newestDay)
      (stamp.findings, stamp.findingsTotal) = (reading.findings, reading.findingsTotal)
      return stamp
    }
    let name = known.map { "\($0.content.name.chinese) · \(kind.rawValue)" } ?? "push · \(kind.rawValue)"
    let result = try record(proof, reading, fileName: name, fileBytes: nil, key: key, stamp: stamp, request: request)
    return PushResult(result: result, isRepeat: false)
  }
}

extension SourceRows {
  /// Of the columns and all cells, a missing one told from an empty one.
  fileprivate var digest: Digest {
    var bytes: [UInt8] = []
    for line in [columns.map { Optional($0) }] + rows {
      for cell in line {
        bytes.append(cell == nil ? 0 : 1)
        bytes += Array((cell ?? "").utf8) + [0x1F]
      }
      bytes.append(0x1E)
    }
    return Digest.sha256(bytes)
  }
}
