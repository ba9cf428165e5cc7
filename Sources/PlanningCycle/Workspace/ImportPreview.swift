// SPDX-License-Identifier: Apache-2.0
import Commerce
import Synchronization

/// A dropped file about to be looked at: everything that takes, so that it is done beside the workspace, which goes on meanwhile.
public struct ImportPreview: Sendable {
  let reader: any FactFileReader
  let file: UploadedFile
  let kind: FactKind?
  let answers: FileAnswers
  let remembered: [RememberedLayout]
  let known: KnownFactCodes
  let imports: Int
  /// What the file is called by when it is kept.
  public let upload: String

  /// - Throws: `CycleError.fileNotReadable`.
  public func look() throws(CycleError) -> FactFilePreview {
    let preview = try reader.preview(
      file.bytes, fileName: file.name, kind: kind, answers: answers, remembered: remembered, knows: known.knows)
    file.remember(preview, answers: answers, imports: imports)
    return preview
  }
}

/// The bytes of a dropped file, and its reading once somebody looked at it.
final class UploadedFile: Sendable {
  private struct Seen {
    let kind: FactKind
    let headers: [String]
    let columns: [String: String]
    let answers: FileAnswers
    let imports: Int
    let reading: FactFileReading
  }

  let name: String
  let bytes: [UInt8]
  private let seen = Mutex<Seen?>(nil)

  init(name: String, bytes: [UInt8]) {
    self.name = name
    self.bytes = bytes
  }

  func remember(_ preview: FactFilePreview, answers: FileAnswers, imports: Int) {
    var columns: [String: String] = [:]
    for column in preview.columns {
      if let field = column.field { columns[field] = column.header }
    }
    let seen = Seen(
      kind: preview.kind, headers: preview.columns.map(\.header), columns: columns, answers: answers, imports: imports,
      reading: preview.reading)
    self.seen.withLock { $0 = seen }
  }

  /// What somebody said of the file when it was looked at last.
  var answers: FileAnswers { seen.withLock { $0?.answers } ?? .none }

  /// What the file's columns mean by what somebody confirmed; nil where nobody looked at it, or its headers are not told apart.
  func layout(_ kind: FactKind, _ columns: [String: String]?) -> RememberedLayout? {
    seen.withLock { seen in
      guard let seen, Swift.Set(seen.headers).count == seen.headers.count, columns != nil || seen.kind == kind else { return nil }
      let confirmed = columns ?? seen.columns
      guard !confirmed.isEmpty, Swift.Set(confirmed.values).isSubset(of: seen.headers) else { return nil }
      return RememberedLayout(kind: kind, headers: seen.headers, columns: confirmed, fileName: name)
    }
  }

  /// The columns that the preview took, where it was of this kind: the file is read again by them.
  func columns(_ kind: FactKind) -> [String: String]? {
    seen.withLock { seen in seen.flatMap { $0.kind == kind && !$0.columns.isEmpty ? $0.columns : nil } }
  }

  /// The reading of the preview, where it was of this kind, with these columns, and nothing was imported since that could be named in it. It is let go
  /// here, whichever it was.
  func takeReading(_ kind: FactKind, _ columns: [String: String]?, imports: Int) -> FactFileReading? {
    seen.withLock { held in
      guard let seen = held.take(), seen.kind == kind, seen.imports == imports, columns == nil || columns == seen.columns else {
        return nil
      }
      return seen.reading
    }
  }
}
