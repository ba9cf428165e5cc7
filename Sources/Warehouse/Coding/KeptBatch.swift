// SPDX-License-Identifier: Apache-2.0
public import Commerce
public import Journal
public import PlanningCycle

/// The rows of one batch as a database gives them back, in the order in which they were kept.
public struct KeptBatch: Sendable {
  public let receipt: FactReceipt
  public private(set) var table: FactTable
  private var versions: [Int64] = []
  private var effectiveOn: [Int64] = []

  public init(_ receipt: FactReceipt) {
    self.receipt = receipt
    table = FactTable(kind: receipt.kind)
  }

  /// - Parameter values: in the order of `FactSchema.fields`.
  public mutating func add(_ values: [FactValue?], line: Int32, version: Int64, effectiveOn day: Int64) {
    table.append(values, line: line)
    versions.append(version)
    effectiveOn.append(day)
  }

  /// The digest of the rows, over the fields their batch was digested over; `flush` gets the bytes, in order.
  public func digest(flush: (UnsafeRawBufferPointer) throws -> Void) rethrows -> Digest {
    let coder = FactRowCoder(table, fields: receipt.fields)
    var rows = KeptRowsWriter()
    var content = RowBytes()
    for row in 0..<coder.rowCount {
      coder.content(row, into: &content)
      try rows.add(version: versions[row], effectiveOn: effectiveOn[row], content: content.pointer, flush: flush)
    }
    return try rows.finish(flush: flush)
  }

  /// nil when the rows are the ones that were kept.
  public func fault() -> VerificationReport.Fault? {
    guard table.rowCount != receipt.keptRows || digest(flush: { _ in }) != receipt.rowsDigest else { return nil }
    return VerificationReport.Fault(
      witness: "facts", subject: "batch \(receipt.batch)",
      detail:
        "\(table.rowCount) rows of \(receipt.kind.rawValue) from \(receipt.fileName) are not the \(receipt.keptRows) that were kept.")
  }
}
