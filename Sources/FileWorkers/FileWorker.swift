// SPDX-License-Identifier: Apache-2.0
import Commerce
import Glibc
import Ingestion
import PlanningCycle
import Quantities

/// The other side: reads one file for the server that started this process, and ends.
public enum FileWorker {
  /// Where the file is open.
  private static let file = "/proc/self/fd/3"

  /// Answers one request on standard input, which is a socket. Returns an exit code.
  public static func serve(_ limits: WorkerLimits = WorkerLimits()) -> Int32 {
    // Whoever calls this by hand, with a terminal, is told nothing and harms nothing.
    guard limits.bindThisProcess() else { return 71 }
    let socket = WorkerSocket(descriptor: 0, deadline: nil)
    do {
      let (tag, bytes) = try socket.receive()
      guard tag == .request else { return 64 }
      try answer(try WorkerRequest(frame: bytes), socket)
      return 0
    } catch {
      return 70
    }
  }

  private static func answer(_ request: WorkerRequest, _ socket: WorkerSocket) throws {
    let reader = IngestionFileReader(currency: Currency(code: request.currency) ?? .cny)
    let source = ImportSource.opened(path: file, name: request.fileName)
    if request.task == .sheets { return try answer(Result { () throws(CycleError) in try reader.sheets(source) }, socket) }
    let knows = { (kind: FactKind, code: String) in ask(kind, code, socket) }
    let outcome: Result<(FactFilePreview?, FactFileReading), CycleError>
    do throws(CycleError) {
      switch (request.task, request.kind) {
      case (.preview, let kind):
        let preview = try reader.preview(source, kind: kind, answers: request.answers, remembered: request.remembered, knows: knows)
        outcome = .success((preview, preview.reading))
      case (.read, let kind?):
        outcome = .success((nil, try reader.read(source, kind: kind, columns: request.columns, answers: request.answers, knows: knows)))
      case (.read, nil), (.sheets, _): throw CycleError(.fileNotReadable, BilingualText("没有说明内容种类", "the kind was not named"))
      }
    } catch { outcome = .failure(error) }
    switch outcome {
    case .failure(let refusal): try socket.send(.refused, RefusalCoder.frame(refusal))
    case .success(let (preview, reading)):
      if let preview { try socket.send(.preview, PreviewCoder.frame(preview)) }
      try socket.send(.head, ReadingCoder.head(reading))
      for column in reading.table.columns { try socket.send(.column, ReadingCoder.column(column)) }
      try socket.send(.lines, ReadingCoder.lines(reading.table))
    }
  }

  private static func answer(_ outcome: Result<SheetFile, CycleError>, _ socket: WorkerSocket) throws {
    switch outcome {
    case .failure(let refusal): try socket.send(.refused, RefusalCoder.frame(refusal))
    case .success(let file): try socket.send(.sheets, SheetCoder.frame(file))
    }
  }

  /// Asks the server; where it does not answer any more nobody waits for a reading either.
  private static func ask(_ kind: FactKind, _ code: String, _ socket: WorkerSocket) -> Bool? {
    var question = FrameWriter()
    question.add(kind.rawValue)
    question.add(code)
    guard (try? socket.send(.ask, question.bytes)) != nil, let (tag, bytes) = try? socket.receive(), tag == .known, bytes.count == 1 else {
      exit(70)
    }
    return bytes[0] == 2 ? nil : bytes[0] == 1
  }
}
