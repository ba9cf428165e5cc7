// SPDX-License-Identifier: Apache-2.0
import Commerce
import PlanningCycle

/// What the reading process is asked to do with the file that it was handed.
struct WorkerRequest: Hashable, Sendable {
  enum Task: UInt8 { case preview, read, sheets }

  let task: Task
  /// As a person knows the file; for findings.
  let fileName: String
  let currency: String
  /// nil: to be guessed, in a preview alone.
  let kind: FactKind?
  /// Field → header as a person confirmed it; nil: to be guessed.
  let columns: [String: String]?
  let answers: FileAnswers
  /// What people confirmed before, newest first; for a preview.
  let remembered: [RememberedLayout]

  /// Fields a kind has at most, and some to spare.
  private static let columnLimit = 1_000
  private static let layoutLimit = 1_000
  private static let headerLimit = 10_000

  var frame: [UInt8] {
    var writer = FrameWriter()
    writer.add(byte: task.rawValue)
    writer.add(fileName)
    writer.add(currency)
    writer.add(kind?.rawValue ?? "")
    writer.add(columns != nil)
    Self.add(columns ?? [:], to: &writer)
    writer.add(answers.year ?? 0)
    writer.add(answers.mends.count)
    for mend in answers.mends {
      writer.add(mend.line)
      writer.add(mend.column)
      writer.add(mend.text)
    }
    writer.add(remembered.count)
    for layout in remembered {
      writer.add(layout.kind.rawValue)
      writer.add(layout.headers)
      Self.add(layout.columns, to: &writer)
      writer.add(layout.fileName)
    }
    return writer.bytes
  }

  private static func add(_ columns: [String: String], to writer: inout FrameWriter) {
    writer.add(columns.count)
    for (field, header) in columns.sorted(by: { $0.key < $1.key }) {
      writer.add(field)
      writer.add(header)
    }
  }

  private static func columns(_ reader: inout FrameReader) throws(FrameFault) -> [String: String] {
    var columns: [String: String] = [:]
    for _ in 0..<(try reader.count(atMost: columnLimit)) {
      let field = try reader.text()
      columns[field] = try reader.text()
    }
    return columns
  }

  init(
    task: Task, fileName: String, currency: String, kind: FactKind?, columns: [String: String]?, answers: FileAnswers = .none,
    remembered: [RememberedLayout] = []
  ) {
    self.task = task
    self.fileName = fileName
    self.currency = currency
    self.kind = kind
    self.columns = columns
    self.answers = answers
    self.remembered = remembered
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
    let columns = try Self.columns(&reader)
    self.columns = confirmed ? columns : nil
    let year = try reader.count(atMost: 9_999)
    var mends: [FileAnswers.Mend] = []
    for _ in 0..<(try reader.count(atMost: FileAnswers.mendLimit)) {
      mends.append(FileAnswers.Mend(line: try reader.count(atMost: Int(Int32.max)), column: try reader.text(), text: try reader.text()))
    }
    answers = FileAnswers(year: year == 0 ? nil : year, mends: mends)
    var remembered: [RememberedLayout] = []
    for _ in 0..<(try reader.count(atMost: Self.layoutLimit)) {
      guard let kind = FactKind(rawValue: try reader.text()) else { throw FrameFault(reason: "no such kind") }
      remembered.append(
        RememberedLayout(
          kind: kind, headers: try reader.texts(atMost: Self.headerLimit), columns: try Self.columns(&reader), fileName: try reader.text()))
    }
    self.remembered = remembered
    guard reader.isAtEnd else { throw FrameFault(reason: "more than a request") }
  }
}
