// SPDX-License-Identifier: Apache-2.0
import Commerce

/// What the reading process is asked to do with the file that it was handed.
struct WorkerRequest: Hashable, Sendable {
  enum Task: UInt8 { case preview, read }

  let task: Task
  /// As a person knows the file; for findings.
  let fileName: String
  let currency: String
  /// nil: to be guessed, in a preview alone.
  let kind: FactKind?
  /// Field → header as a person confirmed it; nil: to be guessed.
  let columns: [String: String]?

  /// Fields a kind has at most, and some to spare.
  private static let columnLimit = 1_000

  var frame: [UInt8] {
    var writer = FrameWriter()
    writer.add(byte: task.rawValue)
    writer.add(fileName)
    writer.add(currency)
    writer.add(kind?.rawValue ?? "")
    writer.add(columns != nil)
    let pairs = (columns ?? [:]).sorted { $0.key < $1.key }
    writer.add(pairs.count)
    for (field, header) in pairs {
      writer.add(field)
      writer.add(header)
    }
    return writer.bytes
  }

  init(task: Task, fileName: String, currency: String, kind: FactKind?, columns: [String: String]?) {
    self.task = task
    self.fileName = fileName
    self.currency = currency
    self.kind = kind
    self.columns = columns
  }

  init(frame: [UInt8]) throws(FrameFault) {
    var reader = FrameReader(frame)
    guard let task = Task(rawValue: try reader.byte()) else { throw FrameFault(reason: "no such task") }
    self.task = task
    fileName = try reader.text()
    currency = try reader.text()
    let name = try reader.text()
    kind = FactKind(rawValue: name)
    guard kind != nil || name.isEmpty else { throw FrameFault(reason: "no such kind") }
    let confirmed = try reader.flag()
    var columns: [String: String] = [:]
    for _ in 0..<(try reader.count(atMost: Self.columnLimit)) {
      let field = try reader.text()
      columns[field] = try reader.text()
    }
    self.columns = confirmed ? columns : nil
    guard reader.isAtEnd else { throw FrameFault(reason: "more than a request") }
  }
}
