// SPDX-License-Identifier: Apache-2.0
import Calendars
import Commerce
import Journal

/// A file of a watched folder that is about to be read: everything that takes, so that it is done beside the workspace.
public struct FolderFile: Sendable {
  let task: SourceTask
  let file: UploadedFile
  let kind: FactKind?
  let digest: Digest
  private let reader: any FactFileReader
  private let remembered: [RememberedLayout]
  private let known: KnownFactCodes
  /// The batch that kept the same content before; nil when nothing did.
  public let sameAs: Int64?

  fileprivate init(
    task: SourceTask, file: UploadedFile, kind: FactKind?, reader: any FactFileReader, remembered: [RememberedLayout],
    known: KnownFactCodes, digest: Digest, sameAs: Int64?
  ) {
    (self.task, self.file, self.kind, self.reader) = (task, file, kind, reader)
    (self.remembered, self.known, self.digest, self.sameAs) = (remembered, known, digest, sameAs)
  }

  /// Reads the file in a process of its own, by what people confirmed of such files.
  public func look() -> FolderFinding {
    if let sameAs { return .known(batch: sameAs) }
    do throws(CycleError) {
      let preview = try reader.preview(
        file.bytes, fileName: file.name, kind: kind, answers: .none, remembered: remembered, knows: known.knows)
      if let refusal = Self.refusal(preview, isKindGiven: kind != nil) { return .refused(refusal) }
      return .read(preview.reading)
    } catch {
      return .refused(Self.words(error))
    }
  }

  /// Nobody is there who could be asked: what a person would have to answer is refused, and read once somebody has answered.
  private static func refusal(_ preview: FactFilePreview, isKindGiven: Bool) -> BilingualText? {
    let way = BilingualText(
      "请在“导入”页把这个文件手工导入一次并确认各列，以后同样表头的文件就会自动读取。",
      "Import this file once by hand on the import screen and confirm its columns; files with the same headers are read by themselves from then on."
    )
    if preview.rememberedFrom == nil, !preview.questions.isEmpty {
      let fields = preview.questions.map(\.field)
      return BilingualText(
        "不能确定这些字段对应哪一列：\(fields.joined(separator: "、"))。" + way.chinese,
        "It is not known which columns these fields are: \(fields.joined(separator: ", ")). " + way.english)
    }
    if preview.rememberedFrom == nil, !isKindGiven {
      return BilingualText(
        "数据源没有指定数据种类，也没有人确认过这种表头。" + way.chinese, "The source names no kind, and nobody confirmed such headers before. " + way.english)
    }
    return nil
  }

  private static func words(_ error: CycleError) -> BilingualText {
    BilingualText.joined([error.title, error.detail, error.hint].filter { !$0.english.isEmpty })
  }
}

/// What reading a file came to.
public enum FolderFinding: Sendable {
  case read(FactFileReading)
  /// The same content was kept before.
  case known(batch: Int64)
  case refused(BilingualText)
}

/// What became of a file.
public struct FolderOutcome: Sendable {
  public let end: WatchedFile.End
  /// What is laid beside the file, in both languages.
  public let notes: String
}

extension Workspace {
  /// Looks whether the content of a file is known, and says how to read it; nil when the source is gone, rests, or is another one by now.
  ///
  /// - Throws: `SourceFault` when its owner may not import any more; `StoreError`.
  public func folderFile(_ task: SourceTask, name: String, bytes: [UInt8]) throws -> FolderFile? {
    guard let source = current(task), source.content.folder != nil else { return nil }
    _ = try ownerProof(of: source)
    let digest = Digest.sha256(bytes)
    let kind = source.content.queries.first?.kind
    return FolderFile(
      task: task, file: UploadedFile(name: name, bytes: bytes), kind: kind, reader: environment.reader, remembered: ledgers.layouts.layouts,
      known: knownCodes(for: kind), digest: digest, sameAs: sourceLedger.progress(of: source.id).files[digest])
  }

