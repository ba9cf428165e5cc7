// SPDX-License-Identifier: Apache-2.0
public import Access
import Calendars
public import Commerce
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
    let isRepeat = try store.event(actor: proof.person.id, key: key) != nil
    let reading: FactFileReading
    do throws(SourceFault) {
      reading = try environment.sources.connector.take(rows, kind: kind, columns: nil, knows: knownCodes(for: kind).knows)
    } catch {
      throw Self.sourceRefused([SourceProblem("rows", error.sentence)])
    }
    let stamp = known.map { source in
      var stamp = SourceStamp(
        source: source.id, kind: kind, startedAt: began, rows: reading.rowsRead, digest: reading.table.contentDigest)
      (stamp.rejected, stamp.newestDay) = (reading.rejected, reading.table.newestDay)
      (stamp.findings, stamp.findingsTotal) = (reading.findings, reading.findingsTotal)
      return stamp
    }
    let name = known.map { "\($0.content.name.chinese) · \(kind.rawValue)" } ?? "push · \(kind.rawValue)"
    let result = try record(proof, reading, fileName: name, fileBytes: nil, key: key, stamp: stamp)
    return PushResult(result: result, isRepeat: isRepeat)
  }
}