  /// Keeps the rows of a file as one batch, and says where it goes. Called again for the same file, it changes nothing.
  ///
  /// - Throws: `SourceFault`, `StoreError`; then nothing was kept, and the file stays where it is.
  public func keep(_ finding: FolderFinding, of file: FolderFile) throws -> FolderOutcome {
    let name = file.file.name
    guard let source = current(file.task) else { throw SourceFault(.stopped) }
    switch finding {
    case .known(let batch):
      note(quiet: file, source)
      return FolderOutcome(
        end: .done,
        notes: FolderNotes.text(
          name, [BilingualText("内容与第 \(batch) 批相同，没有改变任何数据。", "The same content as batch \(batch): nothing was changed.")]))
    case .refused(let words):
      note(quiet: file, source, refusal: words)
      return FolderOutcome(end: .refused, notes: FolderNotes.text(name, [BilingualText("没有导入：", "Not imported: "), words]))
    case .read(let reading):
      var stamp = SourceStamp(
        source: source.id, kind: reading.table.kind, startedAt: file.task.startedAt, rows: reading.rowsRead,
        digest: reading.table.contentDigest)
      (stamp.rejected, stamp.newestDay, stamp.file) = (reading.rejected, reading.table.newestDay, name)
      (stamp.findings, stamp.findingsTotal) = (reading.findings, reading.findingsTotal)
      guard reading.table.rowCount > 0 else {
        note(quiet: file, source, refusal: BilingualText("没有可以接受的行", "no row could be taken"))
        return FolderOutcome(end: .refused, notes: FolderNotes.text(name, reading, nil))
      }
      let result = try record(
        try ownerProof(of: source), reading, fileName: name, fileBytes: file.file.bytes, key: "source-\(source.id)-file-\(file.digest.hex)",
        stamp: stamp)
      return FolderOutcome(end: .done, notes: FolderNotes.text(name, reading, result))
    }
  }

  private func note(quiet file: FolderFile, _ source: DataSource, refusal: BilingualText? = nil) {
    var run = SourceRun(kind: file.kind, startedAt: file.task.startedAt, endedAt: environment.now())
    run.file = file.file.name
    run.batch = file.sameAs
    if let refusal { run.fault = SourceFault(.answerNotUnderstood, refusal) }
    sourceShelf.change(source) { $0.add(run) }
  }
}

/// The text that is laid beside a file.
enum FolderNotes {
  /// Findings that are written out.
  private static let limit = 500

  static func text(_ name: String, _ lines: [BilingualText]) -> String {
    name + "\n\n" + lines.map(\.chinese).joined() + "\n" + lines.map(\.english).joined() + "\n"
  }

  static func text(_ name: String, _ reading: FactFileReading, _ result: ImportResultRecord?) -> String {
    let kind = reading.table.kind.label
    var text = name + "\n\n"
    text += "\(kind.chinese)：读 \(reading.rowsRead) 行，拒绝 \(reading.rejected) 行"
    if let result { text += "；第 \(result.batch) 批，新增 \(result.added)，更正 \(result.corrected)，未变 \(result.unchanged)" }
    text += "\n\(kind.english): \(reading.rowsRead) rows read, \(reading.rejected) rejected"
    if let result { text += "; batch \(result.batch), \(result.added) new, \(result.corrected) corrected, \(result.unchanged) unchanged" }
    text += "\n"
    for finding in reading.findings.prefix(limit) {
      let place = "\(finding.line)" + (finding.column.isEmpty ? "" : ":\(finding.column)")
      let value = finding.value.isEmpty ? "" : "“\(finding.value)”"
      text +=
        "\n\(place) \(finding.header) \(value)\n  \(finding.message.chinese)；\(finding.hint.chinese)\n  \(finding.message.english); \(finding.hint.english)\n"
    }
    if reading.findingsTotal > limit { text += "\n… \(reading.findingsTotal)\n" }
    return text
  }
}
